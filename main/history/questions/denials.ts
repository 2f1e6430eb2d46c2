import type {
  DenialCount,
  DenialKind,
  DenialsAnswer,
  DenialsAsked,
  DenialTold,
} from '../../../preload/contract/history.ts'
import { dateOf } from '../../usage/local-days.ts'
import { type DenialRead, DenialSums, denialAt, eachDenial, kindOf, reasonsOf } from '../denials-read.ts'
import { cutToRecord } from '../features-asked.ts'
import { gotAfter } from '../got-after.ts'
import { allTags } from '../index-parts.ts'
import { NAMELESS, userKey } from '../numbering.ts'
import { AT, FEATURE, REASON, WHO, word } from '../packed.ts'
import type { Reader } from '../reader.ts'
import { DistinctUsers } from '../user-figures.ts'

const MOST_LATEST = 1000
const KINDS: readonly DenialKind[] = ['no-seat', 'rule', 'not-served', 'unknown']

type Got = ReturnType<typeof gotAfter>

/** Question 6: denials, counted and raw. Only the kinds asked for appear, but in `byKind`, which has all. */
export function denials(reader: Reader, asked: DenialsAsked): DenialsAnswer {
  const { index } = reader
  const { numbers } = index
  const wantedTags = new Set(asked.tags.map((tag) => tag.toLowerCase()))
  const tags = allTags(index)
    .filter((tag) => wantedTags.size === 0 || wantedTags.has(tag.toLowerCase()))
    .sort()
  const user = asked.user === null ? null : (numbers.users.find(userKey(asked.user)) ?? -1)
  const isAsked = reasonsOf(index, asked.kinds)
  const sums = () => new DenialSums(index, KINDS)
  const [byReason, byDay, byFeature, byUser] = [sums(), sums(), sums(), sums()]
  const pairs = new Pairs(numbers.users.find(NAMELESS))
  const isOfTags = new Set(tags)
  const features = [...numbers.features.entries()]
    .filter(([, { tag, name }]) => isOfTags.has(tag) && (asked.feature === null || name === asked.feature))
    .map(([feature]) => feature)
  const each = (from: number, see: Parameters<typeof eachDenial>[3]): void => {
    eachDenial(index, features, { from, to: asked.to, working: false }, (rows, at) => {
      if (user === null || word(rows, at + WHO) === user) see(rows, at)
    })
  }
  each(asked.from, (rows, at) => {
    const reason = word(rows, at + REASON)
    byReason.add(reason, rows, at)
    if (isAsked[reason] !== true) return
    const feature = word(rows, at + FEATURE)
    const who = word(rows, at + WHO)
    byDay.add(index.calendarOf(feature).days.dayOf(word(rows, at + AT)), rows, at)
    byFeature.add(feature, rows, at)
    byUser.add(who, rows, at)
    pairs.add(feature, who)
  })
  const found: DenialRead[] = []
  each(Math.max(asked.from, sinceLatest(byDay)), (rows, at) => {
    const denial = isAsked[word(rows, at + REASON)] === true ? denialAt(index, rows, at) : null
    if (denial !== null) found.push(denial)
  })
  const latest = found.sort(latestFirst(index)).slice(0, MOST_LATEST)
  const got = gotAfter(reader, latest.at(-1)?.at ?? asked.to, asked.to)
  return {
    span: cutToRecord(reader, tags, asked),
    zone: index.calendarOfTag(tags[0] ?? '').days.zone,
    total: totalOf(
      [...byReason.keys()].filter((reason) => isAsked[reason] === true).map((reason) => byReason.of(reason)),
    ),
    byKind: KINDS.map((kind) => {
      const ofKind = [...byReason.keys()].filter((reason) => kindOf(index, reason) === kind)
      return { kind, ...totalOf(ofKind.map((reason) => byReason.of(reason))) }
    }),
    byFeature: ranked(
      byFeature,
      (feature, count) => {
        const { tag = '', name = '' } = numbers.features.of(feature) ?? {}
        return { tag, feature: name, users: pairs.ofFeature(feature), ...count }
      },
      ({ tag, feature }) => `${feature} ${tag}`,
    ),
    byUser: ranked(
      byUser,
      (who, count) => ({ user: numbers.users.of(who) ?? '', features: pairs.ofUser(who), ...count }),
      ({ user }) => user,
    ),
    byDay: [...byDay.keys()].map((day) => ({ date: dateOf(day), ...byDay.of(day) })),
    byReason: ranked(
      byReason,
      (reason, count) => ({ kind: kindOf(index, reason), reason: reasonText(reader, reason), ...count }),
      ({ kind, reason }) => `${reason ?? ''} ${kind}`,
    ).filter(({ kind }) => asked.kinds.includes(kind)),
    latest: latest.map((denial) => toldDenial(reader, denial, got)),
    medianWait: median(latest, got),
  }
}

