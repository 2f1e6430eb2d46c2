import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server, type ServerOptions } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { isChannel } from '../../preload/contract/channels.ts'
import { failure } from '../../preload/contract/result.ts'
import type { Service } from '../service/host.ts'
import { MOST_REQUEST_BYTES, TOO_LARGE } from '../service/payloads.ts'
import { limitStrangers, refuseHaste } from './connections.ts'
import { createEventStreams, type EventStreams } from './event-streams.ts'
import { needSession, openSession, refuseForeign } from './guard.ts'

export interface BrowserHostOptions {
  readonly service: Service
  /** The built window: `index.html` and its files. */
  readonly rendererFolder: string
  /** 0 or none: a free one. */
  readonly port?: number
}

export interface BrowserHost {
  /** Opens the window; the token that lets it in stands in the fragment, which no browser sends or logs. */
  readonly url: string
  /** Ends open event streams and the listener, once; the service goes on. */
  stop(): Promise<void>
}

/** On every answer (ENGINEERING section 4). Nothing travels further than this machine, so nothing need be cached. */
const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
}

/** A window on this machine needs milliseconds for a request: who takes longer is cut off, to the second. */
const PATIENCE: ServerOptions = {
  headersTimeout: 5000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1000,
  // As browsers keep them: a window that is open need not queue among others for a new one.
  keepAliveTimeout: 300_000,
}

/** Serves the window and the typed API on 127.0.0.1: `POST /api/<channel>` answers a `Result`, `GET /api/events` is an
 * event stream. Rejects with one sentence when the port cannot be had. */
export async function startBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const server = createServer(PATIENCE)
  const know = limitStrangers(server)
  const port = await listen(server, options.port ?? 0)
  const token = randomBytes(32).toString('base64url')
  const streams = createEventStreams(options.service)
  const app = createApp(options, port, token, streams, know)
  server.on('request', refuseHaste(getRequestListener(app.fetch)))
  return {
    url: `http://127.0.0.1:${port}/#token=${token}`,
    async stop() {
      if (!server.listening) return
      streams.stop()
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

/** Connections the system keeps until there is time for them: of more the surplus would try again only after a second. */
const BACKLOG = 4096

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1', BACKLOG)
  try {
    await once(server, 'listening')
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    const reason = taken ? 'another program uses it' : String(error)
    throw new Error(`Cannot listen on port ${port} of 127.0.0.1 (${reason}); choose another port.`, { cause: error })
  }
  return (server.address() as AddressInfo).port
}

function createApp(
  { service, rendererFolder }: BrowserHostOptions,
  port: number,
  token: string,
  streams: EventStreams,
  know: (socket: Socket) => void,
) {
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.use(async (c, next) => {
    for (const [name, value] of Object.entries(HEADERS)) c.header(name, value)
    await next()
  })
  app.use(refuseForeign(port))
  app.post('/api/session', openSession(port, token))
  app.use('/api/*', needSession(port, token, know))
  app.get('/api/events', (c) => {
    streams.add(c.env.outgoing, HEADERS)
    return RESPONSE_ALREADY_SENT
  })
  const limited = bodyLimit({ maxSize: MOST_REQUEST_BYTES, onError: (c) => c.json(TOO_LARGE, 413) })
  app.post('/api/:channel', limited, async (c) => {
    const channel = c.req.param('channel')
    if (!isChannel(channel)) return c.json(failure('not-found', `Seatlog has no request named ${channel}.`), 404)
    let request: unknown
    try {
      request = await c.req.json()
    } catch {
      return c.json(failure('bad-request', 'The request is not JSON.'), 400)
    }
    return c.json(await service.call(channel, request))
  })
  app.all('/api/*', (c) => c.json(failure('not-found', `Seatlog does not serve ${c.req.method} ${c.req.path}.`), 404))
  app.use(serveStatic({ root: rendererFolder }))
  app.onError((error, c) => {
    // Broken off by the other side: nobody gets the answer.
    if (c.env.incoming.errored === null) console.error(error)
    return c.json(failure('internal', `Seatlog failed at this request: ${error.message}`), 500)
  })
  return app
}
