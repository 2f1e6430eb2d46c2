import { CHANNELS } from '../../../preload/contract/channels.ts'
import { BIG, TRAVERSALS } from './payloads.ts'
import { foreignHosts, foreignOrigins, wrongTokens } from './spellings.ts'
import { request } from './wire.ts'

/** Requests of a kind, none of which Seatlog may answer with anything but a refusal. */
export interface Forms {
  readonly what: string
  readonly requests: readonly (string | Buffer)[]
  /** The window's own files may come: they are open to all. */
  readonly mayShowPage?: boolean
}

/** What somebody without the token knows, and what a page in the browser of somebody with it can send. */
export function refusedForms(port: number, token: string, random: () => number): readonly Forms[] {
  const own = `Host: 127.0.0.1:${port}`
  const key = `X-Seatlog-Token: ${token}`
  const cookie = `Cookie: seatlog-${port}=${token}`
  const json = ['Content-Type: application/json', 'Content-Length: 4']
  const call = (headers: readonly string[], channel = 'app.info'): string =>
    request(`POST /api/${channel}`, [...headers, ...json], 'null')
  const paths = [...CHANNELS, 'session', 'events', 'nothing'].map((name) => `/api/${name}`)

  return [
    {
      what: 'no token',
      requests: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'QUERY'].flatMap((method) =>
        paths.map((path) => request(`${method} ${path}`, [own])),
      ),
    },
    {
      what: 'wrong token',
      requests: wrongTokens(token, random).flatMap((wrong) => [
        call([own, `X-Seatlog-Token: ${wrong}`]),
        call([own, `X-Seatlog-Token: ${wrong}`], 'session'),
        call([own, `Cookie: seatlog-${port}=${wrong}`]),
      ]),
    },
    {
      what: 'token in a wrong place',
      requests: [
        request(`POST /api/app.info?token=${token}`, [own, ...json], 'null'),
        request(`POST /api/app.info?X-Seatlog-Token=${token}#token=${token}`, [own, ...json], 'null'),
        request(`GET /api/events?token=${token}`, [own]),
        request(`POST /api/${token}`, [own, ...json], 'null'),
        request(`POST http://token:${token}@127.0.0.1:${port}/api/app.info`, [own, ...json], 'null'),
        request('POST /api/app.info', [own, `Content-Length: ${token.length + 2}`], `"${token}"`),
        request('POST /api/app.info', [own, 'Transfer-Encoding: chunked'], `4\r\nnull\r\n0\r\n${key}\r\n\r\n`),
        ...[
          `Authorization: Bearer ${token}`,
          `Authorization: Basic ${Buffer.from(`seatlog:${token}`).toString('base64')}`,
          `Token: ${token}`,
          `X-Token: ${token}`,
          `X-Seatlog: ${token}`,
          `X_Seatlog_Token: ${token}`,
          `Referer: http://127.0.0.1:${port}/#token=${token}`,
          `Cookie: seatlog=${token}`,
          `Cookie: seatlog-${port + 1}=${token}`,
          `Cookie: seatlog-${port}%20=${token}`,
          `Cookie: SEATLOG-${port}=${token}`,
          `Cookie: __proto__=${token}; constructor=${token}`,
          `Cookie: a=seatlog-${port}=${token}`,
          `Set-Cookie: seatlog-${port}=${token}`,
          `Sec-WebSocket-Protocol: ${token}`,
        ].map((header) => call([own, header])),
      ],
    },
    {
      what: 'foreign Host, with the token',
      requests: [
        ...foreignHosts(port).flatMap((host) => [
          request('GET /', [`Host: ${host}`]),
          call([`Host: ${host}`, key]),
          request('GET /api/events', [`Host: ${host}`, cookie]),
        ]),
        // Two hosts, none, or another one in the request line: which one counts must never matter.
        call([own, 'Host: site.example', key]),
        call(['Host: site.example', own, key]),
        call([key]),
        `GET / HTTP/1.0\r\n${key}\r\n\r\n`,
        ...foreignHosts(port)
          .filter((host) => /^[\w.:[\]-]+$/.test(host))
          .map((host) => request(`POST http://${host}/api/app.info`, [own, key, ...json], 'null')),
        ...['X-Forwarded-Host', 'X-Host', 'Forwarded', 'X-Original-URL'].map((name) =>
          call(['Host: site.example', `${name}: 127.0.0.1:${port}`, key]),
        ),
      ],
    },
    {
      what: 'foreign Origin, with the cookie',
      requests: foreignOrigins(port).flatMap((origin) => [
        call([own, cookie, `Origin: ${origin}`]),
        request('GET /api/events', [own, cookie, `Origin: ${origin}`]),
        request('OPTIONS /api/settings.save', [own, cookie, `Origin: ${origin}`]),
      ]),
    },
    {
      what: 'another site’s page by Sec-Fetch-Site, with the cookie',
      requests: ['cross-site', 'same-site', 'none', 'Cross-Site', 'same-origin, cross-site'].flatMap((site) =>
        ['no-cors', 'cors', 'navigate', 'websocket'].flatMap((mode) => [
          request('GET /api/events', [own, cookie, `Sec-Fetch-Site: ${site}`, `Sec-Fetch-Mode: ${mode}`]),
          call([own, cookie, `Sec-Fetch-Site: ${site}`, `Sec-Fetch-Mode: ${mode}`]),
        ]),
      ),
    },
    {
      what: 'CORS preflight',
      requests: [...foreignOrigins(port), `http://127.0.0.1:${port}`].flatMap((origin) =>
        ['/', '/api/session', '/api/settings.save', '/api/events'].map((path) =>
          request(`OPTIONS ${path}`, [
            ...[own, `Origin: ${origin}`, 'Access-Control-Request-Method: POST'],
            ...['Access-Control-Request-Headers: x-seatlog-token', 'Access-Control-Request-Private-Network: true'],
          ]),
        ),
      ),
    },
    {
      what: 'method that is none of its own, with the token',
      requests: [
        'PUT|DELETE|PATCH|OPTIONS|TRACE|TRACK|CONNECT|PROPFIND|SEARCH|QUERY|PURGE|get|BREW|GET\t|__proto__',
        'LINK|MKCOL|LOCK|REPORT|M-SEARCH|SOURCE|SUBSCRIBE',
      ]
        .flatMap((names) => names.split('|'))
        .flatMap((method) => [
          request(`${method} /`, [own, key]),
          request(`${method} /api/app.info`, [own, key]),
          request(`${method} /api/events`, [own, key]),
          request(`${method} 127.0.0.1:${port}`, [own, key]),
          request(`${method} *`, [own, key]),
        ])
        .concat(['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', request('GET /api/app.info', [own, key])]),
    },
    {
      what: 'upgrade to another protocol',
      requests: ['websocket', 'h2c', 'TLS/1.3'].flatMap((name) => [
        `GET /api/events HTTP/1.1\r\n${own}\r\nConnection: Upgrade, close\r\nUpgrade: ${name}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
      ]),
    },
    {
      what: 'name that all objects have, as a channel',
      requests: [
        ...PROTOTYPE_NAMES,
        ...CHANNELS.map((name) => `${name}%00`),
        ...CHANNELS.map((name) => `${name}/`),
      ].map((name) => call([own, key], name)),
    },
    { what: 'oversized body', requests: oversized(own, key) },
    { what: 'flood of headers', requests: headerFloods(own, key) },
    { what: 'smuggled request, with the token', requests: smuggled(own, key) },
    {
      what: 'path out of the window’s folder',
      mayShowPage: true,
      requests: TRAVERSALS.flatMap((path) => [
        request(`GET ${path}`, [own]),
        request(`GET http://127.0.0.1:${port}${path}`, [own]),
      ]),
    },
  ]
}

