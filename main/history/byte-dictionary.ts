const FREE = 0

/**
 * Numbers for texts that come as bytes, again and again: no string is made for a text that was met before. `numberOf`
 * is asked once for each spelling.
 */
export class ByteDictionary {
  readonly #numberOf: (text: string) => number
  /** By hash: 1 + the entry, or `FREE`. Never more than half full. */
  #slots = new Int32Array(1 << 12)
  #hashes = new Int32Array(1 << 11)
  #starts = new Uint32Array((1 << 11) + 1)
  #numbers = new Uint32Array(1 << 11)
  #texts = new Uint8Array(1 << 15)
  #count = 0

  constructor(numberOf: (text: string) => number) {
    this.#numberOf = numberOf
  }

  /** The number of `bytes[from..to)`, of which `hash` is the `hashed` of all its bytes in their order. */
  find(bytes: Buffer, from: number, to: number, hash: number): number {
    const mask = this.#slots.length - 1
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = (this.#slots[slot] ?? FREE) - 1
      if (entry < 0) return this.#add(bytes, from, to, hash)
      if (this.#hashes[entry] === hash && this.#isEqual(entry, bytes, from, to)) return this.#numbers[entry] ?? 0
    }
  }

  #isEqual(entry: number, bytes: Buffer, from: number, to: number): boolean {
    const start = this.#starts[entry] ?? 0
    const length = to - from
    if ((this.#starts[entry + 1] ?? 0) - start !== length) return false
    for (let at = 0; at < length; at++) if (this.#texts[start + at] !== bytes[from + at]) return false
    return true
  }

  #add(bytes: Buffer, from: number, to: number, hash: number): number {
    const entry = this.#count++
    const start = this.#starts[entry] ?? 0
    const end = start + to - from
    if (end > this.#texts.length) this.#texts = grown(this.#texts, end)
    this.#texts.set(bytes.subarray(from, to), start)
    if (this.#count > this.#hashes.length) {
      this.#hashes = grown(this.#hashes, this.#count)
      this.#numbers = grown(this.#numbers, this.#count)
      this.#starts = grown(this.#starts, this.#count + 1)
    }
    const number = this.#numberOf(bytes.toString('utf8', from, to))
    this.#hashes[entry] = hash
    this.#numbers[entry] = number
    this.#starts[entry + 1] = end
    if (this.#count * 2 > this.#slots.length) this.#spread()
    else this.#place(entry)
    return number
  }

  #place(entry: number): void {
    const mask = this.#slots.length - 1
    let slot = (this.#hashes[entry] ?? 0) & mask
    while (this.#slots[slot] !== FREE) slot = (slot + 1) & mask
    this.#slots[slot] = entry + 1
  }

  #spread(): void {
    this.#slots = new Int32Array(this.#slots.length * 2)
    for (let entry = 0; entry < this.#count; entry++) this.#place(entry)
  }
}

/** The hash of nothing. */
export const NO_HASH = 0x811c9dc5 | 0

/** The hash of a text (FNV-1a) with one more byte. */
export const hashed = (hash: number, byte: number): number => Math.imul(hash ^ byte, 0x01000193)

function grown<T extends Int32Array | Uint32Array | Uint8Array>(old: T, least: number): T {
  const made = new (old.constructor as new (length: number) => T)(Math.max(least, old.length * 2))
  made.set(old)
  return made
}
