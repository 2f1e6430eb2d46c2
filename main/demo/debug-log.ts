import { dayStart, nextServiceDay, serviceDay, simulatedDay } from './calendar.ts'
import { type Checkout, heldAt } from './checkout.ts'
import type { SiteDaemon } from './daemon.ts'
import type { Denial, Wait } from './day.ts'
import { dateText, type LogLine, lineText, longDateText, RANK } from './log-lines.ts'
import { daemonStart, managerStart } from './log-start.ts'
import { pick, random } from './random.ts'
import { lastRestart, type Site, type SiteServer } from './site.ts'
import { historyOf } from './state.ts'
import type { Trouble } from './trouble.ts'

export interface DebugLogOptions {
  readonly server: SiteServer
  /** Only this vendor daemon's own lines; without it lmgrd's whole log, where all its daemons write. */
  readonly daemon?: string
  /** Epoch seconds, included. At a `lastRestart` the log is complete: it begins with the start, nothing is held yet. */
  readonly from: number
  /** Epoch seconds, excluded. A log up to a later time begins with the log up to an earlier one. */
  readonly to: number
  readonly troubles?: readonly Trouble[]
}

const SIX_HOURS = 6 * 3600

/** What a license server wrote into its debug log in a time (GRAMMAR part B): to the second what lmstat shows. */
export function debugLogText(site: Site, options: DebugLogOptions): string {
  const { server, from, to, troubles = [] } = options
  const daemons = server.daemons.filter((daemon) => options.daemon === undefined || daemon.spec.name === options.daemon)
  const starts = startsIn(site, from, to, troubles)
  const lines: LogLine[] = []
  if (options.daemon === undefined) {
    for (const at of starts) lines.push(...managerStart(site.zone, server, at))
    lines.push(...marks(site, 'lmgrd', starts, to, 0))
  }
  for (const daemon of daemons) {
    for (const at of starts) lines.push(...daemonStart(site.zone, server, daemon, at))
    lines.push(...marks(site, daemon.spec.name, starts, to, 310))
    lines.push(...noise(site, daemon, starts, from, to))
    lines.push(...events(site, daemon, from, to))
    for (const trouble of troubles)
      if (trouble.kind === 'restart') lines.push(...restarted(site, daemon, trouble.since))
  }
  return lines
    .filter((line) => from <= line.at && line.at < to)
    .sort((a, b) => a.at - b.at || a.rank - b.rank)
    .map((line) => lineText(site.zone, line))
    .join('')
}

/** All starts whose marks fall into the time: the last one before it, and those in it. */
function startsIn(site: Site, from: number, to: number, troubles: readonly Trouble[]): readonly number[] {
  const starts: number[] = []
  let day = serviceDay(simulatedDay(site.zone, from))
  for (; dayStart(site.zone, day) < to; day = nextServiceDay(day)) starts.push(dayStart(site.zone, day))
  for (const trouble of troubles) {
    if (trouble.kind === 'restart' && trouble.since >= lastRestart(site.zone, from)) starts.push(trouble.since)
  }
  return starts.sort((a, b) => a - b)
}

/** The date, every six hours from the start on. */
function marks(site: Site, by: string, starts: readonly number[], to: number, delay: number): readonly LogLine[] {
  return starts.flatMap((start, index) => {
    const lines: LogLine[] = []
    for (let at = start + SIX_HOURS + delay; at < (starts[index + 1] ?? to); at += SIX_HOURS) {
      lines.push({ at, rank: RANK.noise, by, message: `TIMESTAMP ${dateText(site.zone, at)}` })
    }
    return lines
  })
}

