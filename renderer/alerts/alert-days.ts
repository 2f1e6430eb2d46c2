import type { Alert } from '../../preload/contract/alerts.ts'
import type { Formats } from '../formats.ts'

export interface AlertDay {
  /** `YYYY-MM-DD`, local. */
  readonly day: string
  readonly alerts: readonly Alert[]
}

/** Alerts by the day they were told on, in the order they come in. */
export function alertDays(alerts: readonly Alert[], formats: Formats): readonly AlertDay[] {
  const days = Map.groupBy(alerts, ({ at }) => formats.day(at))
  return [...days].map(([day, ofDay]) => ({ day, alerts: ofDay }))
}

/** `Today`, `Yesterday`, or the date; `now` in epoch seconds. */
export function dayWords(day: string, now: number, formats: Formats): string {
  const today = formats.day(now)
  if (day === today) return 'Today'
  const before = new Date(Date.parse(`${today}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
  return day === before ? 'Yesterday' : formats.date(day)
}
