import { denialsOnce, type RecordedDenial } from '../usage/one-record.ts'
import { AT, DOUBLE, FEATURE, HOST, REASON, SEATS, SEATS_MASK, SOURCE, TOLD, WHO, WORDS, word } from './packed.ts'

interface Row extends RecordedDenial {
  readonly place: number
}

/**
 * Settles a month of a feature in place: gives each denial the reason an event of the same base tells, and marks as double what
 * another base tells as well (DESIGN section 5). Answers the denials that are others now.
 */
export function settledDenials(sheet: Uint32Array, baseOf: (source: number) => string): readonly Uint32Array[] {
  const before = sheet.slice()
  joinReasons(sheet, baseOf)
  markDoubles(sheet, baseOf)
  const changed: Uint32Array[] = []
  for (let at = 0; at < sheet.length; at += WORDS) {
    const isOther =
      word(sheet, at + SEATS) !== word(before, at + SEATS) || word(sheet, at + REASON) !== word(before, at + REASON)
    if (isOther && (word(sheet, at + SEATS) & TOLD) === 0) changed.push(sheet.slice(at, at + WORDS))
  }
  return changed
}

/** An event is taken once: it is marked double then. All are joined anew, as rows and events of files may have gone. */
function joinReasons(sheet: Uint32Array, baseOf: (source: number) => string): void {
  const told = new Map<string, number[]>()
  const keyAt = (at: number): string =>
    [AT, FEATURE, WHO, HOST].map((field) => word(sheet, at + field)).join() +
    `,${word(sheet, at + SEATS) & SEATS_MASK},${baseOf(word(sheet, at + SOURCE))}`
  for (let at = 0; at < sheet.length; at += WORDS) {
    const marked = word(sheet, at + SEATS)
    if ((marked & TOLD) === 0) {
      sheet[at + REASON] = 0
      continue
    }
    sheet[at + SEATS] = (marked & ~DOUBLE) >>> 0
    const key = keyAt(at)
    const others = told.get(key)
    if (others === undefined) told.set(key, [at])
    else others.push(at)
  }
  if (told.size === 0) return
  for (let at = 0; at < sheet.length; at += WORDS) {
    if ((word(sheet, at + SEATS) & TOLD) !== 0 || word(sheet, at + REASON) !== 0) continue
    const event = told.get(keyAt(at))?.shift()
    if (event === undefined) continue
    sheet[at + REASON] = word(sheet, event + REASON)
    sheet[event + SEATS] = (word(sheet, event + SEATS) | DOUBLE) >>> 0
  }
}

function markDoubles(sheet: Uint32Array, baseOf: (source: number) => string): void {
  const byBase = new Map<string, number[]>()
  for (let at = 0; at < sheet.length; at += WORDS) {
    const marked = word(sheet, at + SEATS)
    if ((marked & TOLD) !== 0) continue
    sheet[at + SEATS] = (marked & ~DOUBLE) >>> 0
    const base = baseOf(word(sheet, at + SOURCE))
    const others = byBase.get(base)
    if (others === undefined) byBase.set(base, [at])
    else others.push(at)
  }
  // Without imports there is one base, and nothing is told twice.
  if (byBase.size < 2) return
  // What this computer's logger wrote comes first: its base is the empty text.
  const told = [...byBase]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, places]) => places.map((at) => rowAt(sheet, at)))
  const counts = new Set(denialsOnce(told))
  for (const row of told.flat())
    if (!counts.has(row)) sheet[row.place + SEATS] = (word(sheet, row.place + SEATS) | DOUBLE) >>> 0
}

function rowAt(sheet: Uint32Array, at: number): Row {
  const text = (field: number): string => String(word(sheet, at + field))
  return {
    tag: '',
    feature: text(FEATURE),
    user: text(WHO),
    host: text(HOST),
    seats: word(sheet, at + SEATS) & SEATS_MASK,
    at: word(sheet, at + AT),
    place: at,
  }
}
