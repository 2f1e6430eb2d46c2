import type { Answer } from '../../../main/lmstat/answer.ts'
import { ownBoard } from '../../../main/service/server-board.ts'
import { GONE_SECONDS } from '../../../main/usage/capacity.ts'
import { type Live, withPoll } from '../../../main/usage/live.ts'
import { NOTHING_TRACKED, type TrackerState } from '../../../main/usage/tracker-state.ts'
import { recordRows, track } from '../../at-once.ts'

/** Of the poll of a good answer, epoch seconds. */
const AT = Date.parse('2026-10-06T10:00:00+02:00') / 1000
/** Of the polls that failed behind it: absence that lasts tells more than absence does. */
const FAILED_AT = [AT + 60, AT + 60 + GONE_SECONDS]

interface Known {
  readonly live: Live
  readonly tracker: TrackerState
}

/**
 * What an answer that is not complete does where a good one of the same licenses is known, and where nothing is: a sentence when it
 * ends a checkout, or anything it brings to window, capacity or features log is not of the good one.
 */
export function harmsOf(good: Answer): (failed: Answer, problem: string) => readonly string[] {
  const known = after(null, good, null, AT).known
  const goodSeats = seatsOf(known.live, AT)
  const goodRows = new Set(featureRows(good))
  return (failed, problem) => {
    const wrong: string[] = []
    let now = known
    for (const at of FAILED_AT) {
      const { known: next, tracked } = after(now, failed, problem, at)
      now = next
      if (tracked.finished.length > 0) wrong.push(`it ends ${tracked.finished.length} checkouts`)
      if (tracked.capacity.length > 0) wrong.push(`it changes the capacity of ${tracked.capacity.length} features`)
      const seats = seatsOf(now.live, at)
      if (seats.join() !== goodSeats.join()) wrong.push('the window shows other seats than before')
    }
    const alone = seatsOf(after(null, failed, problem, AT).known.live, AT)
    if (alone.some((one) => !goodSeats.includes(one))) wrong.push('the window shows seats that are not there')
    if (featureRows(failed).some((row) => !goodRows.has(row))) wrong.push('it writes features that are not there')
    return wrong
  }
}

function after(before: Known | null, answer: Answer, problem: string | null, at: number) {
  const about = { tag: 'SICK', at, intervalSeconds: 60, zone: 'Europe/Berlin', capacitySeconds: 60 }
  const tracked = track(before?.tracker ?? NOTHING_TRACKED, { ...about, answer })
  const live = withPoll(before?.live ?? null, { askedAt: at, answer, problem })
  return { known: { live, tracker: tracked.state }, tracked }
}

/** What the window shows of each feature. */
function seatsOf(live: Live, now: number): readonly string[] {
  const about = {
    tag: 'SICK',
    address: '',
    role: 'logger',
    paused: false,
    nextPollAt: null,
    intervalSeconds: 60,
  } as const
  const { features } = ownBoard(about, live, now, { clock: null, packages: [] }).server
  return features.map(({ key, issued, used, held, reserved, queued, free, users }) =>
    JSON.stringify([key, issued, used, held, reserved, queued, free, users]),
  )
}

const featureRows = (answer: Answer): readonly string[] =>
  recordRows(answer, () => true).features.map((row) => JSON.stringify(row))
