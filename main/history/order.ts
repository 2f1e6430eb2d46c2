/**
 * The numbers of `count` items in the order of their keys, of the first key first; items of equal keys stay in their order.
 * Keys are unsigned 32-bit. Time grows with the count and the size of the keys alone.
 */
export function orderBy(count: number, keys: readonly Uint32Array[]): Uint32Array {
  let order = new Uint32Array(count)
  for (let at = 0; at < count; at++) order[at] = at
  let other = new Uint32Array(count)
  for (const key of keys.toReversed()) {
    let highest = 0
    for (let at = 0; at < count; at++) highest = Math.max(highest, key[at] ?? 0)
    for (let shift = 0; shift < 32 && highest >>> shift > 0; shift += BITS) {
      sortBy(key, shift, order, other)
      ;[order, other] = [other, order]
    }
  }
  return order
}

const BITS = 11
const MASK = (1 << BITS) - 1

function sortBy(key: Uint32Array, shift: number, from: Uint32Array, to: Uint32Array): void {
  const places = new Uint32Array(MASK + 2)
  for (let at = 0; at < from.length; at++) {
    const digit = ((key[from[at] ?? 0] ?? 0) >>> shift) & MASK
    places[digit + 1] = (places[digit + 1] ?? 0) + 1
  }
  for (let digit = 1; digit <= MASK; digit++) places[digit] = (places[digit] ?? 0) + (places[digit - 1] ?? 0)
  for (let at = 0; at < from.length; at++) {
    const item = from[at] ?? 0
    const digit = ((key[item] ?? 0) >>> shift) & MASK
    const place = places[digit] ?? 0
    to[place] = item
    places[digit] = place + 1
  }
}
