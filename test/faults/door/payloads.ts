import { MOST_REQUEST_BYTES } from '../../../main/service/payloads.ts'

/** Larger than the browser host takes. */
export const BIG = `"${'x'.repeat(MOST_REQUEST_BYTES)}"`

/** Paths that mean to leave the folder they are asked in, for files that are there: the program beside it, the system's. */
export const TRAVERSALS: readonly string[] = [
  '..',
  '%2e%2e',
  '.%2e',
  '%252e%252e',
  '%c0%ae%c0%ae',
  '....',
  '..;',
  '%u002e.',
]
  .flatMap((up) =>
    ['/', '%2f', '\\', '%5c', '%252f', '//', '%00/', '\u2215'].flatMap((slash) =>
      [1, 2, 4, 8].flatMap((times) =>
        ['main/cli.js', 'package.json', 'etc/passwd', 'windows/win.ini'].flatMap((file) => [
          `/${(up + slash).repeat(times)}${file}`,
          `/assets${slash}${(up + slash).repeat(times)}${file.replaceAll('/', slash)}`,
        ]),
      ),
    ),
  )
  .concat(
    ['//etc/passwd', '/%2fetc/passwd', '/C:/windows/win.ini', '/C:%5cwindows%5cwin.ini', '/c|/windows/win.ini'],
    [
      '/%5c%5chost%5cshare%5cx.html',
      '//host/share/x.html',
      '/file:///etc/passwd',
      '/index.html%00.js',
      '/index.html%00',
    ],
    ['/index.html::$DATA', '/index.html/', '/index.html/../../main/cli.js', '/.%00./main/cli.js', '/~root/.profile'],
    [
      '/CON',
      '/NUL.js',
      '/COM1.html',
      '/assets',
      '/assets/',
      '/%',
      '/%zz',
      '/%ff%fe',
      '/.',
      '/..',
      '/...',
      '/.git/config',
    ],
    ['/package.json', '/../package.json', '/node_modules/hono/package.json', `/${'../'.repeat(3000)}etc/passwd`],
  )

const deep = (open: string, close: string, times: number): string => `${open.repeat(times)}null${close.repeat(times)}`

/** JSON that no request of the contract is, as its text. */
export const STRANGE_JSON: readonly string[] = [
  ...[
    '',
    ' ',
    '{',
    '[',
    '"',
    'nul',
    'undefined',
    'NaN',
    'Infinity',
    '0',
    '-0',
    '1e999',
    '9007199254740993',
    'true',
    '""',
  ],
  ...[
    '[]',
    '{}',
    '[null]',
    '[[]]',
    '{"":null}',
    '"null"',

    'null null',
    '/**/null',
    "{'a':1}",
    '"\\ud800"',
  ],
  ...['{"__proto__":{"polluted":1}}', '{"constructor":{"prototype":{"polluted":1}}}', '{"toString":1,"valueOf":1}'],
  ...['{"__proto__":null}', '{"__proto__":[],"length":1}', '[{"__proto__":{"polluted":1}}]', '{"hasOwnProperty":1}'],
  ...['{"tag":{"__proto__":{"polluted":1}}}', '{"tag":["cad"]}', '{"tag":"__proto__"}', '{"tag":"constructor"}'],
  ...['{"key":"__proto__"}', '{"key":"constructor/prototype/x/1"}', '{"text":"__proto__"}', '{"text":{"length":1}}'],
  ...['{"servers":{"__proto__":{"polluted":1}}}', '{"keepDays":{"__proto__":{"polluted":1}}}', '{"servers":[null]}'],
  ...['{"pinned":"__proto__","__proto__":{"polluted":1}}', '{"alerts":[{"__proto__":{"polluted":1}}]}', '{"then":{}}'],
  ...['{"toJSON":1}', '{"text":"{\\"__proto__\\":{\\"polluted\\":1}}"}', '{"folder":"\\u0000"}', '{"path":"\\u0000"}'],
  ...['{"folder":""}', '{"address":"\\u0000","lmutil":"\\u0000"}', '{"address":"","lmutil":"/dev/null"}'],
  ...[
    deep('[', ']', 100_000),
    deep('{"a":', '}', 100_000),
    deep('{"servers":[', ']}', 50_000),
    `[${'0,'.repeat(400_000)}0]`,
  ],
  ...[`{${Array.from({ length: 50_000 }, (_, at) => `"k${at}":0`).join(',')}}`, `{"text":"${'a'.repeat(900_000)}"}`],
  ...[`{"text":"${'\\u202e'.repeat(100)}"}`, `{"tag":"${'x'.repeat(900_000)}"}`],
]

/** Arguments of a request that the window never sends, with names for them; JSON could not hold all of them. */
export function strangeValues(): readonly (readonly [string, readonly unknown[]])[] {
  const loop: Record<string, unknown> = { text: 'x' }
  loop.self = loop
  const polluting: unknown = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}')
  let nested: unknown = null
  for (let depth = 0; depth < 500; depth++) nested = { servers: [nested] }
  const values: readonly (readonly [string, unknown])[] = [
    ...[undefined, true, 0, -0, Number.NaN, Number.POSITIVE_INFINITY, 10n, '', 'null', '__proto__'].map(
      (value) => [`${typeof value} ${String(value)}`, value] as const,
    ),
    ['an object', {}],
    ['an array', []],
    ['a map', new Map([['text', 'x']])],
    ['a set', new Set(['x'])],
    ['a date', new Date(0)],
    ['no date', new Date(Number.NaN)],
    ['an expression', /(a+)+$/],
    ['an error', new Error('x')],
    ['bytes', new Uint8Array(1000)],
    ['a loop', loop],
    ['names of prototypes', polluting],
    ['names of prototypes within', { servers: [polluting], text: polluting, keepDays: polluting }],
    ['a holey array', new Array(1_000_000)],
    ['many names', Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`k${at}`, at]))],
    ['something deep', nested],
    [
      'half a letter',
      { text: '\ud800', tag: '\udc00', key: '\0', folder: '\0', path: '\0', address: '\0', lmutil: '\0' },
    ],
    ['something long', { text: 'x'.repeat(6_000_000), tag: 'x'.repeat(6_000_000) }],
    ['a long text', 'x'.repeat(6_000_000)],
  ]
  return [...values.map(([name, value]) => [name, [value]] as const), ['nothing', []], ['two arguments', [null, {}]]]
}
