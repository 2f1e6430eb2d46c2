import { readKept, writeKept } from '../kept.ts'
import { createStore, useStore } from '../store.ts'
import type { Goal } from './goal.ts'
import { lasting, readRecents, withRecent } from './recents.ts'

const VERSION = 1

const store = createStore<{ recents: readonly Goal[] }>({ recents: readRecents(readKept('palette', VERSION)) })

/** Where one went by the palette, the last first. */
export const useRecents = (): readonly Goal[] => useStore(store, ({ recents }) => recents)

export function rememberGoal(goal: Goal): void {
  const recents = withRecent(store.get().recents, goal)
  store.set({ recents })
  writeKept('palette', VERSION, lasting(recents))
}
