import { dayStart, nextServiceDay, weekdayOf } from './calendar.ts'
import type { Checkout } from './checkout.ts'
import type { SiteDaemon } from './daemon.ts'
import { handleOf } from './handles.ts'
import { batchDesk, type Desk, deskOf } from './people.ts'
import { pick, type Random, random, whole } from './random.ts'
import type { FeatureSpec } from './specification.ts'
import type { Zone } from './zone.ts'

/** What is held for days between two restarts, oldest first, and how many handle slots it takes. */
export interface LongRecord {
  readonly checkouts: readonly Checkout[]
  readonly slots: number
}

/** Borrowed seats and long runs from one restart (a service day) to the next. Each slot of a feature is a chain of
 * checkouts that never overlap, so that they always fit. */
export function longCheckouts(zone: Zone, daemon: SiteDaemon, service: number): LongRecord {
  const checkouts: Checkout[] = []
  let slots = 0
  daemon.spec.features.forEach((spec, feature) => {
    for (let slot = 0; slot < (spec.long?.slots ?? 0); slot++) {
      const draw = random(daemon.key, feature, service, slot, 2)
      const chain = spans(zone, service, spec.long?.borrowed === true, draw)
      chain.forEach((span, uses) => {
        checkouts.push(...rows(daemon, feature, spec, span, slots, uses, draw))
      })
      slots += spec.parts === undefined ? 1 : 2
    }
  })
  return { checkouts: checkouts.sort((a, b) => a.checkoutAt - b.checkoutAt), slots }
}

interface Span {
  readonly from: number
  readonly to: number
}

function spans(zone: Zone, service: number, borrowed: boolean, draw: Random): readonly Span[] {
  const found: Span[] = []
  const end = dayStart(zone, nextServiceDay(service)) - 3600
  let day = service + whole(draw, 1, 5)
  for (;;) {
    while (weekdayOf(day) === 0 || weekdayOf(day) === 6) day += 1
    const from = dayStart(zone, day) + whole(draw, 4 * 3600, 13 * 3600)
    const days = borrowed ? whole(draw, 2, 12) : whole(draw, 1, 4)
    const to = dayStart(zone, day + days) + whole(draw, 3 * 3600, 14 * 3600)
    if (to > end) return found
    found.push({ from, to })
    day += days + whole(draw, 1, borrowed ? 5 : 2)
  }
}

function rows(
  daemon: SiteDaemon,
  feature: number,
  spec: FeatureSpec,
  span: Span,
  slot: number,
  uses: number,
  draw: Random,
): readonly Checkout[] {
  const borrowed = spec.long?.borrowed === true
  const desk = borrowed ? deskOf(pick(draw, daemon.roster), daemon.spec.desks, draw) : longRunDesk(daemon, draw)
  const early = draw() < 0.4 ? whole(draw, 3600, 3 * 86400) : 0
  const row: Checkout = {
    ...desk,
    feature,
    pool: 0,
    version: spec.pools[0]?.version ?? '1.0',
    seats: spec.seats === undefined ? 1 : pick(draw, spec.seats),
    handle: handleOf(slot, uses),
    part: false,
    checkoutAt: span.from,
    checkinAt: span.to,
    reserved: false,
    inactive: false,
    ...(daemon.spec.printsPid ? { pid: whole(draw, 1000, 99999) } : {}),
    // A borrowed seat is often brought back before its time.
    ...(borrowed ? { linger: span.to - span.from + early } : {}),
  }
  const part = spec.parts === undefined ? undefined : daemon.indexOf.get(pick(draw, spec.parts))
  if (part === undefined) return [row]
  const pool = daemon.packages[part]?.indexOf(feature) ?? 0
  return [row, { ...row, feature: part, pool, part: true, handle: handleOf(slot + 1, uses) }]
}

function longRunDesk(daemon: SiteDaemon, draw: Random): Desk {
  return draw() < 0.5
    ? batchDesk(daemon.spec.services, draw)
    : deskOf(pick(draw, daemon.roster), daemon.spec.desks, draw)
}
