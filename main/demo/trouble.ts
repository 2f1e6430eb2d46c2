import type { Checkout } from './checkout.ts'
import { random } from './random.ts'

/** What can be wrong with an answer. `failover`: since then another member of a triad is master; `restart`: the
 * daemons were restarted then, and the checkouts held over it start anew. Both keep the checkouts of the truth. */
export type Trouble =
  | { readonly kind: 'server-down' | 'daemon-down' | 'triad-member-down' | 'half' | 'garbage' }
  | { readonly kind: 'failover' | 'restart'; readonly since: number }

export const hasTrouble = (troubles: readonly Trouble[], kind: Trouble['kind'], at: number): boolean =>
  troubles.some((trouble) => trouble.kind === kind && (!('since' in trouble) || trouble.since <= at))

/** A checkout as the server shows it after its troubles. Handles of one slot are a hundred apart, so the new ones are
 * as unique as the old. */
export function shownAt(checkout: Checkout, troubles: readonly Trouble[], at: number): Checkout {
  let shown = checkout
  for (const trouble of troubles) {
    if (!('since' in trouble) || trouble.since > at || checkout.checkoutAt >= trouble.since) continue
    const start = trouble.kind === 'restart' ? { checkoutAt: trouble.since } : {}
    shown = { ...shown, ...start, handle: shown.handle + (trouble.kind === 'restart' ? 30 : 60) }
  }
  return shown
}

/** The first half of a text, cut inside a holder row where there is one: lmutil was killed, or the line broke. */
export function halfOf(text: string): string {
  const middle = Math.floor(text.length / 2)
  const row = text.indexOf(', start ', middle)
  return text.slice(0, row < 0 ? middle : row + 4)
}

/** Four thousand characters that no lmutil prints. */
export function garbage(at: number): string {
  const draw = random(at, 6)
  return Array.from({ length: 4000 }, () => (draw() < 0.02 ? '\n' : String.fromCharCode(33 + draw() * 94))).join('')
}
