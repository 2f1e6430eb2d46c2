import type { Alert } from '../../preload/contract/alerts.ts'
import { readKept, writeKept } from '../kept.ts'
import { createStore, useStore } from '../store.ts'
import { isNew, newestOf, readSeen, type Seen } from './seen.ts'

const VERSION = 1

const store = createStore<{ seen: Seen }>({ seen: readSeen(readKept('alerts', VERSION)) })

/** Which alerts were looked at in this window, or in one before. */
export const useSeen = (): Seen => useStore(store, ({ seen }) => seen)

/** All of these are being looked at. */
export function markSeen(alerts: readonly Alert[]): void {
  if (!alerts.some((alert) => isNew(alert, store.get().seen))) return
  const seen = newestOf(alerts)
  store.set({ seen })
  writeKept('alerts', VERSION, seen)
}
