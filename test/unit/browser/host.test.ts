import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { MAX_AT_ONCE, MAX_STRANGERS } from '../../../main/browser/connections.ts'
import { MAX_STREAMS } from '../../../main/browser/event-streams.ts'
import { refuseForeign } from '../../../main/browser/guard.ts'
import { type BrowserHost, startBrowserHost } from '../../../main/browser/host.ts'
import type { Service } from '../../../main/service/host.ts'
import { MOST_REQUEST_BYTES } from '../../../main/service/payloads.ts'
import { EVENTS } from '../../../preload/contract/channels.ts'
import { failure, ok } from '../../../preload/contract/result.ts'

type Listener = (payload: unknown) => void

/** A service that answers with what it was asked. */
function stubService() {
  const listeners = new Map<string, Set<Listener>>()
  const service: Service = {
    async call(channel, request) {
      if (channel === 'servers.raw') return failure('viewer-only', 'Only the logger has the text.')
      if (channel === 'servers.pause') throw new Error('a bug')
      // The host hands on whatever the service answers.
      return ok({ channel, request } as never)
    },
    on(event, listener) {
      const own = listeners.get(event) ?? new Set()
      listeners.set(event, own.add(listener as Listener))
      return () => own.delete(listener as Listener)
    },
    takesOver: () => false,
    note() {},
    suspend() {},
    wake() {},
    stop: async () => undefined,
  }
  const emit = (event: string, payload: unknown) => {
    for (const listener of listeners.get(event) ?? []) listener(payload)
  }
  const listening = () => [...listeners.values()].reduce((sum, own) => sum + own.size, 0)
  return { service, emit, listening }
}

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

const folder = mkdtempSync(join(tmpdir(), 'seatlog-browser-'))
beforeAll(() => {
  mkdirSync(join(folder, 'window', 'assets'), { recursive: true })
  writeFileSync(join(folder, 'window', 'index.html'), '<!doctype html><title>Seatlog</title>')
  writeFileSync(join(folder, 'window', 'assets', 'index-abc.js'), 'export {}')
  writeFileSync(join(folder, 'secret.txt'), 'secret')
})
afterAll(() => rmSync(folder, { recursive: true }))

let stub: ReturnType<typeof stubService>
let host: BrowserHost
let port: number
let token: string
beforeEach(async () => {
  stub = stubService()
  host = await startBrowserHost({ service: stub.service, rendererFolder: join(folder, 'window') })
  const url = new URL(host.url)
  port = Number(url.port)
  token = new URLSearchParams(url.hash.slice(1)).get('token') ?? ''
})
afterEach(() => host.stop())

/** fetch hides Host and Origin, so this is Node's own client. */
function ask(method: string, path: string, headers: Record<string, string> = {}, body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ host: '127.0.0.1', port, method, path, headers }, async (answer) => {
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: await text(answer) })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
const call = (channel: string, request: unknown, headers: Record<string, string> = { 'X-Seatlog-Token': token }) =>
  ask('POST', `/api/${channel}`, headers, JSON.stringify(request))

/** An open event stream: what came so far, and its end. */
function follow(headers: Record<string, string> = { 'X-Seatlog-Token': token }) {
  const stream = { received: '', type: '', ended: false }
  const sent = httpRequest({ host: '127.0.0.1', port, path: '/api/events', headers }, (answer) => {
    stream.type = answer.headers['content-type'] ?? ''
    answer.setEncoding('utf8').on('data', (chunk: string) => {
      stream.received += chunk
    })
    answer
      .on('error', () => undefined)
      .on('close', () => {
        stream.ended = true
      })
  })
  sent.on('error', () => undefined).end()
  return stream
}

