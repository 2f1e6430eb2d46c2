import type { AlertKind, AlertRule } from '../../preload/contract/alerts.ts'
import { numberOf } from './typed.ts'

/** A rule as it is being typed. */
export interface DraftRule {
  readonly id: number
  readonly kind: AlertKind
  readonly on: boolean
  readonly limit: string
  readonly minutes: string
  readonly repeatMinutes: string
  readonly of: readonly string[]
  /** Off: about everything, whatever `of` holds. */
  readonly some: boolean
}

/** What a rule of a kind says in the window, and what a new one begins with. */
export interface KindWords {
  readonly title: string
  /** Around the limit and the minutes, where the kind has them: `{limit}` and `{minutes}` stand for their fields. */
  readonly sentence: string
  /** What `of` names. */
  readonly about: 'features' | 'servers'
  readonly fresh: Pick<DraftRule, 'limit' | 'minutes' | 'repeatMinutes'>
}

export const KINDS: Readonly<Record<AlertKind, KindWords>> = {
  low: {
    title: 'Few seats free',
    sentence: 'When {limit} or fewer seats are free for {minutes} minutes.',
    about: 'features',
    fresh: { limit: '0', minutes: '15', repeatMinutes: '1440' },
  },
  down: {
    title: 'Server or daemon down',
    sentence: 'When it does not answer any more, and when it is back.',
    about: 'servers',
    fresh: { limit: '0', minutes: '0', repeatMinutes: '0' },
  },
  expiring: {
    title: 'Seats expire',
    sentence: 'When seats expire in 30, 14, 7 and 1 days, once each.',
    about: 'features',
    fresh: { limit: '0', minutes: '0', repeatMinutes: '0' },
  },
  held: {
    title: 'Seat held for long',
    sentence: 'When somebody holds a seat longer than {limit} hours; lingering and reserved seats do not count.',
    about: 'features',
    fresh: { limit: '24', minutes: '0', repeatMinutes: '1440' },
  },
  queued: {
    title: 'People wait',
    sentence: 'When {limit} or more wait for a seat for {minutes} minutes.',
    about: 'features',
    fresh: { limit: '1', minutes: '15', repeatMinutes: '240' },
  },
  denials: {
    title: 'Denials',
    sentence: 'When {limit} or more requests within an hour are denied because no seat is free.',
    about: 'features',
    fresh: { limit: '10', minutes: '0', repeatMinutes: '240' },
  },
  unreadable: {
    title: 'lmstat not understood',
    sentence: 'When lines of lmstat are not understood for {minutes} minutes: lmutil may be newer than Seatlog.',
    about: 'servers',
    fresh: { limit: '0', minutes: '10', repeatMinutes: '0' },
  },
}

/** Whether a rule of the kind is told again while it lasts; the others are told once by what they are. */
export const isRepeated = (kind: AlertKind): boolean => kind !== 'expiring'

/** A sentence cut where its fields stand. */
export const sentenceParts = (sentence: string): readonly string[] => sentence.split(/(\{limit\}|\{minutes\})/)

export function draftOfRule(rule: AlertRule, id: number): DraftRule {
  const { kind, on, of } = rule
  const numbers = {
    limit: String(rule.limit),
    minutes: String(rule.minutes),
    repeatMinutes: String(rule.repeatMinutes),
  }
  return { id, kind, on, ...numbers, of, some: of.length > 0 }
}

/** A rule of the kind that is on and about everything. */
export const newRule = (kind: AlertKind, id: number): DraftRule => ({
  id,
  kind,
  on: true,
  ...KINDS[kind].fresh,
  of: [],
  some: false,
})

/** A rule about some of which none is chosen gets an empty key, as an emptied number gets none: main refuses both. */
export const ruleOf = ({ kind, on, limit, minutes, repeatMinutes, of, some }: DraftRule): AlertRule => ({
  kind,
  on,
  limit: numberOf(limit),
  minutes: numberOf(minutes),
  repeatMinutes: numberOf(repeatMinutes),
  of: !some ? [] : of.length === 0 ? [''] : of,
})
