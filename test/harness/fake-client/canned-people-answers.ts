import type { DenialKind, DenialsAsked, NamesFound, PersonAsked, ToldOf } from '../../../preload/contract/history.ts'
import { answered, countOf, cut, secondsOf } from './canned-curve.ts'
import { allRecords, dateOf, dayOf, PRODUCTS, personOf, RECORD, ZONE } from './canned-record.ts'

const HOUR = 3600
const KINDS: readonly DenialKind[] = ['no-seat', 'rule', 'not-served', 'unknown']

/** Answers about people, hosts and denials of the invented site; by channel. */
export const peopleAnswers = {
  'history.person': (asked: PersonAsked): ToldOf<'person'> => {
    const span = cut(asked)
    const own = asked.kind
    const other = own === 'user' ? 'host' : 'user'
    const name = asked.name.toLowerCase()
    const held = allRecords().flatMap(({ tag, feature, checkouts }) =>
      checkouts
        .filter((one) => one[own].toLowerCase() === name && secondsOf(one, span) > 0)
        .map((one) => ({ ...one, tag, feature })),
    )
    const summary = (rows: typeof held) => ({
      seatHours: rows.reduce((sum, one) => sum + secondsOf(one, span), 0) / HOUR,
      checkouts: rows.filter(({ out }) => out >= span.from).length,
      lastSeen: Math.max(...rows.map((one) => one.in ?? RECORD.to)),
    })
    return {
      ...answered(asked),
      products: PRODUCTS,
      kind: own,
      name: held[0]?.[own] ?? asked.name,
      checkouts: held
        .sort((a, b) => b.out - a.out)
        .slice(0, 5000)
        .map(({ request, ...one }) => ({ ...one, wait: one.out - request })),
      checkoutCount: held.length,
      seatHours: summary(held).seatHours,
      byFeature: [...Map.groupBy(held, ({ tag, feature }) => `${tag}\t${feature}`)]
        .map(([key, rows]) => {
          const [tag = '', feature = ''] = key.split('\t')
          return { tag, feature, ...summary(rows) }
        })
        .sort((a, b) => b.seatHours - a.seatHours),
      byDay: [...Map.groupBy(held, ({ out }) => dayOf(Math.max(out, span.from)))]
        .sort(([a], [b]) => a - b)
        .map(([day, rows]) => {
          const { seatHours, checkouts } = summary(rows)
          return { date: dateOf(day), seatHours, checkouts }
        }),
      denials: deniedOf({ ...span, tags: [], feature: null, user: null, kinds: [] }).filter(
        (denial) => denial[own].toLowerCase() === name,
      ),
      others: [...Map.groupBy(held, (one) => one[other])].map(([name, rows]) => {
        const { seatHours, lastSeen } = summary(rows)
        return { name, seatHours, lastSeen }
      }),
    }
  },
  'history.denials': (asked: DenialsAsked): ToldOf<'denials'> => {
    const told = deniedOf(asked)
    const by = <K extends string>(key: (denial: (typeof told)[number]) => K) =>
      [...Map.groupBy(told, key)]
        .map(([name, rows]) => ({ name, rows, ...countOf(rows) }))
        .sort((a, b) => b.counted - a.counted || b.raw - a.raw)
    const waits = told
      .filter(({ counted }) => counted)
      .map(({ gotAfter }) => gotAfter ?? Number.POSITIVE_INFINITY)
      .sort((a, b) => a - b)
    const middle = waits[Math.floor(waits.length / 2)] ?? Number.POSITIVE_INFINITY
    return {
      span: cut(asked),
      zone: ZONE,
      products: PRODUCTS,
      total: countOf(told),
      byKind: KINDS.map((kind) => ({
        kind,
        ...countOf(deniedOf({ ...asked, kinds: [] }).filter((denial) => denial.kind === kind)),
      })),
      byFeature: by(({ tag, feature }) => `${tag}\t${feature}`).map(({ name, rows, counted, raw }) => {
        const [tag = '', feature = ''] = name.split('\t')
        return { tag, feature, counted, raw, users: new Set(rows.map(({ user }) => user)).size }
      }),
      byUser: by(({ user }) => user).map(({ name, rows, counted, raw }) => {
        return { user: name, counted, raw, features: new Set(rows.map(({ feature }) => feature)).size }
      }),
      byDay: by(({ at }) => dateOf(dayOf(at)))
        .map(({ name, counted, raw }) => ({ date: name, counted, raw }))
        .sort((a, b) => a.date.localeCompare(b.date)),
      byReason: by(({ reason }) => reason ?? '').map(({ name, rows, counted, raw }) => {
        return { kind: rows[0]?.kind ?? 'unknown', reason: name === '' ? null : name, counted, raw }
      }),
      latest: told.slice(0, 1000),
      medianWait: Number.isFinite(middle) ? middle : null,
    }
  },
  'history.names': ({ text }: { text: string }): NamesFound => namesWith(text.toLowerCase()),
}

function deniedOf({ from, to, tags, feature, user, kinds }: DenialsAsked) {
  return allRecords()
    .filter((record) => (tags.length === 0 || tags.includes(record.tag)) && [null, record.feature].includes(feature))
    .flatMap((record) => record.denials.map((one) => ({ ...one, tag: record.tag, feature: record.feature, seats: 1 })))
    .filter((one) => one.at >= from && one.at < to)
    .filter((one) => (user === null || one.user === user) && (kinds.length === 0 || kinds.includes(one.kind)))
    .sort((a, b) => b.at - a.at)
}

function namesWith(text: string): NamesFound {
  const people = Array.from({ length: 20_000 }, (_, index) => ({ index, ...personOf(index) }))
  const found = (name: 'user' | 'host') =>
    people
      .filter((one) => one[name].toLowerCase().includes(text))
      .slice(0, 200)
      .map((one) => ({
        name: one[name],
        lastSeen: RECORD.to - ((one.index * 7919) % 5000) * 600,
        seatHours: ((one.index * 31) % 1500) / 10,
      }))
  return { users: found('user'), hosts: found('host') }
}
