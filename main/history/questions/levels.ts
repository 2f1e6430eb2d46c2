import type { FeatureAsked, LevelsAnswer } from '../../../preload/contract/history.ts'
import { LevelSeconds } from '../../usage/curve.ts'
import { highest, levelAt, seatSecondsOf } from '../../usage/level-statistics.ts'
import { capacitySteps, seatsAt, toldSeats, totalSteps } from '../capacity-steps.ts'
import { featuresAsked } from '../features-asked.ts'
import { fullSecondsOf } from '../full-seconds.ts'
import { secondsOf } from '../gaps.ts'
import { createPackageTimes } from '../packages-full.ts'
import type { Reader } from '../reader.ts'

/** Question 2: how long how many seats were taken. */
export function levels(reader: Reader, asked: FeatureAsked): LevelsAnswer {
  const { features, span, about } = featuresAsked(reader, asked)
  const { working } = asked
  const steps = totalSteps(features.map((feature) => capacitySteps(reader.index, feature)))
  const blocked = createPackageTimes(reader, span)(features, steps)
  const sums = new LevelSeconds()
  let known = 0
  let full: number | null = null
  for (const day of reader.days(features, span.from, span.to)) {
    const counted = working ? day.held.workLevels : day.held.levels
    sums.addAll(counted)
    known += secondsOf(working ? day.worked : day.known)
    const seconds = fullSecondsOf(reader, features, steps, day, working, blocked)
    if (seconds !== null) full = (full ?? 0) + seconds
  }
  const all = sums.take()
  let taken = 0
  const found: { seats: number; seconds: number }[] = []
  for (let at = 0; at < all.length; at += 2) {
    found.push({ seats: all[at] ?? 0, seconds: all[at + 1] ?? 0 })
    taken += all[at + 1] ?? 0
  }
  return {
    ...about,
    levels: known > taken ? [{ seats: 0, seconds: known - taken }, ...found] : found,
    peak: highest(all),
    mean: known === 0 ? 0 : seatSecondsOf(all) / known,
    p50: levelAt(all, known, 0.5),
    p95: levelAt(all, known, 0.95),
    p99: levelAt(all, known, 0.99),
    knownSeconds: known,
    fullSeconds: full,
    issued: toldSeats(seatsAt(steps, span.to)),
  }
}
