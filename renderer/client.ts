import type { SeatlogClient } from '../preload/contract/api.ts'
import { createHttpClient } from './client-http.ts'

declare global {
  interface Window {
    /** Put there by the preload bridge of the desktop host. */
    readonly seatlog?: SeatlogClient
  }
}

/** A client that can also tell whether the Seatlog behind it still answers. */
export interface WatchedClient extends SeatlogClient {
  /** Why the Seatlog behind the window cannot be reached or does not let it in, as a sentence; null while all is well. */
  lost(): string | null
  /** Calls back when `lost` changes; returns the function that ends it. */
  onLost(listener: () => void): () => void
}

/** The preload bridge where there is one (it lives as long as the window), else HTTP to the host the page came from. */
export function findClient(page: Window): WatchedClient {
  const bridge = page.seatlog
  if (bridge !== undefined) {
    return {
      call: (channel, request) => bridge.call(channel, request),
      on: (event, listener) => bridge.on(event, listener),
      lost: () => null,
      onLost: () => () => undefined,
    }
  }
  // Another token pasted into this tab changes the fragment only: the page must come anew to use it.
  const isKey = () => page.location.hash.startsWith('#token=')
  page.addEventListener('hashchange', () => {
    if (isKey()) page.location.reload()
  })
  const token = isKey() ? new URLSearchParams(page.location.hash.slice(1)).get('token') : null
  return createHttpClient({
    origin: page.location.origin,
    token,
    openEvents: (url) => new EventSource(url),
    onSession: () => {
      // Unless a view was gone to meanwhile, the address of which stands there now.
      if (isKey()) page.history.replaceState(null, '', page.location.pathname + page.location.search)
    },
  })
}
