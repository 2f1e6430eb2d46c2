import type { DenialKind, Span } from '../../../preload/contract/history.ts'
import { CANNED_AT, serversIn } from './canned.ts'

/** The record of an invented site, made from seeds: working hours, holidays, two gaps, denials where seats ran out, and a
 * step of the capacity. All in the zone of Berlin. */
export interface CannedFeature {
  readonly tag: string
  readonly feature: string
  readonly products: readonly string[]
  readonly reserved: number
  readonly checkouts: readonly CannedCheckout[]
  readonly denials: readonly CannedDenial[]
  /** In steps; the first holds from the start of the record. */
  readonly issued: readonly { readonly at: number; readonly seats: number }[]
}

export interface CannedCheckout {
  readonly user: string
  readonly host: string
  readonly seats: number
  readonly request: number
  readonly out: number
  /** Null: still out. */
  readonly in: number | null
}

export interface CannedDenial {
  readonly at: number
  readonly user: string
  readonly host: string
  readonly kind: DenialKind
  readonly reason: string | null
  readonly counted: boolean
  readonly gotAfter: number | null
}

export const ZONE = 'Europe/Berlin'
const DAY = 86_400
const at = (text: string): number => Date.parse(`${text}Z`) / 1000

const WINTER: Span = { from: at('2025-10-26T01:00'), to: at('2026-03-29T01:00') }
/** Seconds by which Berlin is ahead of UTC. */
export const ahead = (time: number): number => (time >= WINTER.from && time < WINTER.to ? 3600 : 7200)
/** Epoch seconds of a local midnight, by days since 1970. */
export const midnight = (day: number): number => day * DAY - ahead(day * DAY - 3600)
/** Days since 1970 of the local date of a moment. */
export const dayOf = (time: number): number => Math.floor((time + ahead(time)) / DAY)
export const dateOf = (day: number): string => new Date(day * DAY * 1000).toISOString().slice(0, 10)

export const RECORD: Span = { from: midnight(at('2025-09-15T00:00') / DAY), to: CANNED_AT }

/** Nobody watched: a server room without power on a weekend, an afternoon, and half an hour. */
export const GAPS: readonly Span[] = [
  { from: at('2026-02-03T08:10'), to: at('2026-02-03T08:48') },
  { from: at('2026-07-17T22:00'), to: at('2026-07-19T07:00') },
  { from: at('2026-10-08T11:05'), to: at('2026-10-08T14:25') },
]

/** Numbers in [0, 1) from a seed, the same in every run. */
export function random(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const INITIALS = 'abcdefghijklmnoprstuvwz'
const SURNAMES =
  'alvarez berger conti dubois ekholm fischer grau hartmann ilic jansen kuhn lind moreau nowak okafor petrov quist rossi silva tanaka ulrich vogel weber xu yilmaz zeman aalto brandt costa dahl engel fabre gomez haas ivanov jung klein'.split(
    ' ',
  )

/** An invented person, one for each number. */
export function personOf(index: number): { readonly user: string; readonly host: string } {
  const round = Math.floor(index / (INITIALS.length * SURNAMES.length))
  const user = `${INITIALS[index % INITIALS.length]}${SURNAMES[index % SURNAMES.length]}${round === 0 ? '' : round}`
  return { user, host: `WS-${1000 + ((index * 37) % 9000)}` }
}

const FEATURES = serversIn('shared').flatMap(({ features }) => features)
const records = new Map<string, CannedFeature | null>()

/** The record of a feature; null where there is none. Made when first asked for. */
export function recordOf(tag: string, feature: string): CannedFeature | null {
  const key = `${tag} ${feature}`
  const known = records.get(key)
  if (known !== undefined) return known
  const made = makeRecord(tag, feature)
  records.set(key, made)
  return made
}

/** What the codes of features mean. */
export const PRODUCTS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  FEATURES.filter(({ products }) => products.length > 0).map(({ name, products }) => [name, products]),
)

/** Every feature of the record. */
export const allRecords = (): readonly CannedFeature[] =>
  FEATURES.map(({ tag, name }) => recordOf(tag, name)).filter((record) => record !== null)

