/** Spans by name: they end where the record ends. */
export const NAMED = ['24h', '7d', '30d', '90d', '1y', 'all'] as const
export type NamedWish = (typeof NAMED)[number]

/** The span someone wishes to see: by name, or from-to in local time of the server, `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`;
 * a day as `to` is meant with all its hours, a minute is where the span ends. */
export type Wish = NamedWish | { readonly from: string; readonly to: string }

const STAMP = /^\d{4}-\d\d-\d\d(T\d\d:\d\d)?$/

/** A wish as it stands in an address, `7d` or `2026-09-01..2026-09-30`; null where it cannot be read. */
export function readWish(text: string | null): Wish | null {
  const named = NAMED.find((name) => name === text)
  if (named !== undefined) return named
  const [from, to, ...more] = (text ?? '').split('..')
  return isStamp(from) && isStamp(to) && more.length === 0 && from <= to ? { from, to } : null
}

/** What `readWish` reads. */
export const wishText = (wish: Wish): string => (typeof wish === 'string' ? wish : `${wish.from}..${wish.to}`)

const isStamp = (text: string | undefined): text is string =>
  text !== undefined && STAMP.test(text) && !Number.isNaN(Date.parse(text.length === 10 ? text : `${text}Z`))
