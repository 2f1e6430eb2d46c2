/**
 * Checkouts and denials as they lie in the index: eight unsigned 32-bit words each, one behind the other, in the byte order
 * of the machine (the index never leaves it). Times are epoch seconds.
 */
export const WORDS = 8

/** The words of a checkout. */
export const OUT = 0
export const IN = 1
/** The seats, with marks. */
export const SEATS = 2
/** The user in a feature's sheet, the feature in a user's. */
export const WHO = 3
export const HOST = 4
/** The file a row is from, and the byte its line begins at: together nothing else has them. */
export const SOURCE = 5
export const OFFSET = 6
/** Seconds between request and checkout. */
export const WAIT = 7

/** The words of a denial, where they are others than those of a checkout: `WHO` is the user in all its sheets. */
export const AT = 0
export const FEATURE = 1
/** Number of the reason and code (`reason` in the database), 0 where nobody told. */
export const REASON = 7

/** In place of user and host: nobody knows who, as samples of a features log tell only how many. */
export const NOBODY = 0

/** Another source tells of the same: it does not count. */
export const DOUBLE = 0x8000_0000
/** Of a checkout: an idle reservation, which no person holds. */
export const RESERVED = 0x4000_0000
/** Of a checkout that is laid over: it is out still. */
export const OPEN = 0x2000_0000
/** Of a denial: it counts (`countedDenials`). */
export const COUNTED = 0x4000_0000
/** Of a denial: no row of its own, but an event that tells the reason of one. */
export const TOLD = 0x2000_0000
export const SEATS_MASK = 0x1fff_ffff

/** Rows of a blob. */
export function unpacked(blob: Uint8Array): Uint32Array {
  // SQLite's bytes may begin anywhere in memory.
  if (blob.byteOffset % 4 === 0) return new Uint32Array(blob.buffer, blob.byteOffset, blob.byteLength >> 2)
  return new Uint32Array(blob.slice().buffer)
}

export const packed = (words: Uint32Array): Uint8Array =>
  new Uint8Array(words.buffer, words.byteOffset, words.byteLength)

/** Word `at` of an array whose length its caller minds. */
export const word = (words: Uint32Array, at: number): number => words[at] ?? 0

/** Rows of one kind, gathered until they are put into sheets. */
export class Batch {
  /** `WORDS` each. */
  rows: Uint32Array
  /** The feature of each row. */
  owners: Uint32Array
  count = 0

  constructor(room = 1024) {
    this.rows = new Uint32Array(room * WORDS)
    this.owners = new Uint32Array(room)
  }

  /** Makes room for one more and answers where its first word stands. */
  add(owner: number): number {
    if (this.count === this.owners.length) {
      this.rows = grown(this.rows)
      this.owners = grown(this.owners)
    }
    this.owners[this.count] = owner
    return this.count++ * WORDS
  }
}

export function grown(old: Uint32Array): Uint32Array {
  const made = new Uint32Array(old.length * 2)
  made.set(old)
  return made
}