describe('a session', () => {
  it('is needed for every request and for events', async () => {
    expect(token).toMatch(/^[\w-]{43}$/)
    for (const answer of [
      await call('seats.get', null, {}),
      await call('seats.get', null, { 'X-Seatlog-Token': 'x'.repeat(43) }),
      await call('seats.get', null, { Cookie: `seatlog-${port}=${'x'.repeat(43)}` }),
      await ask('GET', '/api/events'),
      await call('session', null, { 'X-Seatlog-Token': `${token}x` }),
    ]) {
      expect(answer.status).toBe(401)
      expect(JSON.parse(answer.body)).toMatchObject({ ok: false, message: expect.stringContaining('open the address') })
    }
  })

  it('is a cookie in exchange for the token', async () => {
    const opened = await call('session', null)
    expect(opened.status).toBe(200)
    expect(opened.headers['set-cookie']).toEqual([`seatlog-${port}=${token}; Path=/; HttpOnly; SameSite=Strict`])
    expect((await call('seats.get', null, { Cookie: `seatlog-${port}=${token}` })).status).toBe(200)
  })
})

describe('a page of another site', () => {
  it.each([
    ['another host name', { Host: 'seatlog.example' }],
    ['this machine at another port', { Host: '127.0.0.1:1' }],
  ])('cannot ask under %s', async (_, headers) => {
    expect((await ask('GET', '/', headers)).status).toBe(403)
    expect((await call('seats.get', null, { 'X-Seatlog-Token': token, ...headers })).status).toBe(403)
  })

  it('cannot ask by a request line that names a host itself', async () => {
    const own = { 'X-Seatlog-Token': token }
    for (const name of ['seatlog.example', `127.0.0.1:${port}`]) {
      expect((await ask('POST', `http://${name}/api/seats.get`, own, 'null')).status).toBe(403)
    }
  })

  it.each(['cross-site', 'same-site', 'none'])('cannot ask where the browser calls it %s', async (site) => {
    const headers = { Cookie: `seatlog-${port}=${token}`, 'Sec-Fetch-Site': site }
    expect((await ask('GET', '/api/events', headers)).status).toBe(403)
    expect((await call('seats.get', null, headers)).status).toBe(403)
    expect((await ask('GET', '/', headers)).status).toBe(200)
    expect((await call('seats.get', null, { ...headers, 'Sec-Fetch-Site': 'same-origin' })).status).toBe(200)
  })

  it('cannot ask from another origin, even with a session', async () => {
    const own = { Host: `localhost:${port}`, 'X-Seatlog-Token': token }
    expect((await call('seats.get', null, { ...own, Origin: `http://localhost:${port}` })).status).toBe(200)
    for (const origin of ['https://seatlog.example', `https://localhost:${port}`, `http://127.0.0.1:${port}`, 'null']) {
      expect((await call('seats.get', null, { ...own, Origin: origin })).status).toBe(403)
    }
  })
})

it('a host on port 80 is asked without port, as browsers do', async () => {
  const app = new Hono<{ Bindings: HttpBindings }>().use(refuseForeign(80)).get('/', (c) => c.text('open'))
  const asked = async (headers: Record<string, string>): Promise<number> =>
    (await app.request('/', { headers }, { incoming: { url: '/' } })).status
  expect(await asked({ Host: '127.0.0.1', Origin: 'http://127.0.0.1' })).toBe(200)
  expect(await asked({ Host: 'localhost' })).toBe(200)
  expect(await asked({ Host: '127.0.0.1:8080' })).toBe(403)
  expect(await asked({ Host: 'seatlog.example' })).toBe(403)
})

