/** A queue that always gives the item that comes first; `before` must be a strict order. */
export interface Heap<T> {
  push(item: T): void
  pop(): T | undefined
}

export function createHeap<T>(before: (a: T, b: T) => boolean): Heap<T> {
  const items: T[] = []

  const swap = (i: number, j: number): void => {
    const held = items[i] as T
    items[i] = items[j] as T
    items[j] = held
  }
  const first = (i: number, j: number): boolean => before(items[i] as T, items[j] as T)
  return {
    push(item) {
      let at = items.push(item) - 1
      while (at > 0) {
        const parent = (at - 1) >> 1
        if (!first(at, parent)) break
        swap(at, parent)
        at = parent
      }
    },
    pop() {
      if (items.length === 0) return undefined
      swap(0, items.length - 1)
      const top = items.pop()
      let at = 0
      for (;;) {
        const left = 2 * at + 1
        const right = left + 1
        let least = at
        if (left < items.length && first(left, least)) least = left
        if (right < items.length && first(right, least)) least = right
        if (least === at) return top
        swap(at, least)
        at = least
      }
    },
  }
}
