import type { Span, UsageTotals } from '../../../preload/contract/history.ts'
import { countOf, type Denied, type Model, type Piece, secondsOf, sum, touches } from './model.ts'
import type { Case } from './reference-cases.ts'

/** The pieces of time that figures are of: watched, and working time where only that is asked for. */
export const counting = (pieces: readonly Piece[], working: boolean): readonly Piece[] =>
  pieces.filter(({ known, works }) => known && (works || !working))

const isLimited = (issued: number | null): issued is number => issued !== null && issued !== 9999

/** The largest; 0 of none. */
export const most = (numbers: readonly number[]): number => Math.max(0, ...numbers)

/** Seconds in which no seat was free; null where nothing was issued that has an end. */
export function fullSeconds(pieces: readonly Piece[], working: boolean): number | null {
  if (!pieces.some(({ issued }) => isLimited(issued))) return null
  return secondsOf(
    counting(pieces, working).filter(({ issued, used }) => isLimited(issued) && issued > 0 && used >= issued),
  )
}

/** The totals of a span, counted from lists. */
export function totalsOf({ model, asked, tags }: Case, span: Span): UsageTotals {
  const pieces = model.pieces(tags, asked.feature, span)
  const counted = counting(pieces, asked.working)
  const people = model.rowsOf(tags, asked.feature).filter((row) => !row.reserved && touches(row, span))
  const peak = most(counted.map(({ held }) => held))
  const seatSeconds = sum(counted.map((piece) => piece.held * (piece.to - piece.from)))
  const known = secondsOf(counted)
  return {
    peak,
    peakAt: peak === 0 ? null : (counted.find(({ held }) => held === peak)?.from ?? null),
    usedPeak: most(counted.map(({ used }) => used)),
    mean: known === 0 ? 0 : seatSeconds / known,
    seatHours: seatSeconds / 3600,
    checkouts: people.filter(({ out }) => out >= span.from).length,
    users: new Set(people.map(({ user }) => user)).size,
    denials: countOf(model.deniedIn(tags, asked.feature, span, asked)),
    fullSeconds: fullSeconds(pieces, asked.working),
    knownSeconds: known,
  }
}

/** Rows in an order of their own, where answers have none. */
export const byText = <T>(rows: readonly T[]): readonly T[] => rows.toSorted((a, b) => (textOf(a) < textOf(b) ? -1 : 1))
const textOf = (row: unknown): string => JSON.stringify(Object.entries(row as object).sort())

/** With numbers that were summed in another order. */
export const near = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_, one) =>
    typeof one === 'number' && !Number.isInteger(one) ? Number(one.toFixed(6)) : one,
  )

/** Pieces that follow each other as one span. */
export function joined(pieces: readonly Span[]): readonly Span[] {
  const result: { from: number; to: number }[] = []
  for (const { from, to } of pieces) {
    const last = result.at(-1)
    if (last !== undefined && last.to === from) last.to = to
    else result.push({ from, to })
  }
  return result
}

/** A denial as answers tell it; its reason is what the made log says for its class. */
export const toldOf = (model: Model, denial: Denied) => {
  const { at, tag, feature, user, host, seats, kind, counted } = denial
  const codes = { 'no-seat': '-4', rule: '-39', 'not-served': '-5', unknown: '' }
  const reason = kind === 'unknown' ? null : `words of the log (${codes[kind]})`
  return { at, tag, feature, user, host, seats, kind, reason, counted, gotAfter: model.gotAfter(denial) }
}
