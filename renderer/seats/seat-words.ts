import type { FeatureSeats, PoolSeats } from '../../preload/contract/seats.ts'
import type { Formats } from '../formats.ts'
import { counted } from '../wording.ts'

/** How a figure is marked, beside its words: each tone has a shape and a color of its own. */
export type Tone = 'free' | 'full' | 'over' | 'unknown' | 'error' | 'plain'

/** What stands in the column of free seats: `detail` is the smaller second line. */
export interface FreeWords {
  readonly text: string
  readonly detail: string | null
  readonly tone: Tone
}

/** The product's name; the feature's own where no table knows its code. */
export const label = (feature: FeatureSeats): string => feature.products[0] ?? feature.name

/** How many seats are free, in words that tell unknown from zero. `now` in epoch seconds decides whether a day is named. */
export function freeWords(feature: FeatureSeats, now: number, formats: Formats): FreeWords {
  const last = lastKnown(feature, formats)
  if (feature.known) return last
  const was = last.tone === 'free' ? last.text.replace(/ free$/, '') : last.text
  return { text: 'unknown', detail: `was ${was} at ${formats.moment(feature.asOf, now)}`, tone: 'unknown' }
}

function lastKnown(feature: FeatureSeats, formats: Formats): FreeWords {
  if (feature.kind === 'error') return { text: 'error', detail: feature.error, tone: 'error' }
  if (feature.kind === 'uncounted') return { text: 'uncounted', detail: null, tone: 'plain' }
  if (feature.noLimit) return { text: 'no limit', detail: null, tone: 'plain' }
  const issued = feature.issued === null ? null : formats.count(feature.issued)
  const all = issued === null ? null : `${issued} issued`
  if (feature.over > 0) return { text: `over by ${formats.count(feature.over)}`, detail: all, tone: 'over' }
  if (feature.free === null)
    return { text: feature.nodeLocked ? 'node-locked' : 'not said', detail: all, tone: 'plain' }
  const limit = limitWords(feature, formats)
  if (feature.free === 0) return { text: 'none free', detail: limit ?? all, tone: 'full' }
  const of = issued === null ? '' : ` of ${issued}`
  return { text: `${formats.count(feature.free)}${of} free`, detail: limit, tone: 'free' }
}

/** What leaves fewer free seats than its own count; null where nothing does. */
function limitWords({ ownFree, packages }: FeatureSeats, formats: Formats): string | null {
  if (ownFree === null) return null
  const [only = ''] = packages
  return `limited by ${packages.length === 1 ? only : `${formats.count(packages.length)} packages`}`
}

/** What a seat of a component takes beside its own; null for what is none. */
function packageWords({ ownFree, packages }: FeatureSeats, formats: Formats): string | null {
  if (packages.length === 0) return null
  const names = packages.join(' or ')
  return ownFree === null
    ? `each with a seat of ${names}`
    : `by its own count ${formats.count(ownFree)} free, but each takes a seat of ${names} as well`
}

/** The bar in words, for those who do not see it, and the first line of an opened row. */
export function seatsSentence(feature: FeatureSeats, now: number, formats: Formats): string {
  if (feature.kind === 'error') return feature.error ?? 'lmstat reports an error for this feature.'
  const parts = [`${formats.count(feature.held)} held`]
  if (feature.users > 0) parts[0] += ` by ${counted(feature.users, 'person', 'people', formats)}`
  if (feature.lingering > 0) parts[0] += ` (${formats.count(feature.lingering)} of them lingering)`
  if (feature.reserved > 0) parts.push(`${formats.count(feature.reserved)} idle reserved`)
  if (feature.queued > 0) parts.push(`${formats.count(feature.queued)} waiting`)
  const { text, tone } = lastKnown(feature, formats)
  const issued = feature.issued === null || feature.noLimit ? '' : ` of ${formats.count(feature.issued)} issued`
  parts.push(tone === 'free' ? text : text + issued)
  const withPackage = packageWords(feature, formats)
  if (withPackage !== null) parts.push(withPackage)
  return feature.known
    ? parts.join(', ')
    : `Not known now. At ${formats.moment(feature.asOf, now)} it was: ${parts.join(', ')}`
}

/** The seats of a version that nobody holds; a dash where nobody can take them. */
export function notHeldWords(pool: PoolSeats, formats: Formats): string {
  if (pool.nodeLocked && !pool.expired) return pool.issued === null ? '' : `${formats.count(pool.issued)} issued`
  if (pool.issued === null) return pool.expired ? '–' : ''
  if (pool.free === null) return '–'
  return `${pool.free === 0 ? 'none' : formats.count(pool.free)} of ${formats.count(pool.issued)}`
}

/** Days from which on an expiry is marked. */
const SOON = 30

/** The nearest expiry: `soon` within 30 days of `today` (`YYYY-MM-DD`). */
export function expiryWords(
  expires: FeatureSeats['expires'],
  today: string,
  formats: Formats,
): { readonly text: string; readonly detail: string | null; readonly soon: boolean } | null {
  if (expires === null) return null
  const days = Math.round((Date.parse(expires.date) - Date.parse(today)) / 86_400_000)
  const seats = expires.seats === null ? null : counted(expires.seats, 'seat', 'seats', formats)
  const soon = days <= SOON
  const when = !soon ? null : days < 0 ? 'expired' : days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`
  const detail = [seats, when].filter((part) => part !== null).join(', ')
  return { text: formats.date(expires.date), detail: detail === '' ? null : detail, soon }
}
