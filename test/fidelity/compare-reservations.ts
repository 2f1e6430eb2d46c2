import type { SiteDaemon } from '../../main/demo/daemon.ts'
import type { Site } from '../../main/demo/site.ts'
import { stateAt } from '../../main/demo/state.ts'
import { type Compared, NO_ERRORS, timeText } from './compared.ts'
import type { DaemonPolls } from './polls.ts'

/** An `r:` row of the record; open ones end at Infinity. */
export interface FoundReservation {
  readonly feature: string
  readonly user: string
  readonly seats: number
  readonly checkoutAt: number
  readonly checkinAt: number
}

/**
 * Judges the rows of idle reserved seats by what the polls showed: at every sure poll the rows that hold then have the idle
 * seats of that moment, in one row; no row holds at no poll, and none goes on where an equal one ended.
 */
export function compareReservations(
  site: Site,
  daemons: readonly SiteDaemon[],
  polls: ReadonlyMap<string, DaemonPolls>,
  found: readonly FoundReservation[],
): Compared {
  const all = daemons.flatMap((daemon) =>
    daemon.spec.features.flatMap(({ name, reserved }, feature) =>
      reserved === undefined ? [] : [{ daemon, feature, name, user: `r:${reserved.kind} ${reserved.name}` }],
    ),
  )
  const zone = site.zone.name
  const missing: string[] = []
  const doubled: string[] = []
  const invented: string[] = []
  let expected = 0
  for (const { daemon, feature, name, user } of all) {
    const known = polls.get(daemon.spec.name)
    if (known === undefined) continue
    const rows = found
      .filter((row) => row.feature === name && row.user === user)
      .toSorted((a, b) => a.checkoutAt - b.checkoutAt)
    let before = 0
    let wasRight = true
    for (const { at, sure } of known.all) {
      if (!sure) continue
      const idle = stateAt(site, daemon, at)[feature]?.idleReserved ?? 0
      const now = rows.filter(({ checkoutAt, checkinAt }) => checkoutAt <= at && at < checkinAt)
      const seats = now.reduce((sum, row) => sum + row.seats, 0)
      const isRight = seats === idle && now.length <= 1
      if (idle > 0 && idle !== before) expected++
      // Of a time in which they differ, the first poll.
      if (!isRight && wasRight) {
        const list = seats < idle ? missing : now.length > 1 ? doubled : invented
        list.push(`${name} ${user}: ${idle} idle at ${timeText(at, zone)}, recorded ${seats} in ${now.length} rows`)
      }
      before = idle
      wasRight = isRight
    }
    rows.forEach((row, index) => {
      const { checkoutAt, checkinAt, seats } = row
      const next = rows[index + 1]
      const what = `${name} ${user} ${seats}: ${timeText(checkoutAt, zone)} to ${timeText(checkinAt, zone)}`
      if (!known.anyIn(checkoutAt, checkinAt)) invented.push(what)
      if (next?.checkoutAt === checkinAt && next.seats === seats) doubled.push(`${what}, and goes on`)
    })
  }
  const foundRows = found.filter((row) => all.some(({ name, user }) => row.feature === name && row.user === user))
  for (const row of found) if (!foundRows.includes(row)) invented.push(`${row.feature} ${row.user}`)
  return {
    kind: 'reservations',
    expected,
    found: foundRows.length,
    missing,
    invented,
    doubled,
    beyond: [],
    ...NO_ERRORS,
  }
}
