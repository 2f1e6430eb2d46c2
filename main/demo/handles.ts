/** Handles look as daemons give them: a slot, and a number that changes as the slot is used again. */
export const handleOf = (slot: number, uses: number): number => (slot + 1) * 100 + 1 + (uses % 4)

/** Gives out handle slots so that no two that are in use are equal; the one given back last is used first. */
export interface Handles {
  take(): number
  give(slot: number): void
  /** The handle a slot stands for in its present use. */
  handle(slot: number): number
}

export function createHandles(firstSlot: number): Handles {
  const given: number[] = []
  const uses = new Map<number, number>()
  let next = firstSlot
  return {
    take() {
      const slot = given.pop() ?? next++
      uses.set(slot, (uses.get(slot) ?? -1) + 1)
      return slot
    },
    give(slot) {
      given.push(slot)
    },
    handle: (slot) => handleOf(slot, uses.get(slot) ?? 0),
  }
}
