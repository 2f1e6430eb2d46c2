import type { Answered, FeatureAsked, Span } from '../../preload/contract/history.ts'
import type { Reader } from './reader.ts'

/** What was asked about stands nowhere in the record; the message is one sentence. */
export class NotInRecord extends Error {}

/** A question about one feature, or about its total over several tags. */
export interface FeaturesAsked {
  /** Those that the index knows. */
  readonly features: readonly number[]
  readonly span: Span
  readonly about: Answered
}

/** A span cut to the record of some tags; empty, at its begin, where they have none in it. */
export function cutToRecord({ recordOf }: Pick<Reader, 'recordOf'>, tags: readonly string[], { from, to }: Span): Span {
  const records = tags.flatMap((tag) => recordOf(tag) ?? [])
  const begin = records.reduce((first, record) => Math.min(first, record.from), Number.POSITIVE_INFINITY)
  const end = records.reduce((last, record) => Math.max(last, record.to), 0)
  const cut = { from: Math.max(from, begin), to: Math.min(to, end) }
  return cut.from < cut.to ? cut : { from, to: from }
}

/** The features of a question, and its span cut to their record. Throws `NotInRecord`. */
export function featuresAsked(reader: Reader, { tags, feature, from, to, working }: FeatureAsked): FeaturesAsked {
  const { numbers, calendarOf } = reader.index
  const features = [...new Set(tags.flatMap((tag) => numbers.features.find(tag.toLowerCase(), feature) ?? []))]
  const [first] = features
  if (first === undefined) throw new NotInRecord(`The record of ${tags.join(', ')} knows no feature ${feature}.`)
  const span = cutToRecord(reader, tags, { from, to })
  const { zone } = calendarOf(first).days
  return { features, span, about: { span, zone, working } }
}
