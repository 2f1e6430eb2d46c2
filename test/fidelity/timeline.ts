import { dayStart, simulatedDay, weekdayOf } from '../../main/demo/calendar.ts'
import { pick, type Random, random, whole } from '../../main/demo/random.ts'
import { lastRestart, type Site } from '../../main/demo/site.ts'
import type { Trouble } from '../../main/demo/trouble.ts'
import type { Scenario } from './scenarios.ts'

/** Epoch seconds, `to` excluded. */
export interface Span {
  readonly from: number
  readonly to: number
}

export interface TroubledTime extends Span {
  readonly trouble: Trouble
}

/** What a Seatlog does: `cut-off` runs and cannot reach the data folder, `asleep` runs and does nothing. */
export type Activity = 'runs' | 'cut-off' | 'asleep' | 'stopped' | 'killed'

/** What each of the loggers does for a time. */
export interface Shift extends Span {
  readonly activities: readonly Activity[]
}

/** `renamed`: the data folder is not there; `cut-off`: the share does not answer; `full`: it takes no more bytes. */
export interface FolderFault extends Span {
  readonly kind: 'renamed' | 'cut-off' | 'full'
}

/** All that goes wrong, and when. */
export interface Timeline extends Span {
  readonly troubles: readonly TroubledTime[]
  /** One after the other; in the time that none of them has, all run. */
  readonly shifts: readonly Shift[]
  readonly folderFaults: readonly FolderFault[]
  /** The debug log is renamed, and a new one begun. */
  readonly rotations: readonly number[]
  /** The license server restarts, holding nothing, and begins its debug log anew. */
  readonly truncations: readonly number[]
}

const MINUTE = 60
const HOUR = 3600
const DAY = 24 * HOUR

/** What goes wrong between two times with a server; the same seed tells the same. Nothing does in the last hour. */
export function timelineOf(site: Site, { loggers, folder, tag }: Scenario, { from, to }: Span, seed: number): Timeline {
  const isTriad = site.servers.some(({ spec }) => spec.tag === tag && spec.hosts.length > 1)
  const quiet = to - HOUR
  const truncations = restartsOf(site, from, quiet)
  const restarts = daemonRestarts(site, from + HOUR, quiet, random(seed, 2))
  const watched = [...truncations, ...restarts.map((restart) => restart.from)]
  const shifts = loggers === 1 ? oneLogger(from, quiet, random(seed, 4)) : twoLoggers(from, quiet, random(seed, 5))
  const allRun = Array.from({ length: loggers }, () => 'runs' as const)
  return {
    from,
    to,
    troubles: [
      ...answers(from + HOUR, quiet, isTriad, random(seed, 1)).filter(
        (span) => isShort(span) || !isOver(span, watched),
      ),
      ...restarts,
      ...(isTriad ? failovers(from + HOUR, quiet, random(seed, 3)) : []),
    ],
    shifts: shifts.map((shift) => (isOver(shift, watched) ? { ...shift, activities: allRun } : shift)),
    folderFaults: folder === 'works' ? [] : faultsOf(folder, from + HOUR, quiet, random(seed, 6)),
    rotations: every(6 * DAY + 7 * HOUR, from + 4 * HOUR + 7, quiet),
    truncations,
  }
}

const isShort = ({ from, to }: Span): boolean => to - from <= 10 * MINUTE

/**
 * What nobody saw around a restart cannot be known: what was not read of a log that is emptied, and who went and came
 * again before a daemon's restart, after which all look as if they had just come.
 */
const isOver = ({ from, to }: Span, moments: readonly number[]): boolean =>
  moments.some((at) => from - HOUR < at && at < to + HOUR)

/** The regular monthly restarts in a time. */
function restartsOf(site: Site, from: number, to: number): readonly number[] {
  const last = lastRestart(site.zone, to)
  return last > from ? [...restartsOf(site, from, last - 1), last] : []
}

function answers(from: number, to: number, isTriad: boolean, draw: Random): readonly TroubledTime[] {
  const troubles: TroubledTime[] = []
  const next = dealt(draw, ['server-down', 'half', 'daemon-down', 'garbage', 'half', 'triad-member-down'] as const)
  let at = from + whole(draw, 1, HOUR)
  while (at < to) {
    const kind = next()
    const seconds = secondsOf(kind, draw)
    if (isTriad || kind !== 'triad-member-down') {
      troubles.push({ from: at, to: Math.min(at + seconds, to), trouble: { kind } })
    }
    at += seconds + whole(draw, 10 * MINUTE, 2 * HOUR)
  }
  return troubles
}

