import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { encodeEvent } from '../../main/datafiles/events.ts'
import { type Held, Model, type OpenAt, sum } from '../unit/history/model.ts'
import { filesOf, type Made, type MadeCheckout, type MadeDenial } from '../unit/history/record.ts'

/** A record of five days, Monday to Friday, of three servers of a site that does not exist. */

const ZONE = 'Europe/Berlin'
const FIRST_DAY = 12
const DAYS = 5
const HOUR = 3600

/** A moment of those days; day 0 is Monday, 12 October 2026. */
export const at = (day: number, hour: number, minute = 0): number =>
  Date.UTC(2026, 9, FIRST_DAY + day, hour - 2, minute) / 1000

/** Working hours as they are where the settings say nothing. */
const OFFICE = { weekdays: [1, 2, 3, 4, 5], from: 8 * 60, to: 18 * 60, holidays: [] }
const TAGS = ['cad', 'eda', 'math'] as const
const SINCE = at(0, 0)
/** The last complete poll. */
export const AS_OF = at(4, 17)
const USERS = ['mlindqvist', 'tokafor', 'vrossi', 'abrandt', 'Ida Holm']

const who = (number: number): Pick<MadeCheckout, 'base' | 'user' | 'host' | 'seats'> => {
  const user = USERS[number % USERS.length] ?? ''
  return { base: '', user, host: `WS-${100 + (number % 7)}`, seats: number % 4 === 0 ? 2 : 1 }
}

/** Each day some begin at some minute past each working hour; what is out at the last poll is not finished. */
const begun: readonly MadeCheckout[] = TAGS.flatMap((tag, which) =>
  ['SOLVER', 'MESHER'].slice(0, which === 0 ? 2 : 1).flatMap((feature, second) =>
    Array.from({ length: DAYS * 9 }, (_, number): MadeCheckout => {
      const out = at(Math.floor(number / 9), 8 + (number % 9), (number * 7) % 50)
      const length = (20 + ((number * 37 + second * 53) % 200)) * 60
      const request = out - (number % 5 === 0 ? 90 : 0)
      return { ...who(number + which), tag, feature, request, out, in: out + length }
    }),
  ),
)

const denial = (number: number, tag: string, when: number, code: number): MadeDenial => ({
  ...who(number),
  tag,
  feature: 'SOLVER',
  at: when,
  code,
})

/** Monday's second one follows its first within the window; the others are apart, one by a rule. */
const denials: readonly MadeDenial[] = [
  denial(1, 'cad', at(0, 10, 30), -4),
  { ...denial(1, 'cad', at(0, 10, 30), -4), at: at(0, 10, 30) + 5 },
  denial(2, 'cad', at(2, 11, 5), -4),
  denial(3, 'cad', at(2, 11, 25), -39),
  denial(2, 'eda', at(3, 14, 2), -4),
]

export const MADE: Made = {
  tags: TAGS.map((tag) => ({ tag, zone: ZONE, since: SINCE })),
  checkouts: begun.filter((row) => row.in <= AS_OF),
  denials,
  capacity: [
    ...TAGS.map((tag) => ({ tag, feature: 'SOLVER', seats: 6, at: SINCE })),
    { tag: 'cad', feature: 'MESHER', seats: 3, at: SINCE },
    { tag: 'cad', feature: 'SOLVER', seats: 4, at: at(2, 7) },
  ],
  gaps: [{ tag: 'cad', from: at(1, 12), to: at(1, 13, 30), told: 'gap' }],
}

export const OPEN: readonly OpenAt[] = TAGS.map((tag) => ({
  tag,
  asOf: AS_OF,
  rows: begun.filter((row) => row.tag === tag && row.in > AS_OF && row.out <= AS_OF),
}))

/** The same, counted from lists alone. */
export const MODEL = new Model(MADE, OPEN, OFFICE)

/** What the license table said would expire: of cad's 4 seats 3. */
const LICENSES = [{ feature: 'SOLVER', version: '2.0', count: 3, vendor: 'cadvend', expires: '2099-06-30' }]

/** Writes the record as data files into a folder. */
export function writeRecord(data: string): void {
  const expiry = encodeEvent({ t: SINCE + 60, tag: 'cad', type: 'expiry', licenses: LICENSES })
  const event = 'events/cad/2026-10-12 events.jsonl'
  const files = filesOf(MADE)
  files[event] = `${files[event]}${expiry}\n`
  for (const { tag, asOf, rows } of OPEN) {
    const more = { daemon: 'cadvend', account: '', handle: '17', display: ':0', version: '1.0', pid: 0, seenAt: asOf }
    const lines = rows.map(({ request, out, feature, user, host, seats }) => ({
      ...{ tag, feature, user, host, seats, ...more },
      requestAt: request,
      checkoutAt: out,
    }))
    files[`state/${tag}.open.jsonl`] = [{ tag, asOf }, ...lines].map((line) => `${JSON.stringify(line)}\n`).join('')
  }
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(data, name)), { recursive: true })
    writeFileSync(path.join(data, name), text)
  }
}

/** The servers of the settings: looked at, never polled, so that nothing is written. */
export const SERVERS = TAGS.map((tag) => ({ tag, address: `27000@lic-${tag}`, zone: ZONE, role: 'viewer' }))

export interface Counted {
  readonly peak: number
  readonly mean: number
  readonly p95: number
  readonly seatHours: number
  readonly checkouts: number
  readonly users: number
  readonly fullHours: number
  /** At the end of the span. */
  readonly issued: number
  readonly counted: number
  readonly raw: number
}

/** A feature's figures over a span, which lies within the record. */
export function countedOf(tag: string, feature: string, span = { from: SINCE, to: AS_OF }, working = false): Counted {
  const all = MODEL.pieces([tag], feature, span)
  const pieces = all.filter((piece) => piece.known && (piece.works || !working))
  const seconds = (of: typeof pieces) => sum(of.map(({ from, to }) => to - from))
  const seatSeconds = sum(pieces.map(({ from, to, held }) => (to - from) * held))
  const levels = pieces.map(({ held }) => held)
  const enough = (level: number) => seconds(pieces.filter(({ held }) => held <= level)) >= 0.95 * seconds(pieces)
  const rows = MODEL.rowsOf([tag], feature).filter((row) => row.out < span.to && row.in > span.from)
  const denied = MODEL.deniedIn([tag], feature, span, { working })
  return {
    peak: Math.max(...levels),
    mean: seatSeconds / seconds(pieces),
    p95: Math.min(...levels.filter(enough)),
    seatHours: seatSeconds / HOUR,
    checkouts: rows.filter(({ out }) => out >= span.from).length,
    users: new Set(rows.map(({ user }) => user)).size,
    fullHours: seconds(pieces.filter(({ used, issued }) => issued !== null && used >= issued)) / HOUR,
    issued: all.at(-1)?.issued ?? 0,
    counted: denied.filter(({ counted, kind }) => counted && kind === 'no-seat').length,
    raw: denied.length,
  }
}

/** A person's checkouts, on the servers of all tags; those still out end with the record. */
export const rowsOfUser = (user: string) => MODEL.checkouts.filter((row) => row.user === user)

export const seatHours = (rows: readonly Held[]): number =>
  sum(rows.map((row) => ((row.in - row.out) * row.seats) / HOUR))
