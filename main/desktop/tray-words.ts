import type { FeatureSeats, ServerSeats } from '../../preload/contract/seats.ts'

/** One feature as a line of menu and tooltip; the tag is named where another of `listed` has the same product. */
export function featureWords(feature: FeatureSeats, listed: readonly FeatureSeats[]): string {
  const label = labelOf(feature)
  const twins = listed.filter((other) => labelOf(other) === label)
  return `${twins.length > 1 ? `${label} (${twinMark(feature, twins)})` : label}: ${seatWords(feature)}`
}

function labelOf(feature: FeatureSeats): string {
  return feature.products[0] ?? feature.name
}

function twinMark(feature: FeatureSeats, twins: readonly FeatureSeats[]): string {
  const sameServer = twins.every((twin) => twin.tag === feature.tag)
  return sameServer ? feature.name : feature.tag
}

function seatWords(feature: FeatureSeats): string {
  if (!feature.known || feature.kind === 'error') return 'unknown'
  const waiting = feature.queued > 0 ? `, ${feature.queued} waiting` : ''
  if (feature.over > 0) return `over by ${feature.over}${waiting}`
  if (feature.noLimit) return `${feature.held} in use, no limit${waiting}`
  if (feature.free === null || feature.issued === null) return `${feature.held} in use${waiting}`
  return `${feature.free === 0 ? 'none free' : `${feature.free} of ${feature.issued} free`}${waiting}`
}

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
  for (let count = parts.length - 1; count > 0; count--) {
    const text = [...parts.slice(0, count), `${parts.length - count} more`].join('; ')
    if (text.length <= length) return text
  }
  return `${whole.slice(0, length - 1).trimEnd()}…`
}
