import type { DraftCheckout, DraftFeature, DraftQueued } from './draft.ts'
import { type Identity, splitIdentity } from './identity.ts'
import { RowParts } from './row-parts.ts'
import type { StartClock } from './start-clock.ts'

const BLANK = 32

/** A row of more than three words: its split waits until the hosts of all rows are known. */
export interface OpenRow {
  readonly row: DraftCheckout | DraftQueued
  readonly raw: string
  readonly version: string
  readonly queued: boolean
}

/**
 * Reads holder rows and queued rows out of the whole text, by position. They are nearly all of a large answer: no line is
 * copied, and no regular expression runs on the common form.
 */
export class RowReader {
  readonly open: OpenRow[] = []
  private readonly text: string
  private readonly clock: StartClock
  private readonly parts = new RowParts()

  constructor(text: string, clock: StartClock) {
    this.text = text
    this.clock = clock
  }

  /** The row read last has a start, or a part behind it, that could not be read. */
  get odd(): boolean {
    return this.parts.odd || (!this.parts.queued && this.clock.odd)
  }

  /** Adds the row in `from..to` (no blanks around it) to the feature; false where it is none. */
  read(from: number, to: number, feature: DraftFeature): boolean {
    if (!this.parts.read(this.text, from, to)) return false
    if (this.parts.queued) this.addQueued(from, feature)
    else this.addCheckout(from, feature)
    return true
  }

  private addCheckout(from: number, feature: DraftFeature): void {
    const { parts, clock } = this
    clock.read(this.text, parts)
    const row = this.commonRow(from, feature) ?? this.anyRow(from, feature)
    if (parts.linger !== undefined) row.linger = parts.linger
    if (parts.pid >= 0) row.pid = parts.pid
    if (clock.doubtful) row.uncertain = true
    feature.checkouts.push(row)
  }

  /** The row where user, host and display are three words and nothing is missing: all these objects have one shape. */
  private commonRow(from: number, feature: DraftFeature): DraftCheckout | undefined {
    const { text, parts } = this
    const { time, text: startText } = this.clock
    const pool = feature.pools.length - 1
    if (pool < 0 || time === undefined || parts.version === '' || parts.handle === '') return undefined
    const to = parts.identityEnd
    let userTo = -1
    let hostTo = -1
    for (let at = from; at < to; at++) {
      if (text.charCodeAt(at) > BLANK) continue
      if (userTo < 0) userTo = at
      else if (hostTo < 0) hostTo = at
      else return undefined
    }
    if (hostTo <= userTo + 1) return undefined
    const user = text.slice(from, userTo)
    // Only splitIdentity knows that user of two words.
    if (user === 'ACTIVATED') return undefined
    const host = text.slice(userTo + 1, hostTo)
    const display = text.slice(hostTo + 1, to)
    return {
      user,
      host,
      display: display === host ? host : display,
      version: parts.version,
      serverHost: parts.serverHost,
      serverPort: parts.serverPort,
      handle: parts.handle,
      start: time,
      seats: parts.seats,
      raw: text.slice(from, to),
      pool,
      startText,
    }
  }

  private anyRow(from: number, feature: DraftFeature): DraftCheckout {
    const { text, parts, clock } = this
    const raw = text.slice(from, parts.identityEnd)
    const row: DraftCheckout = { user: '', seats: parts.seats, raw, startText: clock.text }
    this.addRequest(row)
    if (clock.time !== undefined) row.start = clock.time
    if (feature.pools.length > 0) row.pool = feature.pools.length - 1
    this.addWho(row, raw, false)
    return row
  }

  private addQueued(from: number, feature: DraftFeature): void {
    const row: DraftQueued = { user: '', seats: this.parts.seats }
    this.addRequest(row)
    this.addWho(row, this.text.slice(from, this.parts.identityEnd), true)
    feature.queued.push(row)
  }

  private addRequest(row: DraftCheckout | DraftQueued): void {
    const { version, serverHost, serverPort, handle } = this.parts
    row.serverHost = serverHost
    if (version !== '') row.version = version
    if (serverPort !== '') row.serverPort = serverPort
    if (handle !== '') row.handle = handle
  }

  private addWho(row: DraftCheckout | DraftQueued, raw: string, queued: boolean): void {
    const { version } = this.parts
    const who = splitIdentity(raw, version, queued)
    if (who === undefined) this.open.push({ row, raw, version, queued })
    else setWho(row, who)
  }
}

/** Splits the rows that had to wait, now that the hosts are known. */
export function splitOpenRows(open: readonly OpenRow[], isHost: (word: string) => boolean): void {
  for (const { row, raw, version, queued } of open) {
    const who = splitIdentity(raw, version, queued, isHost)
    if (who !== undefined) setWho(row, who)
  }
}

/** A queued row says who asks and where, no more. */
function setWho(row: DraftCheckout | DraftQueued, who: Identity): void {
  row.user = who.user
  if (who.host !== undefined) row.host = who.host
  if (who.display !== undefined) row.display = who.display
  if (!('raw' in row)) return
  if (who.extra !== undefined) row.extra = who.extra
  if (who.uncertain) row.uncertain = true
}
