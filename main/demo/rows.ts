import type { Checkout } from './checkout.ts'
import type { SiteDaemon } from './daemon.ts'
import type { Wait } from './day.ts'
import type { SiteServer } from './site.ts'
import type { FeatureState } from './state.ts'
import { shownAt, type Trouble } from './trouble.ts'
import { wallAt, type Zone } from './zone.ts'

/** What the rows of one daemon's answer have in common. */
export interface RowContext {
  readonly zone: Zone
  readonly at: number
  readonly server: SiteServer
  readonly daemon: SiteDaemon
  /** The serving host. */
  readonly master: string
  readonly troubles: readonly Trouble[]
}

export const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

export const twoDigits = (value: number): string => String(value).padStart(2, '0')

/** The holder rows, reservations and queued rows of one pool, as lines (GRAMMAR A2, A3). */
export function poolRows(context: RowContext, state: FeatureState, pool: number): readonly string[] {
  const place = `${context.master}/${context.server.spec.port}`
  const rows: string[] = []
  const { reserved } = state.spec
  if (pool === 0 && reserved !== undefined && state.idleReserved > 0) {
    const word = state.idleReserved === 1 ? 'RESERVATION' : 'RESERVATIONs'
    rows.push(`\t${state.idleReserved} ${word} for ${reserved.kind} ${reserved.name} (${place})`)
  }
  for (const checkout of state.checkouts) if (checkout.pool === pool) rows.push(checkoutRow(context, place, checkout))
  for (const wait of state.waits) if (wait.pool === pool) rows.push(queuedRow(place, wait))
  return rows
}

function checkoutRow(context: RowContext, place: string, checkout: Checkout): string {
  const shown = shownAt(checkout, context.troubles, context.at)
  const start = wallAt(context.zone, shown.checkoutAt)
  const day = `${WEEKDAYS[start.weekday]} ${start.month}/${start.dayOfMonth} ${start.hour}:${twoDigits(start.minute)}`
  const seats = shown.seats === 1 ? '' : `, ${shown.seats} licenses`
  const pid = shown.pid === undefined ? '' : `, PID: ${shown.pid}`
  return `    ${identity(shown)} (v${shown.version}) (${place} ${shown.handle}), start ${day}${seats}${lingerText(context, shown)}${pid}`
}

function lingerText(context: RowContext, checkout: Checkout): string {
  if (checkout.linger === undefined) return ''
  if (context.daemon.spec.lingerStyle === 'total') return ` (linger: ${checkout.linger})`
  const remaining = Math.max(0, checkout.checkoutAt + checkout.linger - context.at)
  return `  (linger: ${remaining} / ${checkout.linger})`
}

function queuedRow(place: string, wait: Wait): string {
  const seats = wait.seats === 1 ? '1 license' : `${wait.seats} licenses`
  return `    ${identity(wait)} ${wait.version} (v${wait.version}) (${place} ${wait.handle}) queued for ${seats}`
}

function identity(row: Checkout): string {
  return row.display === undefined ? `${row.user} ${row.host}` : `${row.user} ${row.host} ${row.display}`
}
