import { requesterOf } from './requester.ts'

/** Why nobody got a seat (DESIGN section 1). */
export type DenialClass = 'no-seat' | 'rule' | 'not-served'

const NO_SEAT = new Set([-4, -24, -101])
const RULE = new Set([-38, -39, -87])

/** The class of a denial by its major error code; null: the log gave none. */
export function denialClass(code: number | null): DenialClass {
  if (code === null) return 'not-served'
  if (NO_SEAT.has(code)) return 'no-seat'
  return RULE.has(code) ? 'rule' : 'not-served'
}

/** Who asked for or got a feature, on whatever tag; `at` in epoch seconds. */
export interface Asked {
  readonly at: number
  readonly feature: string
  readonly user: string
  readonly host: string
}

export interface DenialFilter {
  /** Default 10. */
  readonly windowSeconds?: number
  /** Groups of features that do for each other, as the user declared them. */
  readonly equivalents?: readonly (readonly string[])[]
}

/** How soon a checkout has to follow a denial for the request to be served after all, in seconds. */
export const SERVED_WITHIN = 1

/**
 * The denials that count, in their order: of several of the same user, host and feature, each within the window of the
 * next, the last; and none that is followed within a second by a checkout, on any tag, of the feature or of one that
 * does for it. Users are compared without case, hosts by their short name. `checkouts` need those that began from the
 * first denial until a second after the last; both lists may come in any order. Time n log n.
 */
export function countedDenials<Denial extends Asked>(
  denials: readonly Denial[],
  checkouts: readonly Asked[],
  { windowSeconds = 10, equivalents = [] }: DenialFilter = {},
): readonly Denial[] {
  const served = timesByAsker(checkouts)
  const doFor = equivalentsOf(equivalents)
  const lastAt = new Map<string, number>()
  const counted = new Set<Denial>()
  for (const denial of denials.toSorted((a, b) => a.at - b.at).reverse()) {
    const asker = askerOf(denial, denial.feature)
    const next = lastAt.get(asker)
    lastAt.set(asker, denial.at)
    if (next !== undefined && next - denial.at <= windowSeconds) continue
    const features = doFor.get(denial.feature) ?? [denial.feature]
    const isServed = [...features].some((feature) => {
      const at = firstFrom(served.get(askerOf(denial, feature)) ?? [], denial.at)
      return at !== undefined && at - denial.at <= SERVED_WITHIN
    })
    if (!isServed) counted.add(denial)
  }
  return denials.filter((denial) => counted.has(denial))
}

const askerOf = (asked: Asked, feature: string): string => `${requesterOf(asked)}\n${feature}`

function timesByAsker(checkouts: readonly Asked[]): ReadonlyMap<string, readonly number[]> {
  const times = new Map<string, number[]>()
  for (const checkout of checkouts.toSorted((a, b) => a.at - b.at)) {
    const asker = askerOf(checkout, checkout.feature)
    const known = times.get(asker)
    if (known === undefined) times.set(asker, [checkout.at])
    else known.push(checkout.at)
  }
  return times
}

/** Of each feature: itself and all it shares a group with. */
function equivalentsOf(groups: readonly (readonly string[])[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>()
  for (const group of groups) {
    for (const feature of group) found.set(feature, new Set([...(found.get(feature) ?? []), ...group]))
  }
  return found
}

/** The first of ascending times that is not before `at`. */
function firstFrom(times: readonly number[], at: number): number | undefined {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((times[middle] ?? at) < at) low = middle + 1
    else high = middle
  }
  return times[low]
}
