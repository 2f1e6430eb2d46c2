import type { DenialCount, Span, UsageTotals } from '../../../preload/contract/history.ts'
import { highest, seatSecondsOf } from '../../usage/level-statistics.ts'
import type { CapacityStep } from '../capacity-steps.ts'
import { curveOf } from '../count-span.ts'
import { type BlockedByPackages, fullSecondsOf } from '../full-seconds.ts'
import { common, secondsOf } from '../gaps.ts'
import { NAMELESS } from '../numbering.ts'
import { createPackageTimes } from '../packages-full.ts'
import type { DayOfUsage, Reader } from '../reader.ts'
import { DistinctUsers } from '../user-figures.ts'

/** Sums up days, one after the other. */
export class TotalsMaker {
  readonly #reader: Reader
  readonly #features: readonly number[]
  readonly #steps: readonly CapacityStep[]
  readonly #working: boolean
  readonly #blocked: BlockedByPackages
  readonly #users = new DistinctUsers()
  #peakDay: DayOfUsage | null = null
  #peak = 0
  #usedPeak = 0
  #seatSeconds = 0
  #checkouts = 0
  #known = 0
  #full: number | null = null

  constructor(
    reader: Reader,
    features: readonly number[],
    steps: readonly CapacityStep[],
    span: Span,
    working: boolean,
  ) {
    this.#reader = reader
    this.#features = features
    this.#steps = steps
    this.#working = working
    this.#users.begin(reader.index.numbers.users.find(NAMELESS))
    this.#blocked = createPackageTimes(reader, span)(features, steps)
  }

  add(day: DayOfUsage): void {
    const { held, used } = day
    const levels = this.#working ? held.workLevels : held.levels
    const peak = highest(levels)
    if (peak > this.#peak || this.#peakDay === null) {
      this.#peak = peak
      this.#peakDay = day
    }
    const usedLevels = used === null ? levels : this.#working ? used.workLevels : used.levels
    this.#usedPeak = Math.max(this.#usedPeak, highest(usedLevels))
    this.#seatSeconds += seatSecondsOf(levels)
    this.#checkouts += day.checkouts
    this.#known += secondsOf(this.#working ? day.worked : day.known)
    const full = fullSecondsOf(this.#reader, this.#features, this.#steps, day, this.#working, this.#blocked)
    if (full !== null) this.#full = (this.#full ?? 0) + full
    this.#users.addFigures(day.users)
  }

  totals(denials: DenialCount): UsageTotals {
    return {
      peak: this.#peak,
      peakAt: this.#peak === 0 ? null : this.#peakAt(),
      usedPeak: this.#usedPeak,
      mean: this.#known === 0 ? 0 : this.#seatSeconds / this.#known,
      seatHours: this.#seatSeconds / 3600,
      checkouts: this.#checkouts,
      users: this.#users.count,
      denials,
      fullSeconds: this.#full,
      knownSeconds: this.#known,
    }
  }

  /** The first moment of the peak: only its day is looked at closely. */
  #peakAt(): number | null {
    const day = this.#peakDay
    if (day === null) return null
    const curve = curveOf(this.#reader.checkouts(this.#features, day.from, day.to), day.from, day.to, false)
    const spans = this.#working ? day.worked : day.known
    for (let step = 0; step < curve.count; step++) {
      if (curve.levels[step] !== this.#peak) continue
      const from = curve.times[step] ?? day.from
      const to = step + 1 < curve.count ? (curve.times[step + 1] ?? day.to) : day.to
      const [first] = common([{ from, to }], spans)
      if (first !== undefined) return first.from
    }
    return null
  }
}
