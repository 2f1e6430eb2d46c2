import { touches } from './count-span.ts'
import type { Numbering } from './numbering.ts'
import { HOST, IN, OPEN, OUT, RESERVED, SEATS, SEATS_MASK, WAIT, WHO, WORDS, word } from './packed.ts'

/** A checkout that no data file tells of yet: it is out still, or its line is not written. */
export interface OpenRow {
  readonly tag: string
  readonly feature: string
  readonly user: string
  readonly host: string
  readonly seats: number
  readonly requestAt: number
  readonly checkoutAt: number
  /** The last poll that showed it. */
  readonly seenAt: number
  /** Null: out at that poll. */
  readonly checkinAt: number | null
}

/** What is open on one tag, and until when that is known. */
export interface OpenOfTag {
  readonly tag: string
  /** The last complete poll, epoch seconds. */
  readonly asOf: number
  readonly rows: readonly OpenRow[]
}

/** Open checkouts as they are laid over every answer (DESIGN section 2), packed as those of the index. */
export interface Overlay {
  /** Packs the rows: only then the names that nothing else tells of have numbers. */
  pack(): void
  /** By tag, lower case. */
  readonly asOf: ReadonlyMap<string, number>
  readonly byFeature: ReadonlyMap<number, Uint32Array>
  readonly byUser: ReadonlyMap<number, Uint32Array>
  /** Users of hosts. */
  readonly usersOf: ReadonlyMap<number, ReadonlySet<number>>
  /** Whether anything open of a feature lies in [from, to). */
  touches(feature: number, from: number, to: number): boolean
}

/** Packs the rows when they are first asked for: most polls come while nobody looks at the history. */
export function createOverlay(tags: readonly OpenOfTag[], numbers: Numbering): Overlay {
  let made: Packed | null = null
  const packed = (): Packed => {
    made ??= packedRows(tags, numbers)
    return made
  }
  return {
    pack: () => void packed(),
    asOf: new Map(tags.map(({ tag, asOf }) => [tag.toLowerCase(), asOf])),
    get byFeature() {
      return packed().byFeature
    },
    get byUser() {
      return packed().byUser
    },
    get usersOf() {
      return packed().usersOf
    },
    touches(feature, from, to) {
      const rows = packed().byFeature.get(feature)
      if (rows === undefined) return false
      for (let at = 0; at < rows.length; at += WORDS)
        if (touches(word(rows, at + OUT), word(rows, at + IN), from, to)) return true
      return false
    },
  }
}

type Packed = Pick<Overlay, 'byFeature' | 'byUser' | 'usersOf'>

function packedRows(tags: readonly OpenOfTag[], numbers: Numbering): Packed {
  const byFeature = new Map<number, number[]>()
  const byUser = new Map<number, number[]>()
  const usersOf = new Map<number, Set<number>>()
  const words = new Array<number>(WORDS).fill(0)
  for (const { tag, rows } of tags) {
    for (const row of rows) {
      const [feature, user, host] = [numbers.feature(tag, row.feature), numbers.user(row.user), numbers.host(row.host)]
      words[OUT] = row.checkoutAt
      // A poll of the daemon that was not complete shows nothing: it is known until the last that was.
      words[IN] = Math.max(row.checkoutAt, row.checkinAt ?? row.seenAt)
      words[SEATS] =
        Math.min(row.seats, SEATS_MASK) |
        (row.user.startsWith('r:') ? RESERVED : 0) |
        (row.checkinAt === null ? OPEN : 0)
      words[HOST] = host
      words[WAIT] = Math.max(0, row.checkoutAt - row.requestAt)
      words[WHO] = user
      push(byFeature, feature, words)
      words[WHO] = feature
      push(byUser, user, words)
      const users = usersOf.get(host) ?? new Set()
      usersOf.set(host, users.add(user))
    }
  }
  return { byFeature: packedBy(byFeature), byUser: packedBy(byUser), usersOf }
}

function push(into: Map<number, number[]>, key: number, words: readonly number[]): void {
  const known = into.get(key)
  if (known === undefined) into.set(key, [...words])
  else known.push(...words)
}

const packedBy = (lists: ReadonlyMap<number, readonly number[]>): ReadonlyMap<number, Uint32Array> =>
  new Map([...lists].map(([key, words]) => [key, Uint32Array.from(words)]))
