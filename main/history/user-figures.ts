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

/** In words: the user, seat-seconds in two, checkouts, the longest, the last moment. */
const USER_WORDS = 6
const FIGURES = 4
const WORD = 2 ** 32

/** Counts numbers that differ, those of users; may be begun anew again and again. */
export class DistinctUsers {
  /** Of each number the round it was met in last. */
  #met: Uint32Array = new Uint32Array(1024)
  #round = 1
  count = 0

  /** `nobody`: the one that stands for all who have no name, and is nobody to count. */
  begin(nobody?: number): void {
    this.#round++
    if (nobody !== undefined) this.add(nobody)
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

  /** Those that figures (`UserSums.encoded`) are of. */
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
 * Ascending numbers as the steps from each to the next above it, seven bits a byte, the lowest first; filled up to whole words with steps
 * of nothing.
 */
export function encodeNumbers(numbers: Uint32Array): Uint32Array {
  const bytes: number[] = []
  let before = 0
  for (const number of numbers) {
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

/** Figures of users, summed; may be begun anew again and again. */
export class UserSums {
  /** By user: 1 + the place of its figures; 0: there are none. */
  #places: Uint32Array = new Uint32Array(1024)
  #users: Uint32Array = new Uint32Array(64)
  /** Seat-seconds, checkouts, the longest and the last moment, of one user behind the other. */
  #figures = new Float64Array(64 * FIGURES)
  #count = 0

  begin(): void {
    for (let place = 0; place < this.#count; place++) this.#places[this.#users[place] ?? 0] = 0
    this.#count = 0
  }

  add(user: number, seatSeconds: number, checkouts: number, longest: number, last: number): void {
    while (user >= this.#places.length) this.#places = grown(this.#places)
    const isNew = this.#places[user] === 0
    const at = (isNew ? this.#newPlace(user) : this.#placeOf(user)) * FIGURES
    const figures = this.#figures
    figures[at] = (figures[at] ?? 0) + seatSeconds
    figures[at + 1] = (figures[at + 1] ?? 0) + checkouts
    if (longest > (figures[at + 2] ?? 0)) figures[at + 2] = longest
    if (last > (figures[at + 3] ?? 0)) figures[at + 3] = last
  }

  #newPlace(user: number): number {
    if (this.#count === this.#users.length) {
      this.#users = grown(this.#users)
      const figures = new Float64Array(this.#figures.length * 2)
      figures.set(this.#figures)
      this.#figures = figures
    }
    const place = this.#count++
    this.#users[place] = user
    for (let at = place * FIGURES; at < this.#count * FIGURES; at++) this.#figures[at] = 0
    this.#places[user] = this.#count
    return place
  }

  /** Ascending. */
  users(): Uint32Array {
    return this.#users.slice(0, this.#count).sort()
  }

  /** By user. */
  figures(): readonly UserFigures[] {
    return Array.from(this.users(), (user) => {
      const from = this.#placeOf(user) * FIGURES
      const [seatSeconds = 0, checkouts = 0, longest = 0, last = 0] = this.#figures.subarray(from, from + FIGURES)
      return { user, seatSeconds, checkouts, longest, last }
    })
  }

  /** By user, in words, of which `addUsers` makes sums again; whole numbers. */
  encoded(): Uint32Array {
    const users = this.users()
    const words = new Uint32Array(users.length * USER_WORDS)
    let at = 0
    for (const user of users) {
      const from = this.#placeOf(user) * FIGURES
      const seatSeconds = this.#figures[from] ?? 0
      words[at++] = user
      words[at++] = seatSeconds % WORD
      words[at++] = Math.floor(seatSeconds / WORD)
      words[at++] = this.#figures[from + 1] ?? 0
      words[at++] = this.#figures[from + 2] ?? 0
      words[at++] = this.#figures[from + 3] ?? 0
    }
    return words
  }

  #placeOf(user: number): number {
    return (this.#places[user] ?? 1) - 1
  }
}