describe('connections', () => {
  /** Open, and nothing sent; true once the host has ended it. */
  async function silent(): Promise<{ ended: boolean; socket: Socket }> {
    const socket = connect(port, '127.0.0.1')
    const one = { ended: false, socket }
    socket
      .on('error', () => undefined)
      .on('close', () => {
        one.ended = true
      })
    await new Promise((resolve) => socket.once('connect', resolve))
    return one
  }

  it('without token are bounded: with one more the oldest ends, and the window is answered', async () => {
    const connections: Awaited<ReturnType<typeof silent>>[] = []
    for (let count = 0; count < MAX_STRANGERS + 10; count++) connections.push(await silent())
    await vi.waitFor(() => expect(connections.filter(({ ended }) => ended).length).toBeGreaterThanOrEqual(10))
    expect(connections.slice(-MAX_STRANGERS).filter(({ ended }) => ended)).toEqual([])
    expect((await call('seats.get', null)).status).toBe(200)
    for (const { socket } of connections) socket.destroy()
  })

  it('that ask on without waiting for answers end', async () => {
    const socket = connect(port, '127.0.0.1')
    const page = `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`
    socket.write(page.repeat(MAX_AT_ONCE + 1))
    expect(await text(socket)).toBe('')
  })

  it('may ask again and again', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const sockets = new Set<Socket>()
    for (let count = 0; count < 50; count++) {
      const sent = httpRequest({ host: '127.0.0.1', port, path: '/', agent }).end()
      const [answer] = (await once(sent, 'response')) as [IncomingMessage]
      expect(await text(answer)).toContain('Seatlog')
      sockets.add(answer.socket)
    }
    agent.destroy()
    expect(sockets.size).toBe(1)
  })

  it('with a session stay', async () => {
    const stream = follow()
    await vi.waitFor(() => expect(stream.received).toContain('connected'))
    const connections = await Promise.all(Array.from({ length: MAX_STRANGERS + 10 }, silent))
    await vi.waitFor(() => expect(connections.filter(({ ended }) => ended).length).toBeGreaterThanOrEqual(10))
    expect(stream.ended).toBe(false)
    for (const { socket } of connections) socket.destroy()
  })
})

describe('a request', () => {
  it('reaches the service with its payload, and its answer comes back', async () => {
    const answer = await call('seats.find', { text: 'süd' })
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.body)).toEqual(ok({ channel: 'seats.find', request: { text: 'süd' } }))
  })

  it('that fails as expected is an answer like others', async () => {
    const answer = await call('servers.raw', { tag: 'CAD' })
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.body)).toEqual(failure('viewer-only', 'Only the logger has the text.'))
  })

  it('that meets a bug is told so, and the host goes on', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue()
    const answer = await call('servers.pause', { paused: true })
    expect(answer.status).toBe(500)
    expect(JSON.parse(answer.body)).toEqual(failure('internal', 'Seatlog failed at this request: a bug'))
    expect(log).toHaveBeenCalledOnce()
    log.mockRestore()
    expect((await call('seats.get', null)).status).toBe(200)
  })

  it.each(['seats.burn', 'constructor', 'a/b'])('that the API does not have (%s) is not found', async (channel) => {
    const answer = await call(channel, null)
    expect(answer.status).toBe(404)
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, code: 'not-found' })
  })

  it('that is broken off is no bug', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue()
    const socket = connect(port, '127.0.0.1')
    const headers = [`Host: 127.0.0.1:${port}`, `X-Seatlog-Token: ${token}`, 'Transfer-Encoding: chunked']
    socket.write(`POST /api/seats.get HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n4\r\nnu`)
    await vi.waitFor(async () => expect((await call('seats.get', null)).status).toBe(200))
    socket.resetAndDestroy()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(log).not.toHaveBeenCalled()
    log.mockRestore()
  })

  it('that is not JSON is refused', async () => {
    const answer = await ask('POST', '/api/seats.get', { 'X-Seatlog-Token': token }, '{')
    expect(answer.status).toBe(400)
    expect(JSON.parse(answer.body)).toEqual(failure('bad-request', 'The request is not JSON.'))
  })

  it.each([
    ['says its length', {}],
    ['comes in chunks', { 'Transfer-Encoding': 'chunked' }],
  ])('above what is answered anywhere is refused when it %s', async (_, headers) => {
    const own = { 'X-Seatlog-Token': token, ...headers }
    expect((await call('seats.find', { text: 'x'.repeat(MOST_REQUEST_BYTES - 20) }, own)).status).toBe(200)
    const answer = await call('seats.find', { text: 'x'.repeat(MOST_REQUEST_BYTES) }, own)
    expect(answer.status).toBe(413)
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, code: 'bad-request' })
  })
})

describe('the window', () => {
  it('is served with a policy that lets it talk to its own host only', async () => {
    const page = await ask('GET', '/')
    expect(page.status).toBe(200)
    expect(page.body).toContain('<title>Seatlog</title>')
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
    const policy = page.headers['content-security-policy']?.toString().split('; ')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("connect-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    const script = await ask('GET', '/assets/index-abc.js')
    expect(script.headers['content-type']).toMatch(/^text\/javascript/)
    expect(script.headers['content-security-policy']).toBe(page.headers['content-security-policy'])
  })

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%2f..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
    '//secret.txt',
    '/nothing.js',
  ])('is all there is: %s is not found', async (path) => {
    const answer = await ask('GET', path)
    expect(answer.status).toBe(404)
    expect(answer.body).not.toContain('secret')
  })
})

