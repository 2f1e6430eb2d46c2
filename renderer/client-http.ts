import type { Channel, EventName, Events, RequestOf, ResponseOf } from '../preload/contract/api.ts'
import { EVENTS } from '../preload/contract/channels.ts'
import { failure, type Result } from '../preload/contract/result.ts'
import type { WatchedClient } from './client.ts'

/** What the HTTP client takes from the page. */
export interface HttpHost {
  /** `http://127.0.0.1:PORT`, where the page came from. */
  readonly origin: string
  /** From the URL's fragment; null when an earlier load already exchanged it for the cookie. */
  readonly token: string | null
  openEvents(url: string): EventSource
  /** The token became a cookie: it may leave the address bar. */
  onSession(): void
}

/** Milliseconds between two attempts to reach a Seatlog that went away. */
const RETRY_AFTER = 3000

/** Nobody answers. */
export const LOST = 'Seatlog is not running any more; start it again and open the window from there.'

/** Refused (401) without a token: another browser, or a Seatlog that was started anew. */
export const NO_KEY =
  'This address lacks its key: open the whole address that Seatlog printed, with “#token=” and what follows.'

/** The token in the address was refused. */
export const OLD_KEY =
  'The key in this address is not valid any more: open the address that Seatlog printed when it was last started.'

type Listener = (payload: never) => void

/**
 * The contract's client over the browser host: `POST /api/<channel>` with the request as JSON answers a `Result`, and
 * `GET /api/events` is an event stream. A lost connection is tried again every 3 s. Whenever the stream opens,
 * the first time too, listeners get `seats.reset`: events before were missed, calls before may be out of date.
 */
export function createHttpClient(host: HttpHost): WatchedClient {
  const listeners = new Map<EventName, Set<Listener>>(EVENTS.map((name) => [name, new Set()]))
  const watchers = new Set<() => void>()
  let lost: string | null = null
  let token = host.token

  function setLost(value: string | null): void {
    if (value === lost) return
    lost = value
    for (const watcher of watchers) watcher()
  }

  function tell<E extends EventName>(event: E, payload: Events[E]): void {
    for (const listener of listeners.get(event) ?? []) (listener as (payload: Events[E]) => void)(payload)
  }

  /** Exchanges the token for a cookie. True also when there is none: the cookie may be there already. */
  async function openSession(): Promise<boolean> {
    if (token === null) return true
    const answer = await post('/api/session', null, { 'X-Seatlog-Token': token })
    if (answer?.ok !== true) {
      setLost(reason(answer))
      return false
    }
    token = null
    host.onSession()
    return true
  }

  async function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response | null> {
    try {
      return await fetch(host.origin + path, {
        method: 'POST',
        credentials: 'same-origin',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: JSON.stringify(body),
      })
    } catch {
      return null // refused or cut off: fetch says no more than that
    }
  }

  function reason(answer: Response | null): string {
    if (answer?.status !== 401) return LOST
    return token === null ? NO_KEY : OLD_KEY
  }

  let session = openSession()

  async function follow(): Promise<void> {
    if (!(await session)) {
      setTimeout(again, RETRY_AFTER)
      return
    }
    const stream = host.openEvents(`${host.origin}/api/events`)
    stream.addEventListener('open', () => {
      setLost(null)
      tell('seats.reset', null)
    })
    stream.addEventListener('error', async () => {
      stream.close() // the browser's own retry gives up on 401
      setLost(reason(await post('/api/app.info', null))) // the stream does not say why it broke
      setTimeout(again, RETRY_AFTER)
    })
    for (const name of EVENTS) {
      stream.addEventListener(name, (event) => tell(name, JSON.parse((event as MessageEvent<string>).data)))
    }
  }

  function again(): void {
    session = openSession()
    void follow()
  }

  void follow()

  async function call<C extends Channel>(channel: C, request: RequestOf<C>): Promise<Result<ResponseOf<C>>> {
    if (!(await session)) return failure('internal', lost ?? LOST)
    const answer = await post(`/api/${channel}`, request)
    if (answer === null || answer.status === 401) {
      setLost(reason(answer))
      return failure('internal', reason(answer))
    }
    try {
      return (await answer.json()) as Result<ResponseOf<C>>
    } catch {
      return failure('internal', `Seatlog gave an answer that cannot be read (HTTP ${answer.status}); start it again.`)
    }
  }

  return {
    call,
    on(event, listener) {
      const own = listeners.get(event)
      own?.add(listener as Listener)
      return () => own?.delete(listener as Listener)
    },
    lost: () => lost,
    onLost(watcher) {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
  }
}
