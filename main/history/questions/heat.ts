import type { FeatureAsked, HeatAnswer } from '../../../preload/contract/history.ts'
import { weekdayOf } from '../../usage/local-days.ts'
import { capacitySteps, seatsAt, toldSeats, totalSteps } from '../capacity-steps.ts'
import { DenialSums, eachOfFeatures } from '../denials-read.ts'
import { featuresAsked } from '../features-asked.ts'
import { secondsOf, within } from '../gaps.ts'
import { AT, word } from '../packed.ts'
import type { DayOfUsage, Reader } from '../reader.ts'

const CELLS = 7 * 24

/** Question 3: weekday by hour. An hour that is partly working time counts as a whole, but for denials. */
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
      for (const { cell, hour, seconds } of hoursOf(day)) {
        if (seconds === 0) continue
        known[cell] = (known[cell] ?? 0) + seconds
        peaks[cell] = Math.max(peaks[cell] ?? 0, day.held.hourPeaks[hour] ?? 0)
        seatSeconds[cell] = (seatSeconds[cell] ?? 0) + (day.held.hourSeconds[hour] ?? 0)
      }
    }
    eachOfFeatures(index, features, { ...span, working: asked.working }, (rows, at) => {
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

  /** The hours of a day, which of them are known, and for how long. */
  function* hoursOf({
    day,
    starts,
    known: parts,
    worked,
  }: DayOfUsage): Generator<{ cell: number; hour: number; seconds: number }> {
    if (feature === undefined) return
    const local = index.calendarOf(feature).days.hoursOf(day)
    const row = weekdayOf(day) * 24
    const isWhole = parts.length === 1 && parts[0]?.from === starts[0] && parts[0]?.to === starts.at(-1)
    for (let hour = 0; hour + 1 < starts.length; hour++) {
      const [from, to] = [starts[hour] ?? 0, starts[hour + 1] ?? 0]
      if (asked.working && secondsOf(within(worked, from, to)) === 0) continue
      const seconds = isWhole ? to - from : secondsOf(within(parts, from, to))
      const clock =
        local.hours[
          starts.length === local.starts.length ? hour : local.starts.findLastIndex((start) => start <= from)
        ] ?? 0
      yield { cell: row + clock, hour, seconds }
    }
  }
}
