import { decodeCapacity } from '../datafiles/capacity-cap.ts'
import { decodeDenials } from '../datafiles/denials-den.ts'
import { decodeEvents, type SeatlogEvent } from '../datafiles/events.ts'
import type { RowKind } from '../datafiles/layout.ts'
import type { Decoded, Skipped } from '../datafiles/lines.ts'
import { dayOfDate } from '../usage/local-days.ts'
import { arrangeCheckouts } from './arrange-checkouts.ts'
import type { IndexParts } from './index-parts.ts'
import type { OpenRow } from './overlay.ts'
import {
  AT,
  Batch,
  FEATURE,
  HOST,
  IN,
  NOBODY,
  OFFSET,
  OUT,
  REASON,
  SEATS,
  SEATS_MASK,
  SOURCE,
  TOLD,
  WAIT,
  WHO,
  WORDS,
  word,
} from './packed.ts'
import type { Gathered } from './put-rows.ts'
import { readSamples } from './read-samples.ts'
import { type CheckoutScanner, createCheckoutScanner, FIRST_TIME, LAST_TIME } from './scan-checkouts.ts'
import type { Source } from './sources.ts'

/** What one piece of a file brought. */
export interface PieceRead {
  readonly lines: number
  readonly rows: number
  readonly skipped: readonly Skipped[]
  /** Of the bytes, those that need not be read again. */
  readonly bytes: number
}

/** What of a source is known by its rows, those of this piece included. */
export type SourceTold = Pick<Source, 'until' | 'since'>

/** Rows on their way into the index: gathered piece by piece, then put into their sheets at once (`putRows`). */
export interface NewRows {
  /** Reads whole lines of a source, of which it knows how far it was read. `isLast`: the file goes on no more. */
  read(source: Source, bytes: Buffer, isLast: boolean): PieceRead & SourceTold
  /** Checkouts and denials that wait. */
  readonly waiting: number
  /** What waits, of which it knows no more then. */
  take(): Gathered
}

export type ReadKind = Exclude<RowKind, 'users'>