/** No denial before it is among the latest, by how many each day has. */
function sinceLatest(byDay: DenialSums): number {
  let count = 0
  for (const day of [...byDay.keys()].reverse()) {
    count += byDay.of(day).raw
    // The local day begins within the UTC day before at the earliest.
    if (count >= MOST_LATEST) return (day - 1) * 86_400
  }
  return 0
}

const totalOf = (counts: readonly DenialCount[]): DenialCount => ({
  counted: counts.reduce((sum, { counted }) => sum + counted, 0),
  raw: counts.reduce((sum, { raw }) => sum + raw, 0),
})

/** The most first; of equally many by name, in whatever order they were met. */
const ranked = <Row extends DenialCount>(
  sums: DenialSums,
  rowOf: (key: number, count: DenialCount) => Row,
  nameOf: (row: Row) => string,
): readonly Row[] =>
  [...sums.keys()]
    .map((key) => rowOf(key, sums.of(key)))
    .sort((a, b) => b.counted - a.counted || b.raw - a.raw || (nameOf(a) < nameOf(b) ? -1 : 1))

/** How many users of a feature, and features of a user, there were: each pair counts once. Features come one after the other. */
class Pairs {
  readonly #users: number[] = []
  readonly #features: number[] = []
  readonly #met = new DistinctUsers()
  readonly #nobody: number | undefined
  #feature = -1

  /** `nobody`: as in `DistinctUsers`. */
  constructor(nobody: number | undefined) {
    this.#nobody = nobody
  }

  add(feature: number, user: number): void {
    if (feature !== this.#feature) this.#met.begin()
    this.#feature = feature
    if (!this.#met.add(user)) return
    if (user !== this.#nobody) this.#users[feature] = this.ofFeature(feature) + 1
    this.#features[user] = this.ofUser(user) + 1
  }

  ofFeature(feature: number): number {
    return this.#users[feature] ?? 0
  }

  ofUser(user: number): number {
    return this.#features[user] ?? 0
  }
}

/** The code and the log's own words, as far as told. */
function reasonText({ index }: Reader, reason: number): string | null {
  const { code = null, text = null } = index.numbers.reasons.of(reason) ?? {}
  if (text === null) return code === null ? null : `code ${code}`
  return code === null ? text : `${text} (${code})`
}

/** Of one second by name, in whatever order the files were read. */
export function latestFirst({ numbers }: Reader['index']): (a: DenialRead, b: DenialRead) => number {
  const nameOf = ({ feature, user, host }: DenialRead): string =>
    `${numbers.features.of(feature)?.name} ${numbers.users.of(user)} ${numbers.hosts.of(host)}`
  return (a, b) => b.at - a.at || (nameOf(a) < nameOf(b) ? -1 : 1)
}

/** A denial with names in place of numbers. */
export function toldDenial(
  reader: Reader,
  { at, feature, user, host, seats, kind, reason, counted }: DenialRead,
  got: Got,
): DenialTold {
  const { numbers } = reader.index
  const { tag = '', name = '' } = numbers.features.of(feature) ?? {}
  const names = { user: numbers.users.of(user) ?? '', host: numbers.hosts.of(host) ?? '' }
  return {
    at,
    tag,
    feature: name,
    ...names,
    seats,
    kind,
    reason: reasonText(reader, reason),
    counted,
    gotAfter: got(user, feature, at),
  }
}

function median(found: readonly DenialRead[], got: Got): number | null {
  const waits = found
    .flatMap(({ counted, user, feature, at }) => (counted ? (got(user, feature, at) ?? []) : []))
    .sort((a, b) => a - b)
  return waits[Math.floor((waits.length - 1) / 2)] ?? null
}
