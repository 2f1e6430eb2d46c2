import type { UsageAnswer, UsageBucket, UsageTotals } from '../../../../preload/contract/history.ts'

/** Monday, 12 October 2026, 06:00 in Berlin. */
export const START = Date.UTC(2026, 9, 12, 4) / 1000
export const HOUR = 3600

export function totalsOf(own: Partial<UsageTotals> = {}): UsageTotals {
  return {
    peak: 18,
    peakAt: START + 2 * HOUR,
    usedPeak: 18,
    mean: 8.62,
    seatHours: 34.5,
    checkouts: 31,
    users: 14,
    denials: { counted: 0, raw: 0 },
    fullSeconds: 0,
    knownSeconds: 4 * HOUR,
    ...own,
  }
}

/** The bucket of an hour, by its number from the start. */
export function bucketOf(hour: number, own: Partial<UsageBucket> = {}): UsageBucket {
  return {
    from: START + hour * HOUR,
    to: START + (hour + 1) * HOUR,
    peak: 10 + hour,
    mean: 8.5,
    usedPeak: 10 + hour,
    issued: 20,
    denials: { counted: 0, raw: 0 },
    ...own,
  }
}

/** Four hours of a feature with 20 seats, told by hours, unless told otherwise. */
export function usageOf(own: Partial<UsageAnswer> = {}): UsageAnswer {
  return {
    span: { from: START, to: START + 4 * HOUR },
    zone: 'Europe/Berlin',
    working: false,
    bucket: 'hour',
    buckets: [0, 1, 2, 3].map((hour) => bucketOf(hour)),
    curve: null,
    issued: [{ at: START, seats: 20 }],
    gaps: [],
    denials: [],
    totals: totalsOf(),
    before: null,
    unknownTags: [],
    ...own,
  }
}
