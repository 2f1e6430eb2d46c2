import type { Checkout } from './checkout.ts'
import type { SiteDaemon } from './daemon.ts'
import type { Site, SiteServer } from './site.ts'
import { historyOf } from './state.ts'

/** What happened, for comparison with what was recorded. All times are epoch seconds. */
export interface Truth {
  readonly checkouts: readonly TrueCheckout[]
  readonly denials: readonly TrueDenial[]
  readonly queued: readonly TrueQueued[]
}

interface Who {
  /** The server's tag. */
  readonly server: string
  readonly daemon: string
  readonly feature: string
  readonly user: string
  readonly host: string
  readonly seats: number
}

/** Held while checkoutAt <= t < checkinAt. `linger`: seconds from the checkout on. */
export interface TrueCheckout extends Who {
  readonly display?: string
  readonly version: string
  readonly handle: number
  readonly pid?: number
  readonly linger?: number
  /** Uses up seats that are reserved for its group. */
  readonly reserved: boolean
  readonly checkoutAt: number
  readonly checkinAt: number
}

export interface TrueDenial extends Who {
  readonly at: number
  /** Major error code. */
  readonly code: number
}

/** Waits while queuedAt <= t < leftAt; granted: the checkout begins at leftAt. */
export interface TrueQueued extends Who {
  readonly display?: string
  readonly version: string
  readonly handle: number
  readonly queuedAt: number
  readonly leftAt: number
  readonly granted: boolean
}

/** Every checkout and wait that touches the time from `from` (included) to `to` (excluded), and every denial in it. */
export function truth(site: Site, range: { readonly from: number; readonly to: number }): Truth {
  const checkouts: TrueCheckout[] = []
  const denials: TrueDenial[] = []
  const queued: TrueQueued[] = []
  for (const server of site.servers) {
    for (const daemon of server.daemons) {
      const who = (row: Whose): Who => whose(server, daemon, row)
      const history = historyOf(site, daemon, range.from, range.to)
      for (const row of history.checkouts) {
        const { reserved, checkoutAt, checkinAt, linger } = row
        checkouts.push({
          ...who(row),
          ...seenOf(row),
          ...(row.pid === undefined ? {} : { pid: row.pid }),
          ...(linger === undefined ? {} : { linger }),
          reserved,
          checkoutAt,
          checkinAt,
        })
      }
      for (const row of history.denials) denials.push({ ...who(row), at: row.at, code: row.code })
      for (const row of history.waits) {
        const { checkoutAt: queuedAt, checkinAt: leftAt, granted } = row
        queued.push({ ...who(row), ...seenOf(row), queuedAt, leftAt, granted })
      }
    }
  }
  return { checkouts, denials, queued }
}

type Whose = Pick<Checkout, 'feature' | 'user' | 'host' | 'seats'>

function whose(server: SiteServer, daemon: SiteDaemon, row: Whose): Who {
  return {
    server: server.spec.tag,
    daemon: daemon.spec.name,
    feature: daemon.spec.features[row.feature]?.name ?? '',
    user: row.user,
    host: row.host,
    seats: row.seats,
  }
}

function seenOf(row: Checkout): Pick<TrueCheckout, 'display' | 'version' | 'handle'> {
  const { display, version, handle } = row
  return { ...(display === undefined ? {} : { display }), version, handle }
}
