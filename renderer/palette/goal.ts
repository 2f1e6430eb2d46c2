import { type Address, type Looked, USUAL } from '../history/address.ts'
import { PLACES } from './places.ts'

/** Where an entry of the palette leads. `key`: of a feature in the seats view. */
export type Goal =
  | { readonly kind: 'view'; readonly label: string }
  | { readonly kind: 'feature'; readonly key: string }
  /** A feature that somebody holds or waits for whom `text` means. */
  | { readonly kind: 'holder'; readonly key: string; readonly text: string }
  | { readonly kind: 'server'; readonly tag: string }
  | { readonly kind: 'user' | 'host'; readonly name: string }
  | { readonly kind: 'code'; readonly code: string; readonly product: string }

/** What makes it the same goal. */
export const goalId = (goal: Goal): string => JSON.stringify(goal)

/** The address of a goal that has one of its own; `looked`: what is looked at now, for views. */
export function addressOf(goal: Exclude<Goal, { kind: 'feature' | 'holder' | 'code' }>, looked: Looked): Address {
  switch (goal.kind) {
    case 'view':
      return PLACES.find(({ label }) => label === goal.label)?.to(looked) ?? { view: 'seats' }
    case 'server':
      return { view: 'health', tag: goal.tag }
    case 'user':
    case 'host':
      return { view: 'person', kind: goal.kind, name: goal.name, ...USUAL }
  }
}
