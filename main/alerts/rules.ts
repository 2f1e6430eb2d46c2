import type { AlertRule } from '../../preload/contract/alerts.ts'
import type { ServerSeats } from '../../preload/contract/seats.ts'

/** What Seatlog begins with. Who holds a seat for long names people: that is switched on by whoever may know. */
export const BEGINNING_RULES: readonly AlertRule[] = [
  { kind: 'low', on: true, limit: 0, minutes: 15, repeatMinutes: 1440, of: [] },
  { kind: 'down', on: true, limit: 0, minutes: 0, repeatMinutes: 0, of: [] },
  { kind: 'expiring', on: true, limit: 0, minutes: 0, repeatMinutes: 0, of: [] },
  { kind: 'held', on: false, limit: 24, minutes: 0, repeatMinutes: 1440, of: [] },
  { kind: 'queued', on: true, limit: 1, minutes: 15, repeatMinutes: 240, of: [] },
  { kind: 'denials', on: true, limit: 10, minutes: 0, repeatMinutes: 240, of: [] },
  { kind: 'unreadable', on: true, limit: 0, minutes: 10, repeatMinutes: 0, of: [] },
]

/**
 * The rules that count. `saved`: of the settings; null: those Seatlog begins with, switched off where this Seatlog logs no
 * server, so that of fifty viewers none tells what the logger tells.
 */
export function rulesInUse(saved: readonly AlertRule[] | null, logs: boolean): readonly AlertRule[] {
  return saved ?? (logs ? BEGINNING_RULES : BEGINNING_RULES.map((rule) => ({ ...rule, on: false })))
}

/** Whether rules concern a server: saved ones every server, those of the beginning the servers this Seatlog logs. */
export const concerns = (saved: readonly AlertRule[] | null, { role }: Pick<ServerSeats, 'role'>): boolean =>
  saved !== null || role === 'logger'

/** What a rule is remembered by: two that differ in nothing but their features, pauses and times tell the same only once. */
export function ruleId({ kind, limit }: Pick<AlertRule, 'kind' | 'limit'>): string {
  return kind === 'down' || kind === 'expiring' || kind === 'unreadable' ? kind : `${kind} ${limit}`
}

/** Whether a rule is about a feature of the seats view. */
export const isOfFeature = ({ of }: AlertRule, key: string): boolean => of.length === 0 || of.includes(key)

/** Whether a rule is about a feature as history names it, over all daemons and repeated blocks. */
export function isOfName({ of }: AlertRule, tag: string, feature: string): boolean {
  return of.length === 0 || of.some((key) => isKeyOf(key, tag, feature))
}

function isKeyOf(key: string, tag: string, feature: string): boolean {
  const [ofTag, , name] = key.split('/')
  return ofTag === encodeURIComponent(tag) && name === encodeURIComponent(feature.toWellFormed())
}
