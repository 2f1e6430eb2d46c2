import { dayStart, serviceDay, simulatedDay } from './calendar.ts'
import { catalogue } from './catalogue.ts'
import { type SiteDaemon, siteDaemon } from './daemon.ts'
import { type DayRecord, simulateDay } from './day.ts'
import { type LongRecord, longCheckouts } from './long.ts'
import { people } from './people.ts'
import { mix } from './random.ts'
import type { ServerSpec } from './specification.ts'
import { createZone, type Zone } from './zone.ts'

export interface SiteOptions {
  /** The same seed gives the same people, checkouts and times. */
  readonly seed: number
  /** IANA name: the zone of the license servers and of who asks. */
  readonly zone: string
  /** How many features all servers have together; never fewer than the catalogue's own. */
  readonly features?: number
  /** How many people work here; with more features than the catalogue's, also about the rows held at the peak. */
  readonly users?: number
}

/** A simulated company with its license servers. What it remembers is only what it computed: every answer depends on
 * the options and the time asked for, not on what was asked before. */
export interface Site {
  readonly zone: Zone
  readonly servers: readonly SiteServer[]
  /** Everything that is checked out and in within one simulated day. */
  day(daemon: SiteDaemon, day: number): DayRecord
  /** What is held for days, between two restarts of the server. */
  long(daemon: SiteDaemon, service: number): LongRecord
}

export interface SiteServer {
  readonly spec: ServerSpec
  readonly daemons: readonly SiteDaemon[]
}

export function createSite(options: SiteOptions): Site {
  const zone = createZone(options.zone)
  const users = options.users ?? 260
  const everybody = people(options.seed, users)
  let count = 0
  const servers = catalogue(options.features ?? 0, users).map((spec) => ({
    spec,
    daemons: spec.daemons.map((daemon) => {
      count += 1
      return siteDaemon(daemon, mix(options.seed, count), everybody)
    }),
  }))
  const days = memory<DayRecord>()
  const longs = memory<LongRecord>()
  const long: Site['long'] = (daemon, service) =>
    longs(`${daemon.key} ${service}`, () => longCheckouts(zone, daemon, service))
  return {
    zone,
    servers,
    long,
    day: (daemon, day) =>
      days(`${daemon.key} ${day}`, () => simulateDay(zone, daemon, day, long(daemon, serviceDay(day)))),
  }
}

/** Keeps the last few things that were computed: a day is asked for again and again, an old one hardly ever. */
function memory<T>(): (key: string, compute: () => T) => T {
  const kept = new Map<string, T>()
  return (key, compute) => {
    const known = kept.get(key)
    if (known !== undefined) return known
    const computed = compute()
    const oldest = kept.keys().next()
    if (kept.size >= 40 && oldest.done === false) kept.delete(oldest.value)
    kept.set(key, computed)
    return computed
  }
}

/** The server's last regular restart at or before a time, in epoch seconds. Nothing is held across it. */
export function lastRestart(zone: Zone, epoch: number): number {
  return dayStart(zone, serviceDay(simulatedDay(zone, epoch)))
}
