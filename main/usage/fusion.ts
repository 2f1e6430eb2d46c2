import { claimLines, exactStart } from './claims.ts'
import { createDraft, type Draft, type DraftPerson } from './fusion-draft.ts'
import type { FusedDaemon, FusionState, Link, LogLine } from './fusion-state.ts'
import { SAME_CLOCK, setClock } from './log-clock.ts'
import { type LogPair, pairLines } from './log-pairs.ts'
import type { LogRequest, LogRestart } from './log-request.ts'
import { pollWithin, since, withPoll } from './poll-times.ts'
import { requesterOf } from './requester.ts'
import { type DaemonStep, type FinishedCheckout, isReservation, type OpenCheckout } from './tracker.ts'

/** What one poll, and the debug logs read after it, brought of a tag. Times are epoch seconds. */
export interface FusionNews {
  readonly tag: string
  readonly at: number
  readonly intervalSeconds: number
  readonly steps: readonly DaemonStep[]
  /** All that is open now. */
  readonly open: readonly OpenCheckout[]
  /** In the logs' order; denials are ignored. */
  readonly log: readonly (LogRequest | LogRestart)[]
  /** The logs were read to their ends. */
  readonly readToEnd: boolean
  /** Whether complete answers of a daemon tell of a feature. */
  readonly lists: (daemon: string, feature: string) => boolean
}

/** A finished checkout waits for the log no longer than this. */
const LONGEST_WAIT = 600
/** An OUT of a feature that no answer lists is kept for its IN no longer than this. */
const LONGEST_UNLISTED = 90 * 86_400
/** A checkout that only the log shows waits for a poll no longer than this. */
const LONGEST_UNPOLLED = 86_400

/**
 * Joins what polls and debug logs tell (DESIGN section 5): a finished checkout waits until the logs have passed it, and
 * gets their times; what only a log saw between two polls becomes a checkout without handle; a line that polls contradict
 * (duplicate grouping) becomes none; idle reservations pass through.
 */
export function fuse(
  before: FusionState,
  news: FusionNews,
): { readonly state: FusionState; readonly finished: readonly FinishedCheckout[] } {
  const { at, intervalSeconds } = news
  const draft = createDraft(before)
  const tolerance = intervalSeconds + 60
  const finished = news.steps.flatMap((step) => step.finished.filter(isReservation))
  addLog(draft, news.log)
  for (const step of news.steps) addPoll(draft, step)

  const readTo = news.readToEnd ? at : before.readTo
  const patience = Math.max(0, Math.min(2 * intervalSeconds, LONGEST_WAIT) - intervalSeconds)
  // Lines may come late, in their order: later ones tell that those before have come, a long silence that there are none.
  const silence = Math.max(0, LONGEST_WAIT - intervalSeconds - patience)
  const quietTo = (readTo ?? Number.NEGATIVE_INFINITY) - silence
  const told = new Map(
    [...draft.daemons].map(([name, { aliveAt, clock }]) => [
      name,
      Math.min(at, Math.max(aliveAt - clock.ahead, quietTo)),
    ]),
  )
  const toldTo = (daemon: string): number => told.get(daemon) ?? quietTo
  const isPassed = (step: DaemonStep): boolean => toldTo(step.name) >= step.at + patience
  // Of a moment that is still to come: the clock was put back, and nobody knows how long it has waited.
  const isOfNoTime = (step: DaemonStep): boolean => step.at > at
  const isDue = (step: DaemonStep): boolean => isPassed(step) || at >= step.at + LONGEST_WAIT || isOfNoTime(step)
  const steps = [...before.waiting, ...news.steps.map((step) => withOpen(step, before, news.open))]
  const due = steps.findIndex((step) => !isDue(step))
  const waiting = due < 0 ? [] : steps.slice(due)
  // Rows that were written without the log take their lines away from others.
  for (const step of before.late.filter(isPassed)) settleStep(draft, step, tolerance)
  const settled = due < 0 ? steps : steps.slice(0, due)
  for (const step of settled) for (const one of settleStep(draft, step, tolerance)) finished.push(one)
  const late = shortened([...before.late, ...settled].filter((step) => !isPassed(step)))
  // The first look at a log of years ends more than a call takes arguments.
  for (const one of settleLog(draft, { ...news, toldTo, awaited: [...waiting, ...late], tolerance })) finished.push(one)
  return { state: { readTo, waiting, late, ...draft.end(forgetPolls(draft, readTo ?? at, tolerance)) }, finished }
}

