import type { HowManyAnswer } from '../../preload/contract/history.ts'

type Point = HowManyAnswer['curve'][number]

/** Below so much of the time one may think about fewer seats; far to the left the curve would only press down the rest. */
const WORTH = 0.1

/** At least so many numbers below the peak are drawn. */
const LEAST = 5

/** The highest number that is worth trying: one more than the peak, or what there is where that is not far off. */
export function mostSeats({ issued, peak }: HowManyAnswer): number {
  return Math.max(peak + 1, issued !== null && issued <= 2 * peak + 20 ? issued : 0)
}

/** The part of the curve that is worth drawing: from where seats would have been short for a tenth of the time, past the
 * peak and the number there is, and on both sides past the one that is tried. */
export function worthDrawing(answer: HowManyAnswer, tried: number): readonly Point[] {
  const { curve, knownSeconds, peak } = answer
  const [first] = curve
  if (first === undefined) return []
  const worth = curve.find(({ shortSeconds }) => shortSeconds <= WORTH * knownSeconds)?.seats ?? first.seats
  const from = Math.max(first.seats, Math.min(worth, peak - LEAST, tried - 1))
  const to = Math.max(mostSeats(answer), tried)
  const known = new Map(curve.map((point) => [point.seats, point]))
  return Array.from({ length: to - from + 1 }, (_, index) => {
    const seats = from + index
    return known.get(seats) ?? { seats, shortSeconds: 0, waiting: 0 }
  })
}
