import { type Goal, goalId } from './goal.ts'

/** As many as are shown. */
const MOST = 8

/** The goals that were gone to last, this one first; without what was searched for. */
export function withRecent(recents: readonly Goal[], goal: Goal): readonly Goal[] {
  const kept: Goal = goal.kind === 'holder' ? { kind: 'feature', key: goal.key } : goal
  return [kept, ...recents.filter((one) => goalId(one) !== goalId(kept))].slice(0, MOST)
}

/** Those that outlive the window: the names of people stay where the record keeps and forgets them. */
export const lasting = (recents: readonly Goal[]): readonly Goal[] =>
  recents.filter(({ kind }) => kind !== 'user' && kind !== 'host' && kind !== 'holder')

/** From what was kept; what is no goal is left out. */
export function readRecents(kept: unknown): readonly Goal[] {
  return Array.isArray(kept)
    ? kept
        .map(readGoal)
        .filter((goal) => goal !== null)
        .slice(0, MOST)
    : []
}

function readGoal(value: unknown): Goal | null {
  if (typeof value !== 'object' || value === null) return null
  const { kind, label, key, tag, code, product } = value as Readonly<Record<string, unknown>>
  if (kind === 'view' && typeof label === 'string') return { kind, label }
  if (kind === 'feature' && typeof key === 'string') return { kind, key }
  if (kind === 'server' && typeof tag === 'string') return { kind, tag }
  if (kind === 'code' && typeof code === 'string' && typeof product === 'string') return { kind, code, product }
  return null
}
