import { word } from './packed.ts'

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

/** What is kept of a feature and a day or month. */
export interface Usage {
  /** Begun in the time. */
  readonly checkouts: number
  readonly held: Counted
  /** With idle reservations; null: there were none. */
  readonly used: Counted | null
  /** Of a day their figures (`UserSums.encoded`), of a month their numbers alone (`encodeNumbers`). */
  readonly users: Uint32Array
  /** The gaps in which nothing was counted (`gapWords`): it is true only while these are the gaps of the time. */
  readonly gaps: Uint32Array
}

/** The checkouts, how long what is held, what is used and the gaps are, then these, and the users. */
export function encodeUsage({ checkouts, held, used, users, gaps }: Usage): Uint32Array {
  const usedAt = USAGE_HEAD + lengthOf(held)
  const gapsAt = usedAt + (used === null ? 0 : lengthOf(used))
  const usersAt = gapsAt + gaps.length
  const words = new Uint32Array(usersAt + users.length)
  words[0] = checkouts
  words[1] = usedAt - USAGE_HEAD
  words[2] = gapsAt - usedAt
  words[3] = gaps.length
  encodeCounted(held, words, USAGE_HEAD)
  if (used !== null) encodeCounted(used, words, usedAt)
  words.set(gaps, gapsAt)
  words.set(users, usersAt)
  return words
}

export function decodeUsage(words: Uint32Array): Usage {
  const [checkouts = 0, held = 0, used = 0, gaps = 0] = words
  const gapsAt = USAGE_HEAD + held + used
  return {
    checkouts,
    held: decodeCounted(words, USAGE_HEAD),
    used: used === 0 ? null : decodeCounted(words, USAGE_HEAD + held),
    gaps: words.subarray(gapsAt, gapsAt + gaps),
    users: words.subarray(gapsAt + gaps),
  }
}

const USAGE_HEAD = 4
const HEAD = 4

const lengthOf = ({ hourPeaks, hourSeconds, levels, workLevels, reached }: Counted): number =>
  HEAD + hourPeaks.length + hourSeconds.length + levels.length + workLevels.length + reached.length

/** Four lengths, then the five lists. */
function encodeCounted(counted: Counted, words: Uint32Array, from: number): void {
  const { hourPeaks, hourSeconds, levels, workLevels, reached } = counted
  words[from] = hourPeaks.length
  words[from + 1] = levels.length
  words[from + 2] = workLevels.length
  words[from + 3] = reached.length
  let at = from + HEAD
  for (const list of [hourPeaks, hourSeconds, levels, workLevels, reached]) {
    words.set(list, at)
    at += list.length
  }
}

function decodeCounted(words: Uint32Array, from: number): Counted {
  const [hours, levels, work, reached] = [
    word(words, from),
    word(words, from + 1),
    word(words, from + 2),
    word(words, from + 3),
  ]
  const hoursAt = from + HEAD
  const levelsAt = hoursAt + hours * 2
  const workAt = levelsAt + levels
  return {
    hourPeaks: words.subarray(hoursAt, hoursAt + hours),
    hourSeconds: words.subarray(hoursAt + hours, levelsAt),
    levels: words.subarray(levelsAt, workAt),
    workLevels: words.subarray(workAt, workAt + work),
    reached: words.subarray(workAt + work, workAt + work + reached),
  }
}
