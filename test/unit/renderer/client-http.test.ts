import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ok } from '../../../preload/contract/result.ts'
import { createHttpClient, LOST, NO_KEY, OLD_KEY } from '../../../renderer/client-http.ts'

/** An event stream a test speaks through. */
class Stream extends EventTarget {
  closed = false
  readonly url: string
  constructor(url: string) {
    super()
    this.url = url
  }
  close(): void {
    this.closed = true
  }
  say(name: string, data?: unknown): void {
    this.dispatchEvent(data === undefined ? new Event(name) : new MessageEvent(name, { data: JSON.stringify(data) }))
  }
}

let server: Server
let origin: string
let answer: (request: IncomingMessage, body: string, response: ServerResponse) => void
let streams: Stream[]

beforeEach(async () => {
  streams = []
  answer = (_request, _body, response) => response.end(JSON.stringify(ok(null)))
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString()
    })
    request.on('end', () => answer(request, body, response))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterEach(() => {
  vi.useRealTimers()
  server.close()
})

function connect(token: string | null, onSession: () => void = () => undefined) {
  const openEvents = (url: string) => {
    const stream = new Stream(url)
    streams.push(stream)
    return stream as unknown as EventSource
  }
  return createHttpClient({ origin, token, openEvents, onSession })
}

describe('session', () => {
  test('the token is exchanged once, before the first call, and then leaves the address bar', async () => {
    const seen: string[] = []
    answer = (request, _body, response) => {
      seen.push(`${request.method} ${request.url} ${request.headers['x-seatlog-token'] ?? '-'}`)
      response.end(JSON.stringify(ok(null)))
    }
    const onSession = vi.fn()
    const client = connect('abc', onSession)
    await client.call('servers.poll', { tag: null })
    await client.call('servers.poll', { tag: 'cad' })
    expect(seen).toEqual(['POST /api/session abc', 'POST /api/servers.poll -', 'POST /api/servers.poll -'])
    expect(onSession).toHaveBeenCalledTimes(1)
  })

  test('a refused token says that the address is an old one', async () => {
    answer = (_request, _body, response) => response.writeHead(401).end()
    const onSession = vi.fn()
    const client = connect('stale', onSession)
    expect(await client.call('app.info', null)).toEqual({ ok: false, code: 'internal', message: OLD_KEY })
    expect(client.lost()).toBe(OLD_KEY)
    expect(onSession).not.toHaveBeenCalled()
  })

  test('an address without its key says so, also after the event stream broke on it', async () => {
    answer = (_request, _body, response) => response.writeHead(401).end()
    const client = connect(null)
    const told: (string | null)[] = []
    client.onLost(() => told.push(client.lost()))
    expect(await client.call('app.info', null)).toMatchObject({ ok: false, message: NO_KEY })
    const asked = vi.fn()
    answer = (_request, _body, response) => {
      asked()
      response.writeHead(401).end()
    }
    streams[0]?.say('error')
    await vi.waitFor(() => expect(asked).toHaveBeenCalled())
    await client.call('app.info', null)
    expect(told).toEqual([NO_KEY])
  })
})

describe('calls', () => {
  test('the request goes as JSON, the answer comes back as it is', async () => {
    answer = (_request, body, response) => response.end(JSON.stringify(ok({ features: [body] })))
    const found = await connect(null).call('seats.find', { text: 'bergér' })
    expect(found).toEqual(ok({ features: ['{"text":"bergér"}'] }))
  })

  test('an answer that is no JSON becomes a sentence, not an exception', async () => {
    answer = (_request, _body, response) => response.writeHead(502).end('<h1>Bad Gateway</h1>')
    const found = await connect(null).call('app.info', null)
    expect(found).toMatchObject({ ok: false, message: expect.stringContaining('HTTP 502') })
  })

  test('a Seatlog that went away is told once, and the call fails with the sentence', async () => {
    const client = connect(null)
    const watcher = vi.fn()
    client.onLost(watcher)
    server.close()
    server.closeAllConnections()
    await once(server, 'close')
    expect(await client.call('app.info', null)).toMatchObject({ ok: false, message: LOST })
    expect(await client.call('app.info', null)).toMatchObject({ ok: false, message: LOST })
    expect(watcher).toHaveBeenCalledTimes(1)
  })
})

describe('events', () => {
  test('reach those who listen, until they no longer do', async () => {
    const client = connect(null)
    await vi.waitFor(() => expect(streams).toHaveLength(1))
    const listener = vi.fn()
    const end = client.on('app.changed', listener)
    streams[0]?.say('app.changed', { version: '1' })
    end()
    streams[0]?.say('app.changed', { version: '2' })
    expect(listener.mock.calls).toEqual([[{ version: '1' }]])
    expect(streams[0]?.url).toBe(`${origin}/api/events`)
  })

  test('once the stream is open, and again after a break, everything is asked for anew', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    const client = connect(null)
    const reset = vi.fn()
    client.on('seats.reset', reset)
    await vi.waitFor(() => expect(streams).toHaveLength(1))
    streams[0]?.say('open')
    expect(reset).toHaveBeenCalledTimes(1) // what happened between the first calls and now was not told
    streams[0]?.say('error')
    await vi.waitFor(() => expect(client.lost()).toBe(LOST))
    expect(streams[0]?.closed).toBe(true)
    await vi.advanceTimersByTimeAsync(3000)
    expect(streams).toHaveLength(2)
    streams[1]?.say('open')
    expect(client.lost()).toBeNull()
    expect(reset).toHaveBeenCalledTimes(2)
  })
})
