import type { AlertRule } from '../../preload/contract/alerts.ts'
import { plainLine } from '../../preload/contract/plain-line.ts'
import type { FeatureDetails, FeatureSeats, Holder } from '../../preload/contract/seats.ts'
import type { Case, Look, Words } from './look.ts'
import { ruleId } from './rules.ts'
import { featureAlert, firstOf, spanWords } from './words.ts'

const MOST_NAMED = 5

/**
 * Seats that somebody holds for more than the limit's hours; not lingering ones, and not those reserved, which nobody holds.
 * The text names people, what the case is remembered by does not.
 */
export function lookHeld(rule: AlertRule, feature: FeatureSeats, details: FeatureDetails | null): Look | null {
  if (!feature.known || details === null) return null
  const scope = `${ruleId(rule)} ${feature.key}`
  const long = details.holders.filter(
    ({ linger, heldFor }) => linger === null && heldFor !== null && heldFor > rule.limit * 3600,
  )
  const hours = `for more than ${rule.limit} h`
  const equals = new Map<string, number>()
  const cases = long.map((holder): Case => {
    const row = [holder.since, holder.handle, holder.pid].join(' ')
    const ordinal = (equals.get(row) ?? 0) + 1
    equals.set(row, ordinal)
    return {
      id: `${scope} ${row} ${ordinal}`,
      lastSeconds: 0,
      pauseSeconds: rule.repeatMinutes * 60,
      words: () => featureAlert(feature, `a seat is held ${hours}`, `${holderWords(holder)}, on ${feature.tag}.`),
    }
  })
  return {
    rule: ruleId(rule),
    kind: 'held',
    scope,
    cases,
    over: null,
    joined: (all) => featureAlert(feature, `${all.length} seats are held ${hours}`, namesOf(all)),
  }
}

const namesOf = (all: readonly Words[]): string =>
  firstOf(
    all.map(({ text }) => text),
    MOST_NAMED,
    ' ',
  )

const holderWords = ({ user, host, heldFor }: Holder): string =>
  `${plainLine(user) || 'Somebody'}${host ? ` at ${plainLine(host)}` : ''} for ${spanWords(heldFor ?? 0)}`
