import type { BucketSize } from '../../preload/contract/history.ts'

/** What buckets of usage are called, after “per”. */
export const BUCKET_NAMES: Readonly<Record<BucketSize, string>> = {
  minute: 'minute',
  quarter: '15 min',
  hour: 'hour',
  day: 'day',
  week: 'week',
  month: 'month',
}