describe('events', () => {
  it('reach every window with name and payload', async () => {
    const streams = [follow(), follow({ Cookie: `seatlog-${port}=${token}` })]
    await vi.waitFor(() =>
      expect(streams.map((stream) => stream.received)).toEqual([': connected\n\n', ': connected\n\n']),
    )
    stub.emit('seats.server', { tag: 'CAD', text: 'two\nlines' })
    stub.emit('seats.reset', null)
    const expected =
      ': connected\n\nevent: seats.server\ndata: {"tag":"CAD","text":"two\\nlines"}\n\nevent: seats.reset\ndata: null\n\n'
    await vi.waitFor(() => expect(streams.map((stream) => stream.received)).toEqual([expected, expected]))
    expect(streams.map((stream) => stream.type)).toEqual(['text/event-stream', 'text/event-stream'])
  })

  it('are dropped for a window that does not read them, and go on for the others', async () => {
    const slow: Socket = connect(port, '127.0.0.1')
    slow.on('error', () => undefined)
    slow.write(`GET /api/events HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX-Seatlog-Token: ${token}\r\n\r\n`)
    await new Promise((resolve) => slow.once('data', resolve))
    slow.pause()
    const fast = follow()
    await vi.waitFor(() => expect(fast.received).toContain('connected'))
    const payload = 'x'.repeat(1024 * 1024)
    for (let sent = 1; sent <= 24; sent++) {
      stub.emit('app.changed', payload)
      await vi.waitFor(() => expect(fast.received.length).toBeGreaterThan(sent * payload.length), { interval: 2 })
    }
    const closed = new Promise((resolve) => slow.once('close', resolve))
    slow.resume()
    await closed
    expect(slow.bytesRead).toBeLessThan(20 * payload.length)
    expect(fast.ended).toBe(false)
  })

  it('are bounded: with one window too many the oldest stream ends', async () => {
    const first = follow()
    await vi.waitFor(() => expect(first.received).toContain('connected'))
    const others = Array.from({ length: MAX_STREAMS - 1 }, () => follow())
    await vi.waitFor(() => expect(others.every(({ received }) => received !== '')).toBe(true))
    expect(first.ended).toBe(false)
    const last = follow()
    await vi.waitFor(() => expect([first.ended, last.received !== '']).toEqual([true, true]))
    expect(others.filter(({ ended }) => ended)).toEqual([])
  })

  it('end with the host, which then no longer listens to the service', async () => {
    expect(stub.listening()).toBe(EVENTS.length)
    const stream = follow()
    await vi.waitFor(() => expect(stream.received).toContain('connected'))
    await host.stop()
    await vi.waitFor(() => expect(stream.ended).toBe(true))
    expect(stub.listening()).toBe(0)
    await expect(ask('GET', '/')).rejects.toThrow('ECONNREFUSED')
  })
})

it('a quiet event stream gets a sign of life every 15 s', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const quiet = await startBrowserHost({ service: stub.service, rendererFolder: folder })
  try {
    const { port: quietPort, hash } = new URL(quiet.url)
    const answer = await fetch(`http://127.0.0.1:${quietPort}/api/events`, {
      headers: { 'X-Seatlog-Token': hash.replace('#token=', '') },
    })
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
    expect((await reader?.read())?.value).toBe(': connected\n\n')
    vi.advanceTimersByTime(15_000)
    expect((await reader?.read())?.value).toBe(': still here\n\n')
  } finally {
    vi.useRealTimers()
    await quiet.stop()
  }
})

it('a port that is taken is refused with a sentence', async () => {
  await expect(startBrowserHost({ service: stub.service, rendererFolder: folder, port })).rejects.toThrow(
    `Cannot listen on port ${port} of 127.0.0.1 (another program uses it); choose another port.`,
  )
})
