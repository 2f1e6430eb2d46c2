import { addLevels, type Curve, CurveMaker, LevelSeconds, masked, partsOf } from '../usage/curve.ts'
import type { Span } from '../usage/working-hours.ts'
import { DOUBLE, IN, NOBODY, OUT, RESERVED, SEATS, SEATS_MASK, WHO, WORDS, word } from './packed.ts'
import type { Counted } from './usage-blob.ts'
import { UserSums } from './user-figures.ts'

/** What is kept of one feature and day, and counted of any other span. */
export interface SpanCounts {
  /** Begun in the span. */
  readonly checkouts: number
  /** Of what people hold. */
  readonly held: Counted
  /** With idle reservations; null: there were none. */
  readonly used: Counted | null
  /** Their figures (`UserSums.encoded`). */
  readonly users: Uint32Array
}

export interface CountedSpan {
  /** The hours of the span: where each begins, and as the last one its end. */
  readonly starts: readonly number[]
  /** The working hours in it, ascending. */
  readonly work: readonly Span[]
  /** What nobody watched in it, ascending. */
  readonly gaps: readonly Span[]
}

const maker = new CurveMaker()
const seconds = new LevelSeconds()
const reached = new LevelSeconds()
const users = new UserSums()

/** Counts packed checkouts of a span. In gaps nothing is counted but people's own seat-seconds. */
export function countSpan(rows: Uint32Array, span: CountedSpan): SpanCounts {
  const [from, to] = [span.starts[0] ?? 0, span.starts.at(-1) ?? 0]
  let checkouts = 0
  let hasReserved = false
  let isSampled = false
  users.begin()
  maker.begin(from, to)
  for (let at = 0; at < rows.length; at += WORDS) {
    const marked = word(rows, at + SEATS)
    if (marked >= DOUBLE) continue
    if ((marked & RESERVED) !== 0) {
      hasReserved = true
      continue
    }
    const out = word(rows, at + OUT)
    const checkin = word(rows, at + IN)
    if (!touches(out, checkin, from, to)) continue
    const seats = marked & SEATS_MASK
    maker.add(out, checkin, seats)
    if (word(rows, at + WHO) === NOBODY) {
      isSampled = true
      continue
    }
    const isNew = out >= from ? 1 : 0
    checkouts += isNew
    const ends = Math.min(checkin, to)
    users.add(word(rows, at + WHO), (ends - Math.max(out, from)) * seats, isNew, checkin - out, ends)
  }
  const held = counted(maker.curve(isSampled ? undefined : reached), span)
  const used = hasReserved ? counted(curveOf(rows, from, to, true, reached), span) : null
  return { checkouts, held, used, users: users.encoded() }
}

/** Whether a checkout takes a part of [from, to), or at least begins in it. */
export const touches = (out: number, checkin: number, from: number, to: number): boolean =>
  out < to && (checkin > from || out >= from)

/** The curve of what is held, or with idle reservations. */
export function usedCurve(rows: Uint32Array, from: number, to: number): Curve {
  return curveOf(rows, from, to, true)
}

/** Valid until the next call of anything here. `begun` is told as `CurveMaker.curve` says. */
export function curveOf(
  rows: Uint32Array,
  from: number,
  to: number,
  withReserved: boolean,
  begun?: LevelSeconds,
): Curve {
  maker.begin(from, to)
  for (let at = 0; at < rows.length; at += WORDS) {
    const marked = word(rows, at + SEATS)
    if (marked >= DOUBLE || (!withReserved && (marked & RESERVED) !== 0)) continue
    maker.add(word(rows, at + OUT), word(rows, at + IN), marked & SEATS_MASK, (marked & RESERVED) !== 0)
  }
  return maker.curve(begun)
}

function counted(whole: Curve, { starts, work, gaps }: CountedSpan): Counted {
  const curve = masked(whole, gaps)
  const { peaks, seatSeconds } = partsOf(curve, starts)
  addLevels(curve, curve.from, curve.to, seconds)
  const levels = seconds.take()
  for (const { from, to } of work) addLevels(curve, from, to, seconds)
  return {
    hourPeaks: peaks,
    hourSeconds: inWords(seatSeconds),
    levels,
    workLevels: seconds.take(),
    reached: reached.take(),
  }
}

/** More than the mean of a million seats has no room, and must not become little. */
function inWords(seatSeconds: Float64Array): Uint32Array {
  const words = new Uint32Array(seatSeconds.length)
  for (let at = 0; at < words.length; at++) words[at] = Math.min(seatSeconds[at] ?? 0, 2 ** 32 - 1)
  return words
}
