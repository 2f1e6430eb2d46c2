import { plainLine } from '../../preload/contract/plain-line.ts'
import type { FeatureSeats, ServerSeats } from '../../preload/contract/seats.ts'

/** So many people are named, the others counted. */
const NAMED = 3

/** Each feature's product, or its name; where another one has the same product, with what tells them apart. */
export function featureNames(listed: readonly FeatureSeats[]): readonly string[] {
  const byLabel = Map.groupBy(listed, labelOf)
  return listed.map((feature) => {
    const label = labelOf(feature)
    const twins = byLabel.get(label) ?? []
    return twins.length > 1 ? `${label} (${twinMark(feature, twins)})` : label
  })
}

function labelOf(feature: FeatureSeats): string {
  return plainLine(feature.products[0] ?? feature.name)
}

function twinMark(feature: FeatureSeats, twins: readonly FeatureSeats[]): string {
  const sameServer = twins.every((twin) => twin.tag === feature.tag)
  return sameServer ? plainLine(feature.name) : feature.tag
}

/** How many seats are free: `3 of 25 free`. */
export function seatWords(feature: FeatureSeats): string {
  if (!isKnown(feature)) return 'unknown'
  if (feature.over > 0) return `over by ${feature.over}`
  if (feature.noLimit) return `${feature.held} in use, no limit`
  if (feature.free === null || feature.issued === null) return `${feature.held} in use`
  return feature.free === 0 ? 'none free' : `${feature.free} of ${feature.issued} free`
}

/** What follows when people wait: `, 2 waiting`, with names `, 2 waiting: mara, jonas`. */
export function waitingWords(feature: FeatureSeats, names: readonly string[] = []): string {
  if (!isKnown(feature) || feature.queued === 0) return ''
  const more = names.length - NAMED
  const first = names.slice(0, NAMED).map((name) => plainLine(name))
  const named = more > 0 ? [...first, `${more} more`] : first
  return `, ${feature.queued} waiting${named.length > 0 ? `: ${named.join(', ')}` : ''}`
}

const isKnown = ({ known, kind }: FeatureSeats): boolean => known && kind !== 'error'

/** One server with its state and the age of its last answer. */
export function serverWords(server: ServerSeats, now: number): string {
  const age = server.answeredAt === null ? 'no answer yet' : `answered ${ago(now - server.answeredAt)}`
  return `${server.tag}: ${server.paused ? 'paused' : server.state}, ${age}`
}

/** Coarse on purpose: the menu is set anew whenever a word of it changes. */
function ago(seconds: number): string {
  if (seconds < 90) return 'just now'
  if (seconds < 5400) return `${Math.round(seconds / 60)} min ago`
  if (seconds < 2 * 86_400) return `${Math.round(seconds / 3600)} h ago`
  return `${Math.round(seconds / 86_400)} days ago`
}

/** As many whole parts as fit into `length` UTF-16 units, and how many did not: "A; B; 3 more". */
export function joinedWithin(parts: readonly string[], length: number): string {
  const whole = parts.join('; ')
  if (whole.length <= length) return whole
  // Each part takes a character at least.
  for (let count = Math.min(parts.length - 1, length); count > 0; count--) {
    const text = [...parts.slice(0, count), `${parts.length - count} more`].join('; ')
    if (text.length <= length) return text
  }
  // Half of a character outside the basic plane would show as a box.
  const cut = whole.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, '')
  return `${cut.trimEnd()}…`
}
