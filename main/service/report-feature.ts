import { failure, ok, type Result } from '../../preload/contract/result.ts'
import { didYouMean, listed } from './near-names.ts'

/** A feature and whose it is. */
export interface FeatureOfTag {
  readonly tag: string
  readonly feature: string
}

/** What is meant by the names somebody typed. */
export interface FeatureMeant {
  readonly feature: string
  readonly tags: readonly string[]
  /** A sentence where it is of several servers and nobody said which. */
  readonly note: string | null
}

/** The tags as they are spelled; `not-found` with one sentence for one that nobody knows. Case does not count. */
export function tagsMeant(wanted: readonly string[], known: readonly string[]): Result<readonly string[]> {
  const found = wanted.map((tag) => known.find((one) => one.toLowerCase() === tag.toLowerCase()))
  const missing = wanted.find((_, which) => found[which] === undefined)
  if (missing === undefined) return ok(found.filter((tag) => tag !== undefined))
  const there = known.length === 0 ? 'there is none' : `there is ${listed(known, 'and')}`
  return failure('not-found', `No server ${missing} is known: ${there}.`)
}

/** The feature somebody means, of the tags they name, or of all that have it; `not-found` with one sentence and near names. */
export function featureMeant(
  wanted: string,
  tags: readonly string[],
  known: readonly FeatureOfTag[],
): Result<FeatureMeant> {
  const sameCase = known.filter(({ feature }) => feature === wanted)
  const same =
    sameCase.length > 0 ? sameCase : known.filter((one) => one.feature.toLowerCase() === wanted.toLowerCase())
  const [first] = same
  if (first === undefined) {
    const names = known.map(({ feature }) => feature)
    return failure('not-found', `No feature ${wanted} is known${didYouMean(wanted, names)}`)
  }
  const { feature } = first
  const owners = [...new Set(same.filter((one) => one.feature === feature).map(({ tag }) => tag))]
  const without = tags.find((tag) => !owners.includes(tag))
  if (without !== undefined)
    return failure('not-found', `${without} has no feature ${feature}; it is of ${listed(owners, 'and')}.`)
  if (tags.length > 0) return ok({ feature, tags, note: null })
  const total = `${feature} is of ${listed(owners, 'and')}: this is the total; --tag shows one of them.`
  return ok({ feature, tags: owners, note: owners.length > 1 ? total : null })
}
