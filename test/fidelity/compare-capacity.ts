import type { CapacityRow } from '../../main/datafiles/capacity-cap.ts'
import { dayStart, simulatedDay } from '../../main/demo/calendar.ts'
import { poolsOn, type SiteDaemon } from '../../main/demo/daemon.ts'
import type { Site } from '../../main/demo/site.ts'
import { type Compared, NO_ERRORS, timeText } from './compared.ts'
import type { DaemonPolls } from './polls.ts'
import type { Span } from './timeline.ts'

/** How often Seatlog compares capacity, and how far apart the two answers are that tell that a feature is gone. */
const EVERY = 3600
const GONE = 600

/** Judges the capacity lines by the seats the license file had: the same changes in the same order, each in time. `wrongBy`: so many seconds a clock was wrong at most. */
export function compareCapacity(
  site: Site,
  daemons: readonly SiteDaemon[],
  polls: ReadonlyMap<string, DaemonPolls>,
  range: Span,
  found: readonly CapacityRow[],
  wrongBy = 0,
): Compared {
  const zone = site.zone.name
  const text = ({ feature, seats, at }: Omit<CapacityRow, 'tag'>): string => `${feature} ${seats} ${timeText(at, zone)}`
  const missing: string[] = []
  const invented: string[] = []
  const beyond: string[] = []
  const expected = daemons.flatMap((daemon) => changesOf(site, daemon, range))
  const features = new Set([...expected, ...found].map(({ feature }) => feature))
  let right = 0
  for (const feature of features) {
    const left = found.filter((row) => row.feature === feature)
    for (const change of expected.filter((one) => one.feature === feature)) {
      const position = left.findIndex(({ seats, at }) => seats === change.seats && at >= change.at - wrongBy)
      const [row] = position < 0 ? [] : left.splice(position, 1)
      const latest = latestAt(polls.get(change.daemon), change.at, wrongBy)
      if (row !== undefined) right++
      else if (latest < range.to) missing.push(text(change))
      if (row !== undefined && row.at > latest + wrongBy)
        beyond.push(`${text(row)}, in truth ${timeText(change.at, zone)}`)
    }
    invented.push(...left.map(text))
  }
  const doubled: string[] = []
  return { kind: 'capacity', expected: expected.length, found: right, missing, invented, doubled, beyond, ...NO_ERRORS }
}

/** The first sure poll that shows a change, then the last moment at which it has to be noticed. */
function latestAt(polls: DaemonPolls | undefined, at: number, wrongBy: number): number {
  if (polls === undefined) return Number.POSITIVE_INFINITY
  return polls.from(polls.from(polls.from(at) + GONE + wrongBy) + EVERY + wrongBy)
}

interface Change {
  readonly daemon: string
  readonly feature: string
  readonly seats: number
  readonly at: number
}

/** Of each counted feature what is issued at first, and then its changes, which come at the turn of a simulated day. */
function changesOf(site: Site, daemon: SiteDaemon, { from, to }: Span): readonly Change[] {
  const first = simulatedDay(site.zone, from)
  const days = simulatedDay(site.zone, to - 1) - first + 1
  return daemon.spec.features.flatMap(({ name, kind }, feature) => {
    if (kind !== undefined) return []
    const issued = Array.from({ length: days }, (_, day) =>
      poolsOn(daemon, feature, first + day).reduce((sum, pool) => sum + pool.seats, 0),
    )
    return issued.flatMap((seats, day) =>
      seats === (issued[day - 1] ?? 0)
        ? []
        : [{ daemon: daemon.spec.name, feature: name, seats, at: Math.max(from, dayStart(site.zone, first + day)) }],
    )
  })
}
