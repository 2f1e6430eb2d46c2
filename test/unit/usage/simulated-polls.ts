import { lmstatText } from '../../../main/demo/lmstat-text.ts'
import { createSite } from '../../../main/demo/site.ts'
import type { Trouble } from '../../../main/demo/trouble.ts'
import { type TrueCheckout, truth } from '../../../main/demo/truth.ts'
import { parseLmstat } from '../../../main/lmstat/parse.ts'
import type { CapacityChange } from '../../../main/usage/capacity.ts'
import { type FinishedCheckout, openCheckouts } from '../../../main/usage/tracker.ts'
import { NOTHING_TRACKED, type TrackerState } from '../../../main/usage/tracker-state.ts'
import { track } from '../../at-once.ts'

export const ZONE = 'Europe/Berlin'
export const site = createSite({ seed: 5, zone: ZONE })

/** What is wrong with the answers from one moment (included) to another (excluded). */
export interface TroubledTime {
  readonly from: number
  readonly to: number
  readonly trouble: Trouble
}

export interface SimulatedPolls {
  readonly tag: string
  readonly address: string
  readonly from: number
  readonly to: number
  readonly intervalSeconds?: number
  readonly troubles?: readonly TroubledTime[]
  /** What becomes of the state between two polls. */
  readonly kept?: (state: TrackerState) => TrackerState
}

export interface Recorded {
  readonly finished: readonly FinishedCheckout[]
  readonly capacity: readonly CapacityChange[]
  readonly state: TrackerState
  readonly open: ReturnType<typeof openCheckouts>
  /** Of each daemon: when it was complete. */
  readonly polls: ReadonlyMap<string, readonly number[]>
}

/** Polls a server of the simulated site and tracks its answers. */
export function recordPolls(of: SimulatedPolls): Recorded {
  const { tag, address, from, to, intervalSeconds = 60, troubles = [], kept = (state) => state } = of
  const finished: FinishedCheckout[] = []
  const capacity: CapacityChange[] = []
  const polls = new Map<string, number[]>()
  let state = NOTHING_TRACKED
  for (let at = from; at < to; at += intervalSeconds) {
    const now = troubles.filter((time) => time.from <= at && at < time.to).map(({ trouble }) => trouble)
    const answer = parseLmstat(lmstatText(site, { at, address, mode: 'a', troubles: now }))
    for (const daemon of answer.servers.flatMap(({ daemons }) => daemons)) {
      if (daemon.complete) polls.set(daemon.name, [...(polls.get(daemon.name) ?? []), at])
    }
    const tracked = track(kept(state), { tag, at, intervalSeconds, zone: ZONE, answer, capacitySeconds: 3600 })
    finished.push(...tracked.finished)
    capacity.push(...tracked.capacity)
    state = tracked.state
  }
  return { finished, capacity, state, open: openCheckouts(tag, state), polls }
}

export interface Compared {
  readonly expected: number
  readonly found: number
  readonly missing: readonly string[]
  readonly invented: readonly string[]
  /** Seconds between recorded and true times, of those whose change lay between two polls of one interval. */
  readonly worstCheckout: number
  readonly worstCheckin: number
}

/** Compares the finished checkouts with those of the truth that a complete poll showed, one to one. */
export function compareWithTruth(of: SimulatedPolls, { finished, polls }: Recorded): Compared {
  const { tag, from, to, intervalSeconds = 60 } = of
  const expected = truth(site, { from, to }).checkouts.filter((row) => {
    const times = polls.get(row.daemon) ?? []
    const last = times.at(-1) ?? from
    return row.server === tag && !isHeld(row, last) && times.some((at) => isHeld(row, at))
  })
  const people = finished.filter(({ user }) => !user.startsWith('r:'))
  const left = Map.groupBy(
    people.toSorted((a, b) => a.checkoutAt - b.checkoutAt),
    sameRow,
  )
  const missing: string[] = []
  let worstCheckout = 0
  let worstCheckin = 0
  for (const row of expected.toSorted((a, b) => a.checkoutAt - b.checkoutAt)) {
    const found = left.get(sameRow(row))?.shift()
    if (found === undefined) {
      missing.push(`${sameRow(row)} ${row.checkoutAt}-${row.checkinAt}`)
      continue
    }
    const times = polls.get(row.daemon) ?? []
    const isClose = (at: number): boolean => {
      const next = times.findIndex((time) => time > at)
      return next <= 0 || (times[next] ?? 0) - (times[next - 1] ?? 0) === intervalSeconds
    }
    if (isClose(row.checkoutAt)) worstCheckout = Math.max(worstCheckout, Math.abs(found.checkoutAt - row.checkoutAt))
    if (isClose(row.checkinAt)) worstCheckin = Math.max(worstCheckin, Math.abs(found.checkinAt - row.checkinAt))
  }
  const invented = [...left.values()].flat().map((row) => `${sameRow(row)} ${row.checkoutAt}-${row.checkinAt}`)
  return { expected: expected.length, found: people.length, missing, invented, worstCheckout, worstCheckin }
}

type Row = Pick<TrueCheckout, 'daemon' | 'feature' | 'user' | 'host' | 'version' | 'seats'> & {
  readonly display?: string
}

const sameRow = ({ daemon, feature, user, host, display = '', version, seats }: Row): string =>
  [daemon, feature, user, host, display, version, seats].join('|')

const isHeld = ({ checkoutAt, checkinAt }: TrueCheckout, at: number): boolean => checkoutAt <= at && at < checkinAt
