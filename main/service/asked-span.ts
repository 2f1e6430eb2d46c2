import type { Span } from '../../preload/contract/history.ts'
import { failure, ok, type Result } from '../../preload/contract/result.ts'
import { dayOfDate, localDays } from '../usage/local-days.ts'
import { epochOf } from '../usage/zone-time.ts'

const HOUR = 3600
const AGO = /^(\d{1,4})([dh])$/
const MINUTE = /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d$/

/** What `--from` and `--to` are where nobody gave them: the last 30 days of the record. */
const USUAL = '30d'

/** Whether a text is a day `2026-09-01`, a minute `2026-09-01T14:00`, or an age `30d`, `24h`. */
export const isMoment = (text: string): boolean =>
  AGO.test(text) || dayOfDate(text) !== null || (MINUTE.test(text) && dayOfDate(text.slice(0, 10)) !== null)

/**
 * The span from one moment to another, each as `isMoment` has it, days and minutes by the clock of an IANA zone. A day as
 * `to` is meant with all its hours. Ages count back from the end of the record: `7d` from the end of its last day, so that
 * days are whole, `24h` from its last hour. Without `to` up to the end of the record's last day.
 */
export function askedSpan(
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
  record: Span,
  zone: string,
): Result<Span> {
  const span = { from: momentOf(from ?? USUAL, 0, record, zone), to: momentOf(to ?? '0d', 1, record, zone) }
  if (span.from < span.to) return ok(span)
  return failure(
    'bad-request',
    to === undefined
      ? `The record ends before --from ${from}.`
      : `The span would end before it begins: --from ${from ?? USUAL} must be before --to ${to}.`,
  )
}

/** `after`: how many days are put on a moment that is a day. */
function momentOf(text: string, after: 0 | 1, record: Span, zone: string): number {
  const days = localDays(zone)
  const [, count = '', unit] = AGO.exec(text) ?? []
  if (unit === 'h') return Math.ceil(record.to / HOUR) * HOUR - Number(count) * HOUR
  if (unit === 'd')
    return days.startOf(Math.max(0, days.dayOf(Math.max(record.from, record.to - 1)) + 1 - Number(count)))
  const day = dayOfDate(text)
  if (day !== null) return days.startOf(day + after)
  // Of a time that a clock change brings twice the earlier one, as in the window.
  return epochOf(`${text}:00`, zone, 0) ?? 0
}
