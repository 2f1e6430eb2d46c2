import { grown } from './packed.ts'

/** What was counted of one curve: of what people hold, or with idle reservations of what lmstat calls used. */
export interface Counted {
  /** By the hours of a day (`hoursOf`): the highest level, and seat-seconds; of a month none. */
  readonly hourPeaks: Uint32Array
  readonly hourSeconds: Uint32Array
  /** Level above 0 and the seconds at it, in turn, ascending. */
  readonly levels: Uint32Array
  /** The same within working hours. */
  readonly workLevels: Uint32Array
  /** Seats taken when a checkout began, its own included, and how many began so, in turn. */
  readonly reached: Uint32Array
}

const HEAD = 4

/** Four lengths, then the five lists. */
export function encodeCounted({ hourPeaks, hourSeconds, levels, workLevels, reached }: Counted): Uint8Array {
  const hours = hourPeaks.length
  const [workAt, reachedAt] = [HEAD + hours * 2 + levels.length, HEAD + hours * 2 + levels.length + workLevels.length]
  const words = new Uint32Array(reachedAt + reached.length)
  words[0] = hours
  words[1] = levels.length
  words[2] = workLevels.length
  words[3] = reached.length
  words.set(hourPeaks, HEAD)
  words.set(hourSeconds, HEAD + hours)
  words.set(levels, HEAD + hours * 2)
  words.set(workLevels, workAt)
  words.set(reached, reachedAt)
  return new Uint8Array(words.buffer)
}

export function decodeCounted(words: Uint32Array): Counted {
  const [hours = 0, levels = 0, work = 0, reached = 0] = words
  const [levelsAt, workAt] = [HEAD + hours * 2, HEAD + hours * 2 + levels]
  return {
    hourPeaks: words.subarray(HEAD, HEAD + hours),
    hourSeconds: words.subarray(HEAD + hours, levelsAt),
    levels: words.subarray(levelsAt, workAt),
    workLevels: words.subarray(workAt, workAt + work),
    reached: words.subarray(workAt + work, workAt + work + reached),
  }
}

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

export function encodeUsers(users: readonly UserFigures[]): Uint8Array {
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
  return new Uint8Array(words.buffer)
}

/** Counts numbers that differ, those of users; may be begun anew again and again. */
export class DistinctUsers {
  /** Of each number the round it was met in last. */
  #met: Uint32Array = new Uint32Array(1024)
  #round = 0
  count = 0

  begin(): void {
    this.#round++
    this.count = 0
  }

  add(user: number): void {
    while (user >= this.#met.length) this.#met = grown(this.#met)
    if (this.#met[user] === this.#round) return
    this.#met[user] = this.#round
    this.count++
  }

  /** Those that figures (`encodeUsers`) are of. */
  addFigures(words: Uint32Array): void {
    for (let at = 0; at < words.length; at += USER_WORDS) this.add(words[at] ?? 0)
  }

  /** Those of `encodeNumbers`. */
  addNumbers(bytes: Uint8Array): void {
    for (let at = 0, user = 0; at < bytes.length; ) {
      let [step, shift] = [0, 0]
      for (let byte = MORE; byte >= MORE; shift += 7) {
        byte = bytes[at++] ?? 0
        step |= (byte & (MORE - 1)) << shift
      }
      user += step
      this.add(user)
    }
  }
}

/** Marks a byte whose number goes on in the next. */
const MORE = 128

/** Numbers as the steps from each to the next above it, seven bits a byte, the lowest first. */
export function encodeNumbers(numbers: Iterable<number>): Uint8Array {
  const bytes: number[] = []
  let before = 0
  for (const number of Uint32Array.from(numbers).sort()) {
    let step = number - before
    for (; step >= MORE; step >>>= 7) bytes.push((step & (MORE - 1)) | MORE)
    bytes.push(step)
    before = number
  }
  return Uint8Array.from(bytes)
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

  get size(): number {
    return this.#sums.size
  }

  /** By user. */
  figures(): readonly UserFigures[] {
    return [...this.#sums.values()].sort((a, b) => a.user - b.user)
  }
}

type UserSum = { -readonly [K in keyof UserFigures]: UserFigures[K] }
