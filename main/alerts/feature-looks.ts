import type { AlertRule } from '../../preload/contract/alerts.ts'
import { counted } from '../../preload/contract/counted.ts'
import type { FeatureDetails, FeatureSeats } from '../../preload/contract/seats.ts'
import type { Look } from './look.ts'
import { ruleId } from './rules.ts'
import { featureAlert, freeWords, spanWords } from './words.ts'

/** Free seats at or below the limit. A feature without count, limit or issued seats is never low. */
export function lookLow(rule: AlertRule, feature: FeatureSeats): Look | null {
  const { free, issued, tag, queued } = feature
  if (!feature.known || free === null || issued === null) return null
  const id = `${ruleId(rule)} ${feature.key}`
  const waiting = queued > 0 ? `${counted(queued, 'seat')} waited for` : null
  const low = rule.limit === 0 ? null : `at or below ${rule.limit}`
  const text = (seconds: number) => sentence(`On ${tag}`, forWords(seconds), low, waiting)
  return {
    rule: ruleId(rule),
    kind: 'low',
    scope: id,
    // Where all are free, there are no more than that.
    cases:
      free > rule.limit || free >= issued
        ? []
        : [
            {
              id,
              ...timesOf(rule),
              words: (seconds) => featureAlert(feature, freeWords(free, issued), text(seconds)),
            },
          ],
    over: (seconds) => {
      const before = `${low ?? 'none was free'} for ${spanWords(seconds)}`
      return featureAlert(feature, `${freeWords(free, issued)} again`, sentence(`On ${tag}`, `before ${before}`))
    },
  }
}

/** So many people or more wait: each row of `details.queued` is one. */
export function lookQueued(rule: AlertRule, feature: FeatureSeats, details: FeatureDetails | null): Look | null {
  if (!feature.known || details === null) return null
  const id = `${ruleId(rule)} ${feature.key}`
  const waiting = details.queued.length
  const { free, issued, tag } = feature
  const seats = free === null || issued === null ? null : freeWords(free, issued)
  const title = waiting === 1 ? '1 person waits' : `${waiting} people wait`
  return {
    rule: ruleId(rule),
    kind: 'queued',
    scope: id,
    cases:
      waiting < Math.max(1, rule.limit)
        ? []
        : [
            {
              id,
              ...timesOf(rule),
              words: (seconds) => featureAlert(feature, title, sentence(`On ${tag}`, forWords(seconds), seats)),
            },
          ],
    over: null,
  }
}

/** What wishes to be told of the next free seat are remembered by. */
export const FREE_RULE = 'free'
export const freeId = (key: string): string => `${FREE_RULE} ${key}`

/** The next free seat: nothing is told of none being free, but of its end. */
export function lookFree(feature: FeatureSeats): Look | null {
  const { free, issued, tag } = feature
  if (!feature.known || free === null || issued === null) return null
  const id = freeId(feature.key)
  return {
    rule: FREE_RULE,
    kind: 'free',
    scope: id,
    cases: free > 0 ? [] : [{ id, lastSeconds: 0, pauseSeconds: 0, words: null }],
    over: () =>
      featureAlert(feature, freeWords(free, issued), `A seat is free on ${tag}; rules of the options file may apply.`),
  }
}

const timesOf = ({ minutes, repeatMinutes }: AlertRule) => ({
  lastSeconds: minutes * 60,
  pauseSeconds: repeatMinutes * 60,
})

const forWords = (seconds: number): string | null => (seconds < 60 ? null : `for ${spanWords(seconds)}`)

const sentence = (...parts: readonly (string | null)[]): string =>
  `${parts.filter((part) => part !== null).join(', ')}.`