/** So many rows that were written without the log are remembered: about a day's. */
const MOST_LATE = 5000

function shortened(late: readonly DaemonStep[]): readonly DaemonStep[] {
  let rows = 0
  const first = late.findLastIndex(({ begun, finished }) => {
    rows += begun.length + finished.length
    return rows > MOST_LATE
  })
  return late.slice(first + 1).filter(({ begun, finished }) => begun.length + finished.length > 0)
}

/** What waits for the logs, as the polls know it: there are no logs any more. */
export const unfused = ({ waiting }: FusionState): readonly FinishedCheckout[] =>
  waiting.flatMap(({ finished }) => finished)

/** Open checkouts with the times of their OUT lines, where those are known. */
export function* withExactStarts(open: Iterable<OpenCheckout>, { features }: FusionState): Iterable<OpenCheckout> {
  const used = new Set<Link>()
  for (const row of open) {
    const links = features.get(row.feature)?.get(requesterOf(row))?.links
    const link = links?.find((one) => one.shownSince === row.checkoutAt && one.seats === row.seats && !used.has(one))
    if (link !== undefined) used.add(link)
    yield link === undefined ? row : { ...row, ...exactStart(row, link) }
  }
}

/** A daemon that is new here: all its open rows may have lines in a log that is read from its beginning. */
function withOpen(step: DaemonStep, { daemons }: FusionState, open: readonly OpenCheckout[]): DaemonStep {
  const finished = step.finished.filter((row) => !isReservation(row))
  if ((daemons.get(step.name)?.polls.times.length ?? 0) > 0) return { ...step, finished }
  return { ...step, finished, begun: open.filter((row) => row.daemon === step.name && !isReservation(row)) }
}

const NEW_DAEMON: FusedDaemon = {
  ...{ polls: { times: [], others: false }, settledTo: null, aliveAt: 0, outs: 0 },
  clock: SAME_CLOCK,
}

function addPoll(draft: Draft, { name, at, previousAt }: DaemonStep): void {
  const daemon = draft.daemons.get(name) ?? NEW_DAEMON
  const isKnown = daemon.polls.times.length > 0 || previousAt === null
  const polls = isKnown ? daemon.polls : { times: [previousAt], others: true }
  draft.daemons.set(name, { ...daemon, polls: withPoll(polls, at) })
}

function addLog(draft: Draft, log: FusionNews['log']): void {
  for (const news of log) {
    const daemon = draft.daemons.get(news.daemon) ?? NEW_DAEMON
    if (news.type === 'START') endAll(draft, news.daemon, daemon.aliveAt)
    draft.daemons.set(news.daemon, { ...daemon, aliveAt: news.at, outs: outsAfter(daemon, news.type) })
    if ('feature' in news && news.type !== 'DENIED') addRequest(draft.person(news.feature, requesterOf(news)), news)
  }
}

const outsAfter = ({ outs }: FusedDaemon, type: FusionNews['log'][number]['type']): FusedDaemon['outs'] =>
  type === 'IN' || outs === 'logs-ins' ? 'logs-ins' : outs + Number(type === 'OUT')

/** Just before it grants a request, a daemon takes it out of its queue. */
const GRANT_SECONDS = 1