const PROTOTYPE_NAMES = [
  ...Reflect.ownKeys(Object.prototype).map(String),
  ...['prototype', 'then', 'toJSON', 'call', 'apply', 'app', 'app.', '.info', 'app.info.', 'APP.INFO', 'app%2einfo%20'],
  ...['app.info%0a', 'app.info;', '%61pp.info%', '..', '%2e%2e', 'settings', 'settings.__proto__', '💺', 'ａpp.info'],
].map((name) => encodeURI(name).replaceAll('%25', '%'))

function oversized(own: string, key: string): readonly (string | Buffer)[] {
  const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`
  const post = (headers: readonly string[], body: string): string =>
    request('POST /api/codes.lookup', [own, ...headers], body)
  return [
    ...[[key], []].flatMap((who) => [
      post([...who, `Content-Length: ${BIG.length}`], BIG),
      post([...who, 'Transfer-Encoding: chunked'], `${chunk.repeat(BIG.length / 0x10000)}0\r\n\r\n`),
      post([...who, 'Content-Length: 10737418240'], BIG),
      post([...who, 'Content-Length: 9007199254740993'], 'null'),
      post([...who, 'Content-Length: 18446744073709551616'], 'null'),
      post([...who, 'Content-Length: 10737418240', 'Expect: 100-continue'], ''),
      post([...who, 'Transfer-Encoding: chunked'], `${'f'.repeat(17)}\r\nnull\r\n0\r\n\r\n`),
      post([...who, 'Transfer-Encoding: chunked'], `4;${'x'.repeat(100_000)}\r\nnull\r\n0\r\n\r\n`),
      post([...who, 'Transfer-Encoding: chunked'], `4\r\nnull\r\n0\r\n${'X-Trailer: x\r\n'.repeat(20_000)}\r\n`),
    ]),
    // Nothing is unpacked: what is packed is no JSON.
    ...['gzip', 'br', 'deflate', 'zstd', 'gzip, gzip'].map((name) =>
      post([key, `Content-Encoding: ${name}`, `Content-Length: ${PACKED.length}`], PACKED.toString('latin1')),
    ),
    request('POST /', [own, `Content-Length: ${BIG.length}`], BIG),
    request('POST /index.html', [own, 'Transfer-Encoding: chunked'], `${chunk.repeat(BIG.length / 0x10000)}0\r\n\r\n`),
  ]
}

const PACKED = Buffer.from(
  '1f8b0800000000000003edc1010d000000c2a0f74f6d0e37a00000000000000000be0d210000019a60e1d50000',
  'hex',
)

function headerFloods(own: string, key: string): readonly string[] {
  const app = 'POST /api/app.info'
  return [
    request(app, [own, key, `X-Long: ${'x'.repeat(20_000)}`]),
    request(app, [own, key, `${'X'.repeat(20_000)}: x`]),
    request(app, [own, key, `Cookie: ${'a=b; '.repeat(10_000)}`]),
    request(app, [own, key, ...Array.from({ length: 20_000 }, (_, at) => `X-${at}: x`)]),
    request(app, [own, key, ...Array.from({ length: 5000 }, () => 'a:')]),
    request(`GET /${'a/'.repeat(40_000)}`, [own]),
    request(`GET /?${'a'.repeat(100_000)}`, [own]),
    request(`POST /api/${'%61'.repeat(6000)}`, [own, key]),
    `${'\r\n'.repeat(100_000)}GARBAGE\r\n\r\n`,
    `${'A'.repeat(1_000_000)}`,
    '\0'.repeat(100_000),
    `\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03${'\0'.repeat(500)}`,
  ]
}

/** Messages two readers could divide differently: the first must be refused, and the connection with it. */
function smuggled(own: string, key: string): readonly string[] {
  const hidden = `POST /api/app.info HTTP/1.1\r\n${own}\r\n${key}\r\nContent-Length: 4\r\nConnection: close\r\n\r\nnull`
  const post = (headers: readonly string[], body: string, eol = '\r\n'): string =>
    ['POST /api/app.info HTTP/1.1', own, key, ...headers, '', body].join(eol)
  const chunked = `0\r\n\r\n${hidden}`
  return [
    ...[
      'Transfer-Encoding: chunked|Content-Length: 4',
      'Content-Length: 4|Transfer-Encoding: chunked',
      'Content-Length: 4|Transfer-Encoding : chunked',
      'Content-Length: 4|Transfer-Encoding: xchunked',
      'Content-Length: 4|Transfer-Encoding: chunked, identity',
      'Content-Length: 4|Transfer-Encoding:\x0bchunked',
      'Content-Length: 4|X: x\nTransfer-Encoding: chunked',
      'Content-Length: 4|X: x\rTransfer-Encoding: chunked',
      'Transfer-Encoding: identity',
      'Transfer-Encoding: gzip, chunked, gzip',
      'Transfer-Encoding: chunked|Transfer-Encoding: identity',
      'Content-Length: 4|Content-Length: 5',
      'Content-Length: 4, 5',
      'Content-Length: +4',
      'Content-Length: -4',
      'Content-Length: 0x4',
      'Content-Length: 4 4',
      'Content-Length: 4;',
      'Content-Length : 4',
      'Content-Length:',
      ' Content-Length: 4',
      'Content-Length: 4\0',
      'Content-Length: ４',
    ].map((headers) => post(headers.split('|'), chunked)),
    ...['0x0', '-1', '+0', '0 0', ' 0', 'g', '', '0\n', '4\nnull\n0'].map((size) =>
      post(['Transfer-Encoding: chunked'], `${size}\r\n\r\n${hidden}`),
    ),
    post(['Content-Length: 4'], `null${hidden}`, '\n'),
    post(['Content-Length: 4'], `null${hidden}`, '\r'),
    ` ${hidden}`,
    `GET / HTTP/9.9\r\n${own}\r\n\r\n${hidden}`,
    `GET  /api/app.info  HTTP/1.1\r\n${own}\r\nConnection: close\r\n\r\n`,
    `GET /\r\n${hidden}`,
    `GET / HTTP/1.1\r\n${own}\r\n X: folded\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n${chunked}`,
  ]
}
