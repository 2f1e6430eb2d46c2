import type { CapacityAnswer, ExpiryRow } from '../../preload/contract/history.ts'
import type { Formats } from '../formats.ts'
import { counted } from '../wording.ts'

const DAY = 86_400_000

/** `20 of 25 seats`, `all 25 seats`, `5 seats`; uncounted ones without a number. */
export function seatsOf({ seats, of }: Pick<ExpiryRow, 'seats' | 'of'>, formats: Formats): string {
  if (seats === null) return 'uncounted seats'
  if (of === null || of < seats) return counted(seats, 'seat', 'seats', formats)
  if (of > seats) return `${formats.count(seats)} of ${formats.count(of)} seats`
  return of === 1 ? 'the only seat' : `all ${formats.count(seats)} seats`
}

/** How far ahead a day is, both `YYYY-MM-DD`: `today`, `tomorrow`, `in 12 days`, `in 8 months`, `expired`. */
export function aheadText(date: string, today: string): string {
  const days = Math.round((Date.parse(date) - Date.parse(today)) / DAY)
  if (days < 0) return 'expired'
  if (days === 0) return 'today'
  if (days === 1) return 'tomorrow'
  if (days < 90) return `in ${days} days`
  return days < 730 ? `in ${Math.round(days / 30.44)} months` : `in ${Math.round(days / 365.25)} years`
}

/** What expires next and is not replaced, as a sentence. `today` as `YYYY-MM-DD`; `label` names a feature. */
export function expiryFinding(
  expiry: readonly ExpiryRow[],
  today: string,
  label: (feature: string) => string,
  formats: Formats,
): string {
  const ahead = expiry.filter(({ superseded, expires }) => !superseded && expires >= today)
  const [next] = ahead
  if (next === undefined) return 'No expiry ahead is known.'
  const rest = ahead.filter(({ expires }) => expires === next.expires).length - 1
  const others = rest === 0 ? '' : `, and ${counted(rest, 'other license', 'other licenses', formats)} that day`
  const seats = seatsOf(next, formats)
  const verb = next.seats === 1 && (next.of === null || next.of === 1) ? 'expires' : 'expire'
  return `Next, ${aheadText(next.expires, today)}: ${seats} of ${label(next.feature)} ${verb} on ${formats.date(next.expires)}${others}.`
}

/** How often the number of seats changed, and the last change. `day` writes epoch seconds as a day, `label` names a feature. */
export function changesFinding(
  changes: CapacityAnswer['changes'],
  day: (change: CapacityAnswer['changes'][number]) => string,
  label: (feature: string) => string,
  formats: Formats,
): string {
  const real = changes.filter(({ before }) => before !== null)
  const [last] = real
  if (last === undefined) return 'The number of issued seats has not changed since the record began.'
  const times = counted(real.length, 'change', 'changes', formats)
  return `${times} since the record began; last, on ${day(last)}, ${label(last.feature)} went from ${formats.count(last.before ?? 0)} to ${formats.count(last.seats)}.`
}