function makeRecord(tag: string, name: string): CannedFeature | null {
  const index = FEATURES.findIndex((one) => one.tag === tag && one.name === name)
  const live = FEATURES[index]
  if (live === undefined || live.kind !== 'counted' || live.issued === null) return null
  const { products, reserved } = live
  const now = Math.min(live.issued, 60)
  const stepped = index % 3 === 0
  const step = midnight(at('2026-08-17T00:00') / DAY) + 9.4 * 3600
  const before = Math.max(1, Math.round(now * 0.9))
  const issued = stepped
    ? [
        { at: RECORD.from, seats: before },
        { at: step, seats: now },
      ]
    : [{ at: RECORD.from, seats: now }]
  const seatsAt = (time: number): number => (stepped && time < step ? before : now) - reserved

  const next = random(1000 + index)
  const people = Math.max(2, Math.round(now * (index % 5 === 4 ? 0.9 : 1.62)))
  const checkouts: CannedCheckout[] = []
  const denials: CannedDenial[] = []
  let out: number[] = [] // when the seats that are out come back
  const unusedSince = index % 11 === 10 ? at('2026-06-12T12:00') : Number.POSITIVE_INFINITY
  for (let day = dayOf(RECORD.from); day <= dayOf(RECORD.to); day++) {
    const weekday = (day + 4) % 7
    const date = dateOf(day).slice(5)
    const off = weekday === 0 || weekday === 6 || date >= '12-24' || date === '01-01' || date === '05-01'
    const summer = date >= '07-20' && date <= '08-28' ? 0.72 : 1
    const requests: { time: number; length: number; person: number; tries: number; first: number }[] = []
    for (let person = 0; person < people; person++) {
      const keen = 0.25 + 0.7 * ((person * 7919) % 100) * 0.01
      if (next() > (off ? 0.04 : 0.95 * keen * summer)) continue
      let time = midnight(day) + (7.6 + 2.6 * next() + (next() < 0.25 ? 4 * next() : 0)) * 3600
      const leaves = midnight(day) + (16.2 + 2.2 * next()) * 3600
      while (time < leaves) {
        const length = next() < 0.012 ? 14 * 3600 : (0.8 + 7 * next() ** 1.5) * 3600
        requests.push({ time, length: Math.min(length, leaves - time + 600), person, tries: 0, first: time })
        time += length + (0.3 + 1.2 * next()) * 3600
      }
    }
    requests.sort((a, b) => a.time - b.time)
    for (let request = requests.shift(); request !== undefined; request = requests.shift()) {
      const { time, person, tries, first } = request
      if (time > RECORD.to || time > unusedSince) continue
      const who = personOf(person * 3 + index * 17)
      if (out.length >= seatsAt(time)) out = out.filter((ends) => ends > time)
      if (out.length < seatsAt(time)) {
        const ends = time + Math.max(240, request.length)
        out.push(ends)
        checkouts.push({
          ...who,
          seats: 1,
          request: Math.round(first),
          out: Math.round(time),
          in: ends > RECORD.to ? null : Math.round(ends),
        })
        continue
      }
      denials.push(deny(Math.round(time), who, 'no-seat', tries === 0))
      if (tries < 4 && next() < 0.8) {
        requests.push({ ...request, time: time + 300 + 2400 * next(), tries: tries + 1 })
        requests.sort((a, b) => a.time - b.time)
      }
    }
    if (!off && next() < 0.03) denials.push(deny(midnight(day) + 36_000, personOf(index + day), 'rule', false))
    if (!off && next() < 0.01) denials.push(deny(midnight(day) + 40_000, personOf(index + day), 'not-served', false))
  }
  return { tag, feature: name, products, reserved, issued, checkouts, denials: denials.map(waited(checkouts)) }
}

const REASONS: Readonly<Record<DenialKind, string | null>> = {
  'no-seat': 'Licensed number of users already reached. (-4,342)',
  rule: 'User/host on EXCLUDE list for feature. (-38,349)',
  'not-served': 'No such feature exists. (-5,346)',
  unknown: null,
}

function deny(at: number, who: { user: string; host: string }, kind: DenialKind, counted: boolean): CannedDenial {
  return { at, ...who, kind, reason: REASONS[kind], counted, gotAfter: null }
}

const waited = (checkouts: readonly CannedCheckout[]) => {
  const byUser = Map.groupBy(checkouts, ({ user }) => user)
  return (denial: CannedDenial): CannedDenial => {
    const got = byUser.get(denial.user)?.find(({ out }) => out >= denial.at)
    return { ...denial, gotAfter: got !== undefined && got.out - denial.at < DAY ? got.out - denial.at : null }
  }
}
