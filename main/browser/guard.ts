import { createHash, timingSafeEqual } from 'node:crypto'
import type { Handler, MiddlewareHandler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { failure, ok } from '../../preload/contract/result.ts'

/** Cookies know no ports: the name keeps two Seatlogs on one machine apart. */
const cookieName = (port: number) => `seatlog-${port}`

/** Refuses what a page of another site can cause: requests under another host name (DNS rebinding) or from another
 * origin. */
export function refuseForeign(port: number): MiddlewareHandler {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`]
  return async (c, next) => {
    const host = c.req.header('Host') ?? ''
    const origin = c.req.header('Origin')
    if (!hosts.includes(host)) return c.json(failure('bad-request', 'Seatlog answers on 127.0.0.1 only.'), 403)
    if (origin !== undefined && origin !== `http://${host}`) {
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

/** Lets only those in who know the token, by header or cookie. */
export function needSession(port: number, token: string): MiddlewareHandler {
  return async (c, next) => {
    const known = equal(c.req.header('X-Seatlog-Token'), token) || equal(getCookie(c, cookieName(port)), token)
    return known ? next() : c.json(NO_SESSION, 401)
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
