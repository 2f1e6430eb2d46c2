import { dayStart, weekdayOf } from './calendar.ts'
import type { SiteDaemon } from './daemon.ts'
import { batchDesk, type Desk, deskOf, type Person } from './people.ts'
import { around, pick, type Random, random, whole } from './random.ts'
import type { FeatureSpec } from './specification.ts'
import type { Zone } from './zone.ts'

/** Somebody wants seats. Times are epoch seconds. */
export interface Request {
  readonly feature: number
  readonly desk: Desk
  readonly version: string
  /** The last pool whose version is new enough. */
  readonly lastPool: number
  readonly seats: number
  /** May use the feature's reserved seats. */
  readonly member: boolean
  readonly at: number
  readonly until: number
  readonly attempt: number
  /** Major code of the rule of the options file that forbids it. */
  readonly refusal?: number
}

/** What people and batch jobs of a daemon want on a simulated day, whether or not they get it. */
export function requestsOf(zone: Zone, daemon: SiteDaemon, day: number): readonly Request[] {
  const start = dayStart(zone, day)
  const clock = (hour: number): number => Math.floor(start + (hour - 4) * 3600)
  const weekday = weekdayOf(day)
  const atWork = weekday === 0 ? 0.04 : weekday === 6 ? 0.08 : 1
  const wanted: Request[] = []
  daemon.spec.features.forEach((spec, feature) => {
    const draw = random(daemon.key, feature, day, 3)
    const offset = Math.floor(random(daemon.key, feature, 4)() * daemon.roster.length)
    const personAt = (index: number): Person | undefined => daemon.roster[(offset + index) % daemon.roster.length]

    for (let index = 0; index < spec.people; index++) {
      const person = personAt(index)
      if (person === undefined || draw() >= spec.presence * atWork) continue
      const desk = deskOf(person, daemon.spec.desks, draw)
      const member = spec.reserved?.kind === 'GROUP' && index < spec.reserved.people
      for (const [from, to] of workingHours(draw)) {
        const seats = spec.seats === undefined ? 1 : pick(draw, spec.seats)
        wanted.push({
          ...requestFor(spec, feature, desk, person.behind),
          member,
          seats,
          at: clock(from),
          until: clock(to),
        })
      }
    }
    const jobs = Math.round((spec.batch?.jobs ?? 0) * (atWork === 1 ? 1 : 0.6))
    for (let index = 0; index < jobs; index++) {
      const desk = batchDesk(daemon.spec.services, draw)
      const from = 18 + draw() * 6
      const member = spec.reserved?.kind === 'HOST' && spec.reserved.name === desk.host
      const seats = pick(draw, spec.batch?.seats ?? [1])
      const to = Math.min(27, from + 0.5 + draw() * 6)
      wanted.push({ ...requestFor(spec, feature, desk, 0), member, seats, at: clock(from), until: clock(to) })
    }
    const refusals = spec.rule === undefined ? 0 : Math.floor(draw() * 3 * atWork)
    for (let index = 0; index < refusals; index++) {
      const person = personAt(spec.people + whole(draw, 0, 8))
      if (person === undefined || spec.rule === undefined) continue
      const at = clock(8 + draw() * 9)
      const desk = deskOf(person, daemon.spec.desks, draw)
      wanted.push({ ...requestFor(spec, feature, desk, 0), at, until: at, refusal: spec.rule })
    }
  })
  return wanted
}

/** A request for one seat whose times are still to be said. */
export function requestFor(
  spec: FeatureSpec,
  feature: number,
  desk: Desk,
  behind: number,
): Omit<Request, 'at' | 'until'> {
  const version = spec.pools[Math.min(behind, spec.pools.length - 1)]?.version ?? '1.0'
  const lastPool = spec.pools.findLastIndex((pool) => pool.version === version)
  return { feature, desk, version, lastPool, seats: 1, member: false, attempt: 1 }
}

/** From and to, in hours of the day: all day, with a break at noon, or now and then. */
function workingHours(draw: Random): readonly (readonly [number, number])[] {
  const arrives = around(draw, 8.2, 0.9)
  const leaves = around(draw, 17, 1.1)
  const habit = draw()
  if (habit < 0.35) return [[arrives, leaves]]
  if (habit < 0.75) {
    const noon = around(draw, 12.1, 0.4)
    return [
      [arrives, noon],
      [noon + 0.4 + draw() * 0.6, leaves],
    ]
  }
  return Array.from({ length: whole(draw, 2, 3) }, (_, index) => {
    const from = arrives + index * 3 + draw() * 1.5
    return [from, from + 0.2 + draw() * 1.2] as const
  })
}
