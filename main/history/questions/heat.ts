import type { FeatureAsked, HeatAnswer } from '../../../preload/contract/history.ts'
import { weekdayOf } from '../../usage/local-days.ts'
import { capacitySteps, seatsAt, toldSeats, totalSteps } from '../capacity-steps.ts'
import { countSpan } from '../count-span.ts'
import { DenialSums, eachDenial } from '../denials-read.ts'
import { featuresAsked } from '../features-asked.ts'
import { secondsOf, within, without } from '../gaps.ts'
import { AT, word } from '../packed.ts'
import type { DayOfUsage, Reader } from '../reader.ts'
import type { Counted } from '../usage-blob.ts'

const CELLS = 7 * 24

/** Question 3: weekday by hour. */
export function heat(reader: Reader, asked: FeatureAsked): HeatAnswer {
  const { features, span, about } = featuresAsked(reader, asked)
  const { index } = reader
  const peaks = new Float64Array(CELLS)
  const seatSeconds = new Float64Array(CELLS)
  const known = new Float64Array(CELLS)
  const denials = new DenialSums(index)
  const [feature] = features
  if (feature !== undefined) {
    const { days } = index.calendarOf(feature)
    for (const day of reader.days(features, span.from, span.to)) {
      const { hourPeaks, hourSeconds } = heldIn(day)
      for (const { cell, hour, seconds } of hoursOf(day)) {
        if (seconds === 0) continue
        known[cell] = (known[cell] ?? 0) + seconds
        peaks[cell] = Math.max(peaks[cell] ?? 0, hourPeaks[hour] ?? 0)
        seatSeconds[cell] = (seatSeconds[cell] ?? 0) + (hourSeconds[hour] ?? 0)
      }
    }
    eachDenial(index, features, { ...span, working: asked.working }, (rows, at) => {
      const time = word(rows, at + AT)
      const day = days.dayOf(time)
      const { starts, hours } = days.hoursOf(day)
      const hour = starts.findLastIndex((start) => start <= time)
      denials.add(weekdayOf(day) * 24 + (hours[hour] ?? 0), rows, at)
    })
  }
  const steps = totalSteps(features.map((one) => capacitySteps(index, one)))
  return {
    ...about,
    cells: Array.from({ length: CELLS }, (_, cell) => {
      const seconds = known[cell] ?? 0
      const isKnown = seconds > 0
      return {
        weekday: Math.floor(cell / 24),
        hour: cell % 24,
        peak: isKnown ? (peaks[cell] ?? 0) : null,
        mean: isKnown ? (seatSeconds[cell] ?? 0) / seconds : null,
        denials: denials.of(cell),
      }
    }),
    issued: toldSeats(seatsAt(steps, span.to)),
  }

  /** What was held in the hours of a day; in those that are partly asked for, what was held in that part. */
  function heldIn({ from, to, starts, worked, held }: DayOfUsage): Pick<Counted, 'hourPeaks' | 'hourSeconds'> {
    const hasParts = worked.some((span) => !starts.includes(span.from) || !starts.includes(span.to))
    if (!asked.working || !hasParts || held.levels.length === 0) return held
    const rows = reader.checkouts(features, from, to)
    return countSpan(rows, { starts, work: [], gaps: without(worked, from, to) }).held
  }

  /** The hours of a day, and how many seconds of them are known and asked for. */
  function* hoursOf({
    day,
    starts,
    known,
    worked,
  }: DayOfUsage): Generator<{ cell: number; hour: number; seconds: number }> {
    if (feature === undefined) return
    const parts = asked.working ? worked : known
    const local = index.calendarOf(feature).days.hoursOf(day)
    const row = weekdayOf(day) * 24
    const isWhole = parts.length === 1 && parts[0]?.from === starts[0] && parts[0]?.to === starts.at(-1)
    for (let hour = 0; hour + 1 < starts.length; hour++) {
      const [from, to] = [starts[hour] ?? 0, starts[hour + 1] ?? 0]
      const seconds = isWhole ? to - from : secondsOf(within(parts, from, to))
      const clock =
        local.hours[
          starts.length === local.starts.length ? hour : local.starts.findLastIndex((start) => start <= from)
        ] ?? 0
      yield { cell: row + clock, hour, seconds }
    }
  }
}
