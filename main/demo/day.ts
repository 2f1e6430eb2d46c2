import { dayStart } from './calendar.ts'
import { type Checkout, heldAt } from './checkout.ts'
import type { SiteDaemon } from './daemon.ts'
import { createHandles } from './handles.ts'
import { createHeap } from './heap.ts'
import type { LongRecord } from './long.ts'
import { pick, random, whole } from './random.ts'
import { type Request, requestFor, requestsOf } from './requests.ts'
import { countSeats, type Place } from './seats.ts'
import type { Zone } from './zone.ts'

/** Everything that begins and ends within one simulated day of a daemon, each list by its time. */
export interface DayRecord {
  readonly checkouts: readonly Checkout[]
  readonly denials: readonly Denial[]
  readonly waits: readonly Wait[]
}

export interface Denial {
  readonly feature: number
  readonly user: string
  readonly host: string
  readonly seats: number
  /** Epoch seconds. */
  readonly at: number
  /** Major error code. */
  readonly code: number
}

/** A request in the queue, while checkoutAt <= t < checkinAt. */
export interface Wait extends Checkout {
  readonly granted: boolean
}

interface Session {
  readonly request: Request
  readonly place: Place
  readonly checkout: Checkout
  readonly part: Checkout | null
  readonly slots: readonly number[]
}

interface Waiting {
  readonly request: Request
  readonly checkout: Checkout
  readonly slot: number
}

/** At the same second seats come back before they are wanted, and long checkouts go first. */
type Event =
  | { readonly at: number; readonly order: 0; readonly session: Session }
  | { readonly at: number; readonly order: 1; readonly long: Checkout; readonly begins: boolean }
  | { readonly at: number; readonly order: 2; readonly request: Request }
  | { readonly at: number; readonly order: 3; readonly waiting: Waiting }

