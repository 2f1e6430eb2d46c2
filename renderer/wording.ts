import type { Formats } from './formats.ts'

const MINUTE = 60
const HOUR = 3600
const DAY = 86_400

/** How long ago something was, from its age in seconds: `12 s ago`, `3 min ago`, `2 h ago`, `4 days ago`. */
export function ageText(seconds: number, formats: Formats): string {
  if (seconds < 1) return 'just now'
  if (seconds < 90) return `${formats.count(Math.floor(seconds))} s ago`
  if (seconds < 90 * MINUTE) return `${formats.count(Math.round(seconds / MINUTE))} min ago`
  if (seconds < 36 * HOUR) return `${formats.count(Math.round(seconds / HOUR))} h ago`
  return `${formats.count(Math.round(seconds / DAY))} days ago`
}

/** A length of time in its two largest units: `under 1 min`, `12 min`, `3 h 05 min`, `2 d 4 h`. */
export function spanText(seconds: number, formats: Formats): string {
  if (seconds < MINUTE) return 'under 1 min'
  if (seconds < HOUR) return `${formats.count(Math.floor(seconds / MINUTE))} min`
  if (seconds < DAY) {
    const minutes = Math.floor((seconds % HOUR) / MINUTE)
    return `${formats.count(Math.floor(seconds / HOUR))} h ${String(minutes).padStart(2, '0')} min`
  }
  const hours = Math.floor((seconds % DAY) / HOUR)
  const days = `${formats.count(Math.floor(seconds / DAY))} d`
  return hours === 0 ? days : `${days} ${hours} h`
}

/** Since when a holder holds, as a length; nothing where lmstat gave no start. */
export function heldForText(seconds: number | null, formats: Formats): string {
  return seconds === null ? '' : spanText(seconds, formats)
}

/** What lmstat says about lingering, in its own two numbers; the return date is never computed. */
export function lingerText(linger: { remaining: number | null; total: number }, formats: Formats): string {
  const total = spanText(linger.total, formats)
  return linger.remaining === null ? `linger ${total}` : `${spanText(linger.remaining, formats)} left of ${total}`
}

/** `1 seat`, `3 seats`. */
export function counted(count: number, one: string, many: string, formats: Formats): string {
  return `${formats.count(count)} ${count === 1 ? one : many}`
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? ''
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`
}
