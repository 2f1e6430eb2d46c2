import type { FeatureAsked, HowManyAnswer } from '../../../preload/contract/history.ts'
import { LevelSeconds } from '../../usage/curve.ts'
import { highest } from '../../usage/level-statistics.ts'
import { capacitySteps, seatsAt, toldSeats, totalSteps } from '../capacity-steps.ts'
import { countSpan } from '../count-span.ts'
import { countOf, denialsRead } from '../denials-read.ts'
import { featuresAsked } from '../features-asked.ts'
import { secondsOf } from '../gaps.ts'
import type { Reader } from '../reader.ts'

/** More points than a window is wide say nothing more. */
const MOST_POINTS = 2000

/**
 * Question 9: with N seats instead. By what was taken (held and idle reserved): `shortSeconds` are those at more than N, `waiting`
 * the checkouts that began when, with their own, more than N were taken. The record knows no more: who would have waited
 * would have begun later, and so might others.
 */
export function howMany(reader: Reader, asked: FeatureAsked): HowManyAnswer {
  const { features, span, about } = featuresAsked(reader, asked)
  const { index } = reader
  const seconds = new LevelSeconds()
  const reached = new LevelSeconds()
  let known = 0
  let checkouts = 0
  for (const day of reader.days(features, span.from, span.to)) {
    const counted = day.used ?? day.held
    seconds.addAll(asked.working ? counted.workLevels : counted.levels)
    known += secondsOf(asked.working ? day.worked : day.known)
    if (!asked.working) reached.addAll(counted.reached)
    else {
      for (const work of day.worked) {
        const part = countSpan(reader.checkouts(features, work.from, work.to), {
          starts: [work.from, work.to],
          work: [],
          gaps: [],
        })
        reached.addAll((part.used ?? part.held).reached)
      }
    }
  }
  const [levels, begun] = [seconds.take(), reached.take()]
  for (let at = 0; at < begun.length; at += 2) checkouts += begun[at + 1] ?? 0
  const peak = Math.max(highest(levels), highest(begun))
  const step = Math.max(1, Math.ceil(peak / MOST_POINTS))
  const curve: { seats: number; shortSeconds: number; waiting: number }[] = []
  for (let seats = 0; seats <= peak + step; seats += step)
    curve.push({ seats, shortSeconds: above(levels, seats), waiting: above(begun, seats) })
  const steps = totalSteps(features.map((feature) => capacitySteps(index, feature)))
  return {
    ...about,
    curve,
    issued: toldSeats(seatsAt(steps, span.to)),
    peak,
    checkouts,
    knownSeconds: known,
    denials: countOf(denialsRead(index, features, { ...span, working: asked.working })),
  }
}

function above(pairs: Uint32Array, seats: number): number {
  let sum = 0
  for (let at = pairs.length - 2; at >= 0 && (pairs[at] ?? 0) > seats; at -= 2) sum += pairs[at + 1] ?? 0
  return sum
}