function secondsOf(kind: Trouble['kind'], draw: Random): number {
  if (kind === 'half' || kind === 'garbage') return whole(draw, MINUTE, 6 * MINUTE)
  if (draw() < 0.15) return whole(draw, HOUR, 3 * HOUR)
  return whole(draw, 2 * MINUTE, 30 * MINUTE)
}

/** At work, when enough clients come back to a daemon that its restart can be told. */
function daemonRestarts(site: Site, from: number, to: number, draw: Random): readonly TroubledTime[] {
  const found: TroubledTime[] = []
  let next = from
  for (let day = simulatedDay(site.zone, from); dayStart(site.zone, day) < to; day++) {
    const since = dayStart(site.zone, day) + whole(draw, 6 * HOUR, 11 * HOUR)
    if (weekdayOf(day) % 6 === 0 || since < next || since >= to) continue
    found.push({ from: since, to: Number.POSITIVE_INFINITY, trouble: { kind: 'restart', since } })
    next = since + whole(draw, 8, 10) * DAY
  }
  return found
}

function failovers(from: number, to: number, draw: Random): readonly TroubledTime[] {
  const since = from + whole(draw, 3 * HOUR, 9 * HOUR)
  if (since >= to) return []
  const end = Math.min(since + whole(draw, 4 * HOUR, 40 * HOUR), to)
  const trouble: Trouble = { kind: 'failover', since }
  return [{ from: since, to: end, trouble }, ...failovers(end + 8 * DAY, to, draw)]
}

/** Seatlog is off now and then. */
function oneLogger(from: number, to: number, draw: Random): readonly Shift[] {
  const shifts: Shift[] = []
  for (let at = from; at < to; ) {
    const off = Math.min(at + whole(draw, 2 * HOUR, 10 * HOUR), to)
    const on = Math.min(off + whole(draw, 5 * MINUTE, draw() < 0.2 ? 3 * HOUR : 40 * MINUTE), to)
    shifts.push({ from: at, to: off, activities: ['runs'] })
    shifts.push({ from: off, to: on, activities: [pick(draw, ['stopped', 'killed'])] })
    at = on
  }
  return shifts
}

/** One gives the server back, dies, sleeps or loses the data folder, and the other takes over; sometimes both run. */
function twoLoggers(from: number, to: number, draw: Random): readonly Shift[] {
  const shifts: Shift[] = []
  const next = dealt(draw, ['stopped', 'killed', 'runs', 'cut-off', 'asleep', 'stopped', 'runs', 'killed'] as const)
  for (let at = from; at < to; ) {
    const other = next()
    const brief = other === 'cut-off' || other === 'asleep'
    const end = at + (brief ? whole(draw, 5 * MINUTE, 90 * MINUTE) : whole(draw, 20 * MINUTE, 3 * HOUR))
    const isFirst = draw() < 0.5
    shifts.push({ from: at, to: Math.min(end, to), activities: isFirst ? ['runs', other] : [other, 'runs'] })
    at = end
  }
  return shifts
}

function faultsOf(folder: 'away' | 'full', from: number, to: number, draw: Random): readonly FolderFault[] {
  const faults: FolderFault[] = []
  const next = dealt(draw, folder === 'full' ? (['full'] as const) : (['renamed', 'cut-off'] as const))
  for (let at = from + whole(draw, HOUR, 4 * HOUR); at < to; ) {
    const seconds = folder === 'full' ? HOUR : whole(draw, HOUR, 5 * HOUR)
    faults.push({ from: at, to: Math.min(at + seconds, to), kind: next() })
    at += seconds + whole(draw, 4 * HOUR, 30 * HOUR)
  }
  return faults
}

/** Deals a shuffled pack again and again: each card is as frequent as in the pack. */
function dealt<T>(draw: Random, pack: readonly T[]): () => T {
  let left: T[] = []
  return () => {
    if (left.length === 0) left = [...pack]
    const card = pick(draw, left)
    left.splice(left.indexOf(card), 1)
    return card
  }
}

const every = (seconds: number, from: number, to: number): readonly number[] =>
  Array.from({ length: Math.max(0, Math.ceil((to - from) / seconds)) }, (_, count) => from + count * seconds)
