import type { AlertRule } from '../../preload/contract/alerts.ts'
import type { CapacityAnswer, DenialsAnswer } from '../../preload/contract/history.ts'
import type { FeatureDetails, FeatureSeats, ServerSeats } from '../../preload/contract/seats.ts'
import { lookFree, lookLow, lookQueued } from './feature-looks.ts'
import { lookHeld } from './held-look.ts'
import { type Known, lookDenials, lookExpiring } from './history-looks.ts'
import type { Look } from './look.ts'
import { isOfFeature } from './rules.ts'
import { lookDown, lookUnreadable } from './server-looks.ts'

export interface Watched {
  /** Those that are on and concern the server. */
  readonly rules: readonly AlertRule[]
  /** Keys of features whose next free seat is to be told. */
  readonly wishes: readonly string[]
  readonly details: (key: string) => FeatureDetails | null
}

/** What the seats of one server say now, at `now` (epoch seconds); nothing while it is paused or this computer just woke up. */
export function lookAtServer(server: ServerSeats, { rules, wishes, details }: Watched, now: number): readonly Look[] {
  if (server.paused || !isFresh(server, now)) return []
  const looks = rules.flatMap((rule): readonly (Look | null)[] => {
    if (rule.kind === 'down' || rule.kind === 'unreadable') {
      if (rule.of.length > 0 && !rule.of.includes(server.tag)) return []
      return rule.kind === 'down' ? lookDown(rule, server, now) : [lookUnreadable(rule, server)]
    }
    const meant = server.features.filter(({ key }) => isOfFeature(rule, key))
    return meant.map((feature) => lookAtFeature(rule, feature, details))
  })
  const free = server.features.filter(({ key }) => wishes.includes(key)).map(lookFree)
  return [...looks, ...free].filter((look) => look !== null)
}

function lookAtFeature(rule: AlertRule, feature: FeatureSeats, details: Watched['details']): Look | null {
  switch (rule.kind) {
    case 'low':
      return lookLow(rule, feature)
    case 'queued':
      return lookQueued(rule, feature, details(feature.key))
    case 'held':
      return lookHeld(rule, feature, details(feature.key))
    default:
      return null
  }
}

/** What was polled here long ago says nothing of now. A viewer's figures are marked unknown when they grow old. */
const isFresh = ({ role, askedAt, intervalSeconds }: ServerSeats, now: number): boolean =>
  role === 'viewer' || (askedAt !== null && Math.abs(now - askedAt) <= Math.max(180, 3 * intervalSeconds))

/** What history says now; null: nothing was answered. `denials`: those of class no seat of the last hour. */
export function lookAtHistory(
  rules: readonly AlertRule[],
  answers: { readonly capacity: CapacityAnswer | null; readonly denials: DenialsAnswer | null },
  known: Known,
): readonly Look[] {
  const { capacity, denials } = answers
  return rules.flatMap((rule) => {
    if (rule.kind === 'expiring' && capacity !== null) return lookExpiring(rule, capacity.expiry, known)
    if (rule.kind === 'denials' && denials !== null) return lookDenials(rule, denials.byFeature, known)
    return []
  })
}
