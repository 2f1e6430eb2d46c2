import type { AlertRule } from '../../preload/contract/alerts.ts'
import { counted } from '../../preload/contract/counted.ts'
import type { DenialsAnswer, ExpiryRow } from '../../preload/contract/history.ts'
import { dayOfDate } from '../usage/local-days.ts'
import type { Look, Words } from './look.ts'
import { CAPACITY_PLACE, denialsPlace } from './place.ts'
import { isOfName, ruleId } from './rules.ts'
import { firstOf } from './words.ts'

/** What history's features are called, and which of its servers count. */
export interface Known {
  readonly label: (feature: string) => string
  /** Day (1970-01-01 is 0) that it is now at each server that rules concern, by its tag. */
  readonly today: ReadonlyMap<string, number>
}

/** Days before the end at which it is told. */
const STAGES = [1, 7, 14, 30]
const MOST_NAMED = 5

/**
 * Seats that expire within 30 days, by server and date. Each stage has an id of its own, and no end is seen of what was told,
 * so that each is told once. What lies behind is not told, nor what another increment takes the place of.
 */
export function lookExpiring(rule: AlertRule, rows: readonly ExpiryRow[], known: Known): readonly Look[] {
  const meant = rows.filter(({ superseded, tag, feature }) => !superseded && isOfName(rule, tag, feature))
  const together = Map.groupBy(meant, ({ tag, expires }) => `${tag} ${expires}`)
  return [...together.values()].flatMap((increments) => expiringTogether(rule, increments, known) ?? [])
}

/** Increments of one server and date. */
function expiringTogether(rule: AlertRule, increments: readonly ExpiryRow[], { label, today }: Known): Look | null {
  const [{ tag, expires } = { tag: '', expires: '' }] = increments
  const [now, end] = [today.get(tag), dayOfDate(expires)]
  if (now === undefined || end === null || end < now) return null
  const days = end - now
  const stage = STAGES.find((one) => days <= one)
  if (stage === undefined) return null
  const alert = (feature: string | null, title: string, text: string): Words => ({
    tag,
    feature,
    title,
    text,
    place: CAPACITY_PLACE,
  })
  const byFeature = Map.groupBy(increments, ({ feature }) => feature)
  return {
    rule: ruleId(rule),
    kind: 'expiring',
    scope: null,
    over: null,
    cases: [...byFeature].map(([feature, its]) => ({
      id: `${ruleId(rule)} ${tag} ${expires} ${stage} ${feature}`,
      lastSeconds: 0,
      pauseSeconds: 0,
      words: () =>
        alert(
          feature,
          `${label(feature)}: ${expireWords(its)} on ${dateWords(expires)}`,
          `${inWords(days)}, on ${tag}.`,
        ),
    })),
    joined: (all) => {
      const names = all.map(({ feature }) => label(feature ?? ''))
      const title = `${tag}: seats of ${names.length} features expire on ${dateWords(expires)}`
      return alert(null, title, `${inWords(days)}: ${firstOf(names, MOST_NAMED, ', ')}.`)
    },
  }
}

/** `20 of 25 seats expire`; without the numbers that are not known. */
function expireWords(increments: readonly ExpiryRow[]): string {
  const counts = increments.map(({ seats }) => seats)
  if (counts.includes(null)) return 'a license without count expires'
  const seats = counts.reduce<number>((sum, count) => sum + (count ?? 0), 0)
  const of = increments[0]?.of ?? null
  // The table may tell of more seats than the server serves.
  const total = of === null || of < seats ? '' : ` of ${of}`
  return `${seats}${total} seats expire`
}

const dateWords = (date: string): string => DATE.format(Date.parse(date))
const DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' })

const inWords = (days: number): string => (days === 0 ? 'Today' : days === 1 ? 'Tomorrow' : `In ${days} days`)

/** So many counted denials of class no seat or more within the hour that was asked for. */
export function lookDenials(
  rule: AlertRule,
  rows: DenialsAnswer['byFeature'],
  { label, today }: Known,
): readonly Look[] {
  return [...today.keys()].map((tag): Look => {
    const scope = `${ruleId(rule)} ${tag}`
    const many = rows.filter(
      (row) => row.tag === tag && row.counted >= Math.max(1, rule.limit) && isOfName(rule, tag, row.feature),
    )
    const cases = many.map(({ feature, counted: count, users }) => ({
      id: `${scope} ${feature}`,
      lastSeconds: 0,
      pauseSeconds: rule.repeatMinutes * 60,
      words: (): Words => ({
        tag,
        feature,
        title: `${label(feature)}: ${counted(count, 'denial')} within an hour`,
        text: `No seat was left on ${tag} for ${users === 1 ? '1 person' : `${users} people`}.`,
        place: denialsPlace(tag, feature),
      }),
    }))
    return { rule: ruleId(rule), kind: 'denials', scope, cases, over: null }
  })
}