/** Plays one day of a daemon: who gets a seat, who waits, who is denied. */
export function simulateDay(zone: Zone, daemon: SiteDaemon, day: number, long: LongRecord): DayRecord {
  const start = dayStart(zone, day)
  const end = dayStart(zone, day + 1)
  const features = daemon.spec.features
  const draw = random(daemon.key, day, 5)
  const seats = features.map((_, feature) => countSeats(daemon, feature, day))
  const open = features.map(() => new Set<Session>())
  const queues = features.map((): Waiting[] => [])
  const checkouts: Checkout[] = []
  const denials: Denial[] = []
  const waits: Wait[] = []
  const handles = createHandles(long.slots)
  const events = createHeap<Event & { readonly turn: number }>(
    (a, b) => a.at < b.at || (a.at === b.at && (a.order < b.order || (a.order === b.order && a.turn < b.turn))),
  )
  let turn = 0
  const schedule = (event: Event): void => {
    turn += 1
    events.push({ ...event, turn })
  }

  for (const checkout of long.checkouts) {
    if (checkout.part || checkout.checkinAt <= start || checkout.checkoutAt >= end) continue
    if (heldAt(checkout, start)) seats[checkout.feature]?.take({ pool: 0, reserved: false }, checkout.seats)
    else schedule({ at: checkout.checkoutAt, order: 1, long: checkout, begins: true })
    if (checkout.checkinAt < end) schedule({ at: checkout.checkinAt, order: 1, long: checkout, begins: false })
  }
  for (const request of requestsOf(zone, daemon, day)) schedule({ at: request.at, order: 2, request })

  for (let event = events.pop(); event !== undefined; event = events.pop()) {
    if (event.order === 0) close(event.session, event.at)
    else if (event.order === 1 && event.begins) beginLong(event.long)
    else if (event.order === 1) {
      seats[event.long.feature]?.give({ pool: 0, reserved: false }, event.long.seats)
      serveQueue(event.long.feature, event.at)
    } else if (event.order === 2) ask(event.request)
    else leaveQueue(event.waiting, event.at, false)
  }
  const inOrder = (a: Checkout, b: Checkout): number => a.checkoutAt - b.checkoutAt || a.handle - b.handle
  return { checkouts: checkouts.sort(inOrder), denials, waits: waits.sort(inOrder) }

  function ask(request: Request): void {
    const place = seats[request.feature]?.find(request) ?? null
    if (request.refusal !== undefined) deny(request, request.refusal)
    else if (place !== null) grant(request, request.at, place)
    else if (features[request.feature]?.queues) wait(request)
    else {
      deny(request, seats[request.feature]?.withheld(request) ? -101 : -4)
      askAgain(request)
    }
  }

  function askAgain(request: Request): void {
    const next = request.at + whole(draw, 120, 1200)
    if (request.attempt >= 4 || next >= request.until - 1200) return
    schedule({ at: next, order: 2, request: { ...request, at: next, attempt: request.attempt + 1 } })
  }

  function grant(request: Request, now: number, place: Place): void {
    const spec = features[request.feature]
    const until = Math.min(Math.max(request.until, now + 240), end - whole(draw, 60, 600))
    if (spec === undefined || until <= now) return
    const partName = spec.parts === undefined ? undefined : pick(draw, spec.parts)
    const part = partName === undefined ? undefined : daemon.indexOf.get(partName)
    const slots = part === undefined ? [handles.take()] : [handles.take(), handles.take()]
    const checkout = rowOf(request, now, until, handles.handle(slots[0] ?? 0), place)
    const session: Session = {
      request,
      place,
      checkout,
      part:
        part === undefined
          ? null
          : {
              ...checkout,
              feature: part,
              pool: daemon.packages[part]?.indexOf(request.feature) ?? 0,
              handle: handles.handle(slots[1] ?? 0),
              part: true,
              reserved: false,
            },
      slots,
    }
    seats[request.feature]?.take(place, request.seats)
    open[request.feature]?.add(session)
    schedule({ at: until, order: 0, session })
    for (const name of spec.companions ?? []) askCompanion(name, session, now, until)
  }

  function askCompanion(name: string, session: Session, now: number, until: number): void {
    const feature = daemon.indexOf.get(name)
    const spec = feature === undefined ? undefined : features[feature]
    if (feature === undefined || spec === undefined || draw() >= 0.28) return
    const from = now + whole(draw, 20, 2400)
    const to = Math.min(until, from + whole(draw, 900, 6 * 3600))
    if (to - from < 300) return
    schedule({
      at: from,
      order: 2,
      request: { ...requestFor(spec, feature, session.request.desk, 0), at: from, until: to },
    })
  }

  function close(session: Session, now: number): void {
    if (giveBack(session, now, false)) serveQueue(session.request.feature, now)
  }

  /** False: it was taken back before. */
  function giveBack(session: Session, now: number, inactive: boolean): boolean {
    const { feature } = session.request
    if (!open[feature]?.delete(session)) return false
    for (const row of [session.checkout, session.part]) {
      if (row !== null) checkouts.push({ ...row, checkinAt: now, inactive })
    }
    for (const slot of session.slots) handles.give(slot)
    seats[feature]?.give(session.place, session.request.seats)
    return true
  }

  /** What is held for days was promised: where it is full, the oldest checkouts of the day are taken back. */
  function beginLong(checkout: Checkout): void {
    const { feature, checkoutAt: now } = checkout
    const place = { pool: 0, reserved: false }
    for (const session of open[feature] ?? []) {
      if (seats[feature]?.hasRoom(place.pool, checkout.seats)) break
      if (session.place.pool === place.pool && !session.place.reserved) giveBack(session, now, true)
    }
    seats[feature]?.take(place, checkout.seats)
    serveQueue(feature, now)
  }

  function wait(request: Request): void {
    const until = Math.min(request.until, request.at + whole(draw, 600, 5400), end - 60)
    if (until <= request.at) return
    const slot = handles.take()
    const place = { pool: 0, reserved: false }
    const waiting = { request, slot, checkout: rowOf(request, request.at, until, handles.handle(slot), place) }
    queues[request.feature]?.push(waiting)
    schedule({ at: until, order: 3, waiting })
  }

  function leaveQueue(waiting: Waiting, now: number, granted: boolean): void {
    const queue = queues[waiting.request.feature] ?? []
    const index = queue.indexOf(waiting)
    if (index < 0) return
    queue.splice(index, 1)
    handles.give(waiting.slot)
    waits.push({ ...waiting.checkout, checkinAt: now, granted })
  }

  function serveQueue(feature: number, now: number): void {
    for (const waiting of [...(queues[feature] ?? [])]) {
      const place = seats[feature]?.find(waiting.request) ?? null
      if (place === null) continue
      leaveQueue(waiting, now, true)
      grant(waiting.request, now, place)
    }
  }

  /** Who is denied a package is denied a part of it as well. */
  function deny(request: Request, code: number): void {
    const { user, host } = request.desk
    const part = daemon.indexOf.get(features[request.feature]?.parts?.[0] ?? '')
    for (const feature of part === undefined ? [request.feature] : [request.feature, part]) {
      denials.push({ feature, user, host, seats: request.seats, at: request.at, code })
    }
  }

  function rowOf(request: Request, from: number, to: number, handle: number, place: Place): Checkout {
    return {
      ...request.desk,
      feature: request.feature,
      pool: place.pool,
      version: request.version,
      seats: request.seats,
      handle,
      part: false,
      checkoutAt: from,
      checkinAt: to,
      reserved: place.reserved,
      inactive: false,
      ...(daemon.spec.printsPid ? { pid: whole(draw, 1000, 99999) } : {}),
    }
  }
}