function addRequest(person: DraftPerson, { type, at, seats, daemon, user, host, account }: LogRequest): void {
  const queued = person.queued.filter(({ leftAt = at }) => at - leftAt <= GRANT_SECONDS)
  if (type === 'QUEUED') person.queued = [...queued, { at, daemon }]
  else if (type === 'DEQUEUED') {
    const left = queued.findIndex(({ leftAt }) => leftAt === undefined)
    person.queued = queued.map((one, position) => (position === left ? { ...one, leftAt: at } : one))
  } else if (type === 'IN') person.lines.push({ type, at, seats, daemon, user, host, account })
  else if (type === 'OUT') {
    const [request, ...others] = queued
    person.queued = others
    const asked = request === undefined ? {} : { requestAt: request.at }
    person.lines.push({ type, at, seats, daemon, user, host, account, ...asked })
  }
}

/** The daemon starts: what it had given out is back, and was when it died. */
function endAll(draft: Draft, name: string, aliveAt: number): void {
  for (const person of draft.withQueued()) {
    person.queued = person.queued.filter(({ daemon }) => daemon !== name)
  }
  for (const person of draft.withLines()) {
    const { open } = pairLines(person.lines, () => true)
    for (const line of open) {
      if (line.daemon !== name) continue
      person.lines.push({ ...line, type: 'IN', at: Math.max(aliveAt, line.at), lost: true })
    }
  }
}

/** Rows of one person and feature. */
const groupOf = (row: OpenCheckout): string => `${row.feature}\n${requesterOf(row)}`

/** Gives the rows that a poll showed first, or no more, their lines. */
function settleStep(draft: Draft, step: DaemonStep, tolerance: number): readonly FinishedCheckout[] {
  const begun = Map.groupBy(step.begun, groupOf)
  const finished = Map.groupBy(step.finished, groupOf)
  const daemon = draft.daemons.get(step.name) ?? NEW_DAEMON
  let { clock } = daemon
  const rows = [...new Set([...begun.keys(), ...finished.keys()])].flatMap((group) => {
    const some = begun.get(group)?.[0] ?? finished.get(group)?.[0]
    if (some === undefined) return []
    const own = { ...step, begun: begun.get(group) ?? [], finished: finished.get(group) ?? [] }
    const { rows, outs } = claimLines(draft.person(some.feature, requesterOf(some)), own, tolerance, daemon.clock.ahead)
    if (step.previousAt !== null) for (const out of outs) clock = setClock(clock, out, step.previousAt, step.at)
    return rows
  })
  draft.daemons.set(step.name, { ...daemon, clock, settledTo: Math.max(step.at, daemon.settledTo ?? step.at) })
  return rows
}

interface Settling extends FusionNews {
  /** Up to when the logs have told all of a daemon. */
  readonly toldTo: (daemon: string) => number
  /** Steps whose rows may still claim lines. */
  readonly awaited: readonly DaemonStep[]
  readonly tolerance: number
}

/** Ends what no row can claim any more: checkouts between two polls, and lines that polls contradict. */
function settleLog(draft: Draft, news: Settling): FinishedCheckout[] {
  const people = [...draft.withLines()]
  if (people.length === 0) return []
  const shown = Map.groupBy(news.open, groupOf)
  const awaited = new Set(news.awaited.flatMap(({ begun, finished }) => [...begun, ...finished].map(groupOf)))
  return people.flatMap((person) => {
    const group = `${person.feature}\n${person.who}`
    return awaited.has(group) ? [] : settlePerson(draft, person, shown.get(group) ?? [], news)
  })
}

