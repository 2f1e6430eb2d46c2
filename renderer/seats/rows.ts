import type { FeatureDetails, FeatureSeats, Holder, PoolSeats, Waiting } from '../../preload/contract/seats.ts'
import type { Formats } from '../formats.ts'
import type { Opened } from '../model.ts'
import { counted } from '../wording.ts'
import { matches, namesMatch } from './filter.ts'
import { seatsSentence } from './seat-words.ts'

/** One line of the table. `key` stays with what the line shows over updates; `parent` is the feature it belongs to. */
export type SeatRow =
  | { readonly kind: 'feature'; readonly key: string; readonly feature: FeatureSeats; readonly open: boolean }
  | (DetailRow & { readonly key: string; readonly parent: string })

/** The parts of an opened feature that have a heading. */
export type DetailPart = 'pools' | 'holders' | 'lingering' | 'reserved' | 'queue'

/** A line inside an opened feature. */
export type DetailRow =
  | {
      readonly kind: 'note'
      readonly tone: 'plain' | 'warning' | 'error'
      readonly text: string
      /** The feature the note is about, where it leads to more of it. */
      readonly feature?: FeatureSeats
    }
  | { readonly kind: 'heading'; readonly of: DetailPart; readonly text: string }
  | { readonly kind: 'pool'; readonly pool: PoolSeats }
  | { readonly kind: 'holder'; readonly holder: Holder; readonly hit: boolean }
  | { readonly kind: 'reservation'; readonly count: number; readonly kindOf: string; readonly name: string }
  | { readonly kind: 'waiting'; readonly waiting: Waiting }

/** What the lines of an opened feature depend on besides its details. */
export interface Reading {
  /** Words of the search, lower case: holders that match come first, marked. */
  readonly words: readonly string[]
  /** Epoch seconds. */
  readonly now: number
  readonly formats: Formats
}

/** All lines of the table in order: each feature, and below it, where open, its details. */
export function flatten(
  features: readonly FeatureSeats[],
  opened: ReadonlyMap<string, Opened>,
  reading: Reading,
): readonly SeatRow[] {
  const rows: SeatRow[] = []
  for (const feature of features) {
    const entry = opened.get(feature.key)
    rows.push({ kind: 'feature', key: feature.key, feature, open: entry !== undefined })
    if (entry === undefined) continue
    const seen = new Map<string, number>()
    for (const row of openedRows(feature, entry, reading)) {
      const identity = `${feature.key}|${identify(row)}`
      const nth = seen.get(identity) ?? 0 // equal holders are several rows, never one
      seen.set(identity, nth + 1)
      rows.push({ ...row, key: nth === 0 ? identity : `${identity}|${nth}`, parent: feature.key })
    }
  }
  return rows
}

function openedRows(feature: FeatureSeats, { details, failure }: Opened, reading: Reading): readonly DetailRow[] {
  const sentence: DetailRow = {
    kind: 'note',
    tone: feature.kind === 'error' ? 'error' : feature.known ? 'plain' : 'warning',
    text: `${seatsSentence(feature, reading.now, reading.formats).replace(/\.$/, '')}.`,
    ...(feature.kind === 'error' ? {} : { feature }),
  }
  const others = feature.products.slice(1)
  const also: readonly DetailRow[] =
    others.length === 0 ? [] : [{ kind: 'note', tone: 'plain', text: `Also: ${others.join(', ')}` }]
  const head = [sentence, ...also]
  if (failure !== null) return [...head, { kind: 'note', tone: 'error', text: failure }]
  if (details === null) return [...head, { kind: 'note', tone: 'plain', text: 'Asking who holds seats …' }]
  return [...head, ...detailRows(feature, details, reading)]
}

function detailRows(feature: FeatureSeats, details: FeatureDetails, reading: Reading): readonly DetailRow[] {
  const { formats, words } = reading
  // "revit ines" seeks Ines among those who hold Revit.
  const sought = words.filter((word) => !namesMatch(feature, [word]))
  const rows: DetailRow[] = []
  if (details.pools.length > 0) rows.push({ kind: 'heading', of: 'pools', text: 'Versions' })
  for (const pool of details.pools) rows.push({ kind: 'pool', pool })

  const holders = details.holders.map((holder) => ({ kind: 'holder', holder, hit: isHit(holder, sought) }) as const)
  holders.sort((a, b) => Number(b.hit) - Number(a.hit) || (b.holder.heldFor ?? -1) - (a.holder.heldFor ?? -1))
  const holding = holders.filter(({ holder }) => holder.linger === null)
  const lingering = holders.filter(({ holder }) => holder.linger !== null)
  const held: readonly DetailRow[] = [{ kind: 'heading', of: 'holders', text: 'Held' }, ...holding]
  const lingers: readonly DetailRow[] = [{ kind: 'heading', of: 'lingering', text: 'Lingering' }, ...lingering]
  const soughtLingers = lingering[0]?.hit === true && holding[0]?.hit !== true
  for (const part of soughtLingers ? [lingers, held] : [held, lingers]) if (part.length > 1) rows.push(...part)
  if (feature.kind !== 'error' && holders.length === 0 && details.listedSeats === feature.held) {
    rows.push({ kind: 'note', tone: 'plain', text: 'Nobody holds a seat.' })
  }
  if (details.listedSeats !== feature.held) {
    const text = `lmstat listed ${formats.count(details.listedSeats)} of ${counted(feature.held, 'seat', 'seats', formats)}.`
    rows.push({ kind: 'note', tone: 'warning', text })
  }
  if (details.reservations.length > 0) rows.push({ kind: 'heading', of: 'reserved', text: 'Reserved' })
  for (const { count, kind, name } of details.reservations)
    rows.push({ kind: 'reservation', count, kindOf: kind, name })
  if (details.queued.length > 0) rows.push({ kind: 'heading', of: 'queue', text: 'Waiting' })
  for (const waiting of details.queued) rows.push({ kind: 'waiting', waiting })
  return rows
}

const isHit = (holder: Holder, words: readonly string[]): boolean =>
  words.length > 0 && matches([holder.user, holder.host, holder.display, holder.raw], words)

/** What makes a line the same line after an update. */
function identify(row: DetailRow): string {
  switch (row.kind) {
    case 'note':
      return `note|${row.tone}`
    case 'heading':
      return `heading|${row.of}`
    case 'pool':
      return `pool|${row.pool.version}|${row.pool.vendorString}`
    case 'holder':
      return `holder|${row.holder.raw}|${row.holder.handle}|${row.holder.since}`
    case 'reservation':
      return `reservation|${row.kindOf}|${row.name}`
    case 'waiting':
      return `waiting|${row.waiting.user}|${row.waiting.host}|${row.waiting.display}`
  }
}