/** Statistics every four hours, and once a day somebody who asks for what is not there. */
function noise(
  site: Site,
  daemon: SiteDaemon,
  starts: readonly number[],
  from: number,
  to: number,
): readonly LogLine[] {
  const by = daemon.spec.name
  const lines: LogLine[] = []
  const add = (at: number, message: string): void => {
    lines.push({ at, rank: RANK.noise, by, message })
  }
  starts.forEach((start, index) => {
    for (let at = start + 4 * 3600; at < (starts[index + 1] ?? to); at += 4 * 3600) {
      for (const text of [
        '===============================================',
        '=== Last 10 Client Requests Processing Time (in ms) ===',
        `Time: ${longDateText(site.zone, at)}`,
        'Request processing time, when, #concurrent clients, (private bytes (in KB)), client info (user, node, FD)',
        '',
        '=== Memory Usage Info ===',
        '===============================================',
      ]) {
        add(at, `(@${by}-SLOG@) ${text}`)
      }
    }
  })
  for (let day = simulatedDay(site.zone, from); dayStart(site.zone, day) < to; day++) {
    const draw = random(daemon.key, day, 7)
    const person = pick(draw, daemon.roster)
    const at = dayStart(site.zone, day) + 5 * 3600 + Math.floor(draw() * 7 * 3600)
    add(
      at,
      `UNSUPPORTED: "${by}_Preview" (PORT_AT_HOST_PLUS   ) ${person.user}@${person.pc}  (No such feature exists. (-5,346))`,
    )
  }
  return lines
}

function events(site: Site, daemon: SiteDaemon, from: number, to: number): readonly LogLine[] {
  // What was given back at `from` is not held then.
  const history = historyOf(site, daemon, from - 1, to)
  const lines: LogLine[] = []
  for (const row of history.checkouts) {
    lines.push(out(daemon, row, row.checkoutAt), back(daemon, row, row.checkinAt, row.inactive ? '(INACTIVE)' : ''))
  }
  for (const row of history.waits) lines.push(...waiting(daemon, row))
  for (const row of history.denials) {
    const message = eventText(daemon, 'DENIED', row, `(${REASONS.get(row.code)})`)
    lines.push({ at: row.at, rank: RANK.fails, by: daemon.spec.name, message })
  }
  return lines
}

function waiting(daemon: SiteDaemon, row: Wait): readonly LogLine[] {
  const by = daemon.spec.name
  const queued = { at: row.checkoutAt, rank: RANK.fails, by, message: eventText(daemon, 'QUEUED', row, '') }
  if (row.granted) return [queued]
  return [queued, { at: row.checkinAt, rank: RANK.left, by, message: eventText(daemon, 'DEQUEUED', row, '') }]
}

/** A restart returns every seat, and its holders take it again at once. */
function restarted(site: Site, daemon: SiteDaemon, at: number): readonly LogLine[] {
  const held = historyOf(site, daemon, at, at + 1).checkouts.filter((row) => row.checkoutAt < at && heldAt(row, at))
  return held.flatMap((row) => [{ ...back(daemon, row, at, '(SHUTDOWN)'), rank: RANK.stop }, out(daemon, row, at)])
}

function out(daemon: SiteDaemon, row: Checkout, at: number): LogLine {
  const rank = row.part ? RANK.outPart : RANK.out
  return { at, rank, by: daemon.spec.name, message: eventText(daemon, 'OUT', row, '') }
}

function back(daemon: SiteDaemon, row: Checkout, at: number, reason: string): LogLine {
  const rank = row.part ? RANK.backPart : RANK.back
  return { at, rank, by: daemon.spec.name, message: eventText(daemon, 'IN', row, reason) }
}

const REASONS: ReadonlyMap<number, string> = new Map([
  [-4, 'Licensed number of users already reached. (-4,342)'],
  [-38, 'User/host on EXCLUDE list for feature. (-38,349)'],
  [-39, 'User/host not on INCLUDE list for feature. (-39,349)'],
  [-87, 'Checkout exceeds MAX specified in options file. (-87,346)'],
  [-101, 'All licenses are reserved for others. (-101,410)'],
])

function eventText(daemon: SiteDaemon, event: string, row: Checkout | Denial, reason: string): string {
  const feature = daemon.spec.features[row.feature]?.name
  const seats = row.seats === 1 ? '' : `(${row.seats} licenses)`
  return `${event}: "${feature}" ${row.user}@${row.host} ${seats} ${reason}`
}