/** `finished` is told of each checkout that is taken. */
export function createNewRows(index: IndexParts, finished?: (row: OpenRow) => void): NewRows {
  const { db, numbers } = index
  const scanners = new Map<string, CheckoutScanner>()
  const checkouts = new Batch()
  const denials = new Batch()
  const latestBy = new Map<string, number>()
  /** Issued as the samples told last. */
  const sampledSeats = new Map<number, number>()
  let told: SourceTold = { until: 0, since: null }

  function latestOf(day: string): number {
    const latest = latestBy.get(day) ?? ((dayOfDate(day) ?? 0) + 2) * 86_400
    latestBy.set(day, latest)
    return latest
  }

  /** Something of the tag is known of this moment. A clock that is far ahead does not make the record longer. */
  function note({ day }: Source, at: number): void {
    const until = Math.min(at, latestOf(day))
    if (until > told.until) told = { ...told, until }
  }

  const readers: { readonly [K in ReadKind]: (source: Source, bytes: Buffer, isLast: boolean) => PieceRead } = {
    checkouts(source, bytes) {
      const key = source.tag.toLowerCase()
      const scanner = scanners.get(key) ?? createCheckoutScanner(source.tag, numbers)
      scanners.set(key, scanner)
      const before = checkouts.count
      const { lines, skipped } = scanner.scan(
        bytes,
        { source: source.id, offset: source.done, lines: source.lines },
        checkouts,
      )
      let last = 0
      for (let row = before; row < checkouts.count; row++) {
        const checkin = word(checkouts.rows, row * WORDS + IN)
        if (checkin > last) last = checkin
      }
      if (before < checkouts.count) note(source, last)
      return { lines, rows: checkouts.count - before, skipped, bytes: bytes.length }
    },
    denials(source, bytes) {
      const decoded = decodeDenials(bytes.toString('utf8'))
      for (const [place, row] of decoded.rows.entries()) addDenial(source, place, row, 0, 0)
      return read(source, bytes, decoded)
    },
    capacity(source, bytes) {
      const decoded = decodeCapacity(bytes.toString('utf8'))
      for (const [place, { feature, seats, at }] of decoded.rows.entries()) {
        const number = numbers.feature(source.tag, feature)
        db.run(
          'INSERT OR REPLACE INTO capacity VALUES(?, ?, ?, ?, ?)',
          number,
          at,
          source.id,
          source.rows + place,
          seats,
        )
      }
      return read(source, bytes, decoded)
    },
    features: addSamples,
    events(source, bytes) {
      const decoded = decodeEvents(bytes.toString('utf8'))
      for (const [place, event] of decoded.rows.entries()) readEvent(source, place, event)
      return read(source, bytes, decoded)
    },
  }

  function addSamples(source: Source, bytes: Buffer, isLast: boolean): PieceRead {
    const { zone } = index.calendarOfTag(source.tag).days
    const isImported = source.base !== ''
    // The logger writes samples as well, of what it records better.
    const until = (isImported ? undefined : index.logging(source.tag)?.since) ?? Number.POSITIVE_INFINITY
    const found = readSamples(bytes, isImported, zone, isLast, until)
    if (found.span !== null) {
      note(source, found.span.to)
      told = { ...told, since: Math.min(told.since ?? found.span.from, found.span.from) }
    }
    for (const [which, { feature, used, from, to }] of found.runs.entries()) {
      const place = checkouts.add(numbers.feature(source.tag, feature))
      const { rows } = checkouts
      rows[place + OUT] = from
      rows[place + IN] = to
      rows[place + SEATS] = Math.min(used, SEATS_MASK)
      rows[place + WHO] = NOBODY
      rows[place + HOST] = NOBODY
      rows[place + SOURCE] = source.id
      rows[place + OFFSET] = source.rows + which
      rows[place + WAIT] = 0
    }
    for (const [which, { feature, at, seats }] of found.issued.entries()) {
      const number = numbers.feature(source.tag, feature)
      if (sampledSeats.get(number) === seats) continue
      sampledSeats.set(number, seats)
      db.run('INSERT OR REPLACE INTO capacity VALUES(?, ?, ?, ?, ?)', number, at, source.id, source.rows + which, seats)
    }
    for (const [which, gap] of found.gaps.entries()) {
      const place = source.rows + which
      db.run(
        "INSERT OR REPLACE INTO event VALUES(?, ?, ?, ?, 'gap', ?)",
        numbers.tag(source.tag),
        gap.from,
        source.id,
        place,
        JSON.stringify(gap),
      )
    }
    return { ...read(source, bytes.subarray(0, found.bytes), { rows: [], skipped: found.skipped }), rows: found.rows }
  }

  function read(source: Source, bytes: Buffer, { rows, skipped }: Decoded<object>): PieceRead {
    let lines = 0
    for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) lines++
    return {
      lines,
      rows: rows.length,
      skipped: skipped.map(({ line, reason }) => ({ line: source.lines + line, reason })),
      bytes: bytes.length,
    }
  }

  interface Denied {
    readonly at: number
    readonly feature: string
    readonly user: string
    readonly host: string
    readonly seats: number
  }

  function addDenial(
    source: Source,
    which: number,
    { at, feature, user, host, seats }: Denied,
    mark: number,
    reason: number,
  ): void {
    if (at < FIRST_TIME || at > LAST_TIME) return
    note(source, at)
    const number = numbers.feature(source.tag, feature)
    const place = denials.add(number)
    const { rows } = denials
    rows[place + AT] = at
    rows[place + FEATURE] = number
    rows[place + SEATS] = Math.min(seats, SEATS_MASK) | mark
    rows[place + WHO] = numbers.user(user)
    rows[place + HOST] = numbers.host(host)
    rows[place + SOURCE] = source.id
    rows[place + OFFSET] = source.rows + which
    rows[place + REASON] = reason
  }

  function readEvent(source: Source, place: number, event: SeatlogEvent): void {
    switch (event.type) {
      case 'denial':
        addDenial(
          source,
          place,
          { ...event, at: event.t },
          TOLD,
          numbers.reason(majorCode(event.code), event.reason ?? null),
        )
        break
      case 'logging': {
        const known = index.logging(source.tag)
        const since = Math.min(known?.since ?? event.t, event.t)
        told = { ...told, since: Math.min(told.since ?? event.t, event.t) }
        // The last word on zone and interval counts for all of the record.
        const last = known !== undefined && known.at > event.t ? known : { ...event, at: event.t }
        index.setLogging(source.tag, { zone: last.zone, interval: last.interval, at: last.at, since })
        break
      }
      case 'up':
      case 'down':
      case 'degraded':
      case 'poll-failed':
      case 'gap':
      case 'expiry':
      case 'packages':
      case 'serves': {
        const { t, tag: _tag, type, ...rest } = event
        db.run(
          'INSERT OR REPLACE INTO event VALUES(?, ?, ?, ?, ?, ?)',
          numbers.tag(source.tag),
          t,
          source.id,
          source.rows + place,
          type,
          JSON.stringify(rest),
        )
        break
      }
      case 'reserved':
      case 'queued':
      case 'linger':
      case 'dropped':
    }
  }

  return {
    read(source, bytes, isLast) {
      const { kind } = source
      if (kind === 'users') throw new Error('users files are not read')
      told = source
      const piece = readers[kind](source, bytes, isLast)
      const { until, since } = told
      return { ...piece, until, since }
    },
    get waiting() {
      return checkouts.count + denials.count
    },
    take() {
      if (finished !== undefined) tellFinished(index, checkouts, finished)
      const taken = {
        checkouts: checkouts.count === 0 ? null : arrangeCheckouts(index.calendarOf, checkouts),
        denials: denials.rows.slice(0, denials.count * WORDS),
      }
      // They stay large for the next turn of a rebuild; those of a poll are small anyway.
      checkouts.count = 0
      denials.count = 0
      return taken
    },
  }
}

/** More at once are no poll's, but an import's or a rebuild's. */
const MOST_TOLD = 20_000

function tellFinished({ numbers }: IndexParts, { rows, owners, count }: Batch, finished: (row: OpenRow) => void): void {
  if (count > MOST_TOLD) return
  for (let at = 0, item = 0; item < count; at += WORDS, item++) {
    const { tag = '', name: feature = '' } = numbers.features.of(word(owners, item)) ?? {}
    const user = numbers.users.of(word(rows, at + WHO)) ?? ''
    const host = numbers.hosts.of(word(rows, at + HOST)) ?? ''
    const [checkoutAt, checkinAt] = [word(rows, at + OUT), word(rows, at + IN)]
    const seats = word(rows, at + SEATS) & SEATS_MASK
    finished({ tag, feature, user, host, seats, requestAt: checkoutAt, checkoutAt, seenAt: checkinAt, checkinAt })
  }
}

/** `-4,132` is code -4; null where none is told. */
function majorCode(code: string | undefined): number | null {
  const found = /^-?\d+/.exec(code ?? '')
  return found === null ? null : Number(found[0])
}
