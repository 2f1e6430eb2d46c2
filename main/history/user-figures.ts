import { grown, packed } from './packed.ts'

/** What one user did with a feature in a day. */
export interface UserFigures {
  readonly user: number
  readonly seatSeconds: number
  /** Begun in the time. */
  readonly checkouts: number
  /** Seconds of the longest that touched it, as a whole. */
  readonly longest: number
  /** The last moment the user held a seat in it, epoch seconds. */
  readonly last: number
}

const USER_WORDS = 6
const WORD = 2 ** 32

export function encodeUsers(users: readonly UserFigures[]): Uint32Array {
  const words = new Uint32Array(users.length * USER_WORDS)
  let at = 0
  for (const { user, seatSeconds, checkouts, longest, last } of users) {
    words[at++] = user
    words[at++] = seatSeconds % WORD
    words[at++] = Math.floor(seatSeconds / WORD)
    words[at++] = checkouts
    words[at++] = longest
    words[at++] = last
  }
  return words
}

/** Counts numbers that differ, those of users; may be begun anew again and again. */
export class DistinctUsers {
  /** Of each number the round it was met in last. */
  #met: Uint32Array = new Uint32Array(1024)
  #round = 1
  count = 0

  begin(): void {
    this.#round++
    this.count = 0
  }

  /** Answers whether it was not met before. */
  add(user: number): boolean {
    while (user >= this.#met.length) this.#met = grown(this.#met)
    if (this.#met[user] === this.#round) return false
    this.#met[user] = this.#round
    this.count++
    return true
  }

  addAll(users: Iterable<number>): void {
    for (const user of users) this.add(user)
  }

  /** Those that figures (`encodeUsers`) are of. */
  addFigures(words: Uint32Array): void {
    for (let at = 0; at < words.length; at += USER_WORDS) this.add(words[at] ?? 0)
  }

  /** Those of `encodeNumbers`. */
  addNumbers(words: Uint32Array): void {
    const bytes = packed(words)
    let [user, step, shift] = [0, 0, 0]
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0
      step |= (byte & (MORE - 1)) << shift
      if (byte >= MORE) {
        shift += 7
        continue
      }
      user += step
      step = 0
      shift = 0
      this.add(user)
    }
  }
}

/** Marks a byte whose number goes on in the next. */
const MORE = 128

/**
 * Numbers as the steps from each to the next above it, seven bits a byte, the lowest first; filled up to whole words with steps
 * of nothing.
 */
export function encodeNumbers(numbers: Iterable<number>): Uint32Array {
  const bytes: number[] = []
  let before = 0
  for (const number of Uint32Array.from(numbers).sort()) {
    let step = number - before
    for (; step >= MORE; step >>>= 7) bytes.push((step & (MORE - 1)) | MORE)
    bytes.push(step)
    before = number
  }
  const words = new Uint32Array(Math.ceil(bytes.length / 4))
  packed(words).set(bytes)
  return words
}

/** Adds the figures of a day to those of the users so far. */
export function addUsers(words: Uint32Array, sums: UserSums): void {
  for (let at = 0; at < words.length; at += USER_WORDS) {
    const seatSeconds = (words[at + 1] ?? 0) + (words[at + 2] ?? 0) * WORD
    sums.add(words[at] ?? 0, seatSeconds, words[at + 3] ?? 0, words[at + 4] ?? 0, words[at + 5] ?? 0)
  }
}

/** Figures of users, summed. */
export class UserSums {
  readonly #sums = new Map<number, UserSum>()

  add(user: number, seatSeconds: number, checkouts: number, longest: number, last: number): void {
    const known = this.#sums.get(user)
    if (known === undefined) {
      this.#sums.set(user, { user, seatSeconds, checkouts, longest, last })
      return
    }
    known.seatSeconds += seatSeconds
    known.checkouts += checkouts
    if (longest > known.longest) known.longest = longest
    if (last > known.last) known.last = last
  }

  addAll(others: UserSums): void {
    for (const { user, seatSeconds, checkouts, longest, last } of others.#sums.values())
      this.add(user, seatSeconds, checkouts, longest, last)
  }

  users(): Iterable<number> {
    return this.#sums.keys()
  }

  /** By user. */
  figures(): readonly UserFigures[] {
    return [...this.#sums.values()].sort((a, b) => a.user - b.user)
  }
}

type UserSum = { -readonly [K in keyof UserFigures]: UserFigures[K] }