function settlePerson(
  draft: Draft,
  person: DraftPerson,
  shown: readonly OpenCheckout[],
  news: Settling,
): readonly FinishedCheckout[] {
  const { tolerance, toldTo } = news
  const { feature } = person
  const daemonOf = (line: LogLine): FusedDaemon => draft.daemons.get(line.daemon) ?? NEW_DAEMON
  const settledTo = (line: LogLine): number => daemonOf(line).settledTo ?? Number.NEGATIVE_INFINITY
  /** When it was by the clock of the polls. */
  const timeOf = (line: LogLine): number => line.at - daemonOf(line).clock.ahead
  /** Polls have told who still held a seat then, so that the oldest line is not taken for the one that ended. */
  const isPolled = (line: LogLine): boolean =>
    daemonOf(line).settledTo === null ||
    !news.lists(line.daemon, feature) ||
    timeOf(line) <= settledTo(line) ||
    news.at - line.at > LONGEST_UNPOLLED
  /** No row that is open now can have ended with it. */
  const isDue = (line: LogLine): boolean =>
    // A clock that is ahead: polls that can contradict it are still to come.
    line.at <= news.at + tolerance &&
    isPolled(line) &&
    shown.every(
      (row) => row.checkoutAt - tolerance > line.at || line.at + tolerance <= Math.min(row.shownAt, settledTo(line)),
    )
  const { pairs, open, rest } = pairLines(person.lines, isDue)
  const found = pairs.filter(({ out, in: back }) => {
    if (out.unseen) return false
    return !news.lists(out.daemon, feature) || pollWithin(daemonOf(out).polls, timeOf(out), timeOf(back)) === null
  })
  const ended: LogPair[] = []
  const left = open.flatMap((line): LogLine[] => {
    const judged = Math.min(settledTo(line), toldTo(line.daemon))
    // Polls show nothing of this person any more, so that nothing is held.
    if (line.unseen) return shown.length > 0 ? [line] : []
    if (!news.lists(line.daemon, feature)) return news.at - line.at > LONGEST_UNLISTED ? [] : [line]
    if (timeOf(line) + tolerance > judged) return [line]
    const poll = pollWithin(daemonOf(line).polls, timeOf(line), judged + tolerance)
    // It may have ended before that poll, with an IN that is not due.
    const hasEnded = rest.some((back) => back.type === 'IN' && (poll === undefined || timeOf(back) <= (poll ?? 0) + 1))
    if (poll === null || (poll !== undefined && hasEnded)) return [line]
    if (!neverLogsIn(daemonOf(line))) return [{ ...line, unseen: true }]
    // A log without IN lines: between the poll before and the first that does not show it, it ended; unless nobody polled
    // before, or the seat is one with another of this person's.
    const wasPolled = (daemonOf(line).polls.times[0] ?? line.at) < line.at
    if (poll !== undefined && wasPolled && shown.length === 0)
      ended.push({ out: line, in: { ...line, type: 'IN', at: Math.floor((line.at + poll) / 2) } })
    return []
  })
  const lines = [...left, ...rest]
  if (lines.length !== person.lines.length || lines.some((line, at) => line !== person.lines[at])) person.lines = lines
  return [...found, ...ended].map((pair) => checkoutOf(news.tag, feature, pair))
}

/** So many OUT lines without one IN are no chance: the options file says NOLOG IN. */
const neverLogsIn = ({ outs }: FusedDaemon): boolean => outs !== 'logs-ins' && outs >= 20

function checkoutOf(tag: string, feature: string, { out, in: back }: LogPair): FinishedCheckout {
  const { at, daemon, account, user, host, seats, requestAt = at } = out
  const unknown = { handle: '', display: '', version: '', pid: 0 }
  // Two processes write one log, and its clock may be put back.
  const checkinAt = Math.max(back.at, at)
  const times = { requestAt, checkoutAt: at, foundAt: at, shownAt: checkinAt, checkinAt }
  return { tag, daemon, feature, account, user, host, seats, ...unknown, ...times }
}

/** Polls are remembered as far back as there are lines, or lines may come, that they can contradict. */
function forgetPolls(draft: Draft, readTo: number, tolerance: number): ReadonlyMap<string, FusedDaemon> {
  const first = new Map<string, number>()
  for (const { lines } of draft.withLines()) {
    for (const { daemon, at, unseen } of lines) if (!unseen) first.set(daemon, Math.min(at, first.get(daemon) ?? at))
  }
  return new Map(
    [...draft.daemons].map(([name, daemon]) => {
      const from = Math.min(first.get(name) ?? readTo, readTo) - LONGEST_WAIT - tolerance
      return [name, { ...daemon, polls: since(daemon.polls, from) }]
    }),
  )
}
