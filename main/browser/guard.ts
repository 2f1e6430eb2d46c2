import { createHash, timingSafeEqual } from 'node:crypto'
import type { Socket } from 'node:net'
import type { HttpBindings } from '@hono/node-server'
import type { Handler, MiddlewareHandler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { failure, ok } from '../../preload/contract/result.ts'

/** Cookies know no ports: the name keeps two Seatlogs on one machine apart. */
const cookieName = (port: number) => `seatlog-${port}`

/** What the guards see of a request: beside its own form Node's, with the request line and the connection. */
type Guard = MiddlewareHandler<{ Bindings: HttpBindings }>

/** Refuses what a page of another site can cause: requests under another host name (DNS rebinding), from another origin,
 * and those for the API that a browser says no page of ours made. */
export function refuseForeign(port: number): Guard {
  const hosts = ['127.0.0.1', 'localhost'].flatMap((name) =>
    // Browsers leave out the port that they take for granted.
    port === 80 ? [name, `${name}:80`] : [`${name}:${port}`],
  )
  return async (c, next) => {
    const host = c.req.header('Host') ?? ''
    const origin = c.req.header('Origin')
    const site = c.req.header('Sec-Fetch-Site') ?? 'same-origin'
    // A request line that names a host would count more than the header; it is meant for proxies.
    if (!hosts.includes(host) || !c.env.incoming.url?.startsWith('/')) {
      return c.json(failure('bad-request', 'Seatlog answers on 127.0.0.1 only.'), 403)
    }
    // To the cookie another port of this machine is the same site.
    const isOther = site !== 'same-origin' && c.req.path.startsWith('/api/')
    if (isOther || (origin !== undefined && origin !== `http://${host}`)) {
      return c.json(failure('bad-request', 'Seatlog answers its own window only.'), 403)
    }
    return next()
  }
}

/** Exchanges the token of the URL's fragment for a cookie that no script can read. */
export function openSession(port: number, token: string): Handler {
  return (c) => {
    if (!equal(c.req.header('X-Seatlog-Token'), token)) return c.json(NO_SESSION, 401)
    setCookie(c, cookieName(port), token, { httpOnly: true, sameSite: 'Strict', path: '/' })
    return c.json(ok(null))
  }
}

/** Lets only those in who know the token, by header or cookie; `know` is told their connection. */
export function needSession(port: number, token: string, know: (socket: Socket) => void): Guard {
  return async (c, next) => {
    const known = equal(c.req.header('X-Seatlog-Token'), token) || equal(getCookie(c, cookieName(port)), token)
    if (!known) return c.json(NO_SESSION, 401)
    know(c.env.incoming.socket)
    return next()
  }
}

const NO_SESSION = failure(
  'bad-request',
  'This window is not known: open the address that Seatlog printed at its start.',
)

/** In a time that does not depend on where the two differ. */
function equal(given: string | undefined, token: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return given !== undefined && timingSafeEqual(hash(given), hash(token))
}
