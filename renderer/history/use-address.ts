import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { type Address, hashOf, parseAddress } from './address.ts'

const listeners = new Set<() => void>()
const tellAll = () => {
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) addEventListener('popstate', tellAll) // comes with back, forward and a typed fragment
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) removeEventListener('popstate', tellAll)
  }
}

/** Goes to an address; `replace` leaves no step to go back to (while typing, or dragging). */
export function goTo(to: Address, how: 'push' | 'replace' = 'push'): void {
  const hash = hashOf(to)
  if (hash === location.hash) return
  if (how === 'push') history.pushState(null, '', hash)
  else history.replaceState(null, '', hash)
  tellAll()
}

/** Where the window is, and the way to elsewhere. */
export function useAddress(): readonly [Address, typeof goTo] {
  const hash = useSyncExternalStore(subscribe, () => location.hash)
  return [useMemo(() => parseAddress(hash), [hash]), useCallback(goTo, [])]
}
