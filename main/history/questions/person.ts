import type { PersonAnswer, PersonAsked, PersonCheckout } from '../../../preload/contract/history.ts'
import { dateOf } from '../../usage/local-days.ts'
import { type DenialRead, denialAt } from '../denials-read.ts'
import { cutToRecord } from '../features-asked.ts'
import { gotAfter } from '../got-after.ts'
import { allTags, zoneOfFirst } from '../index-parts.ts'
import { monthOf, startOfMonth } from '../months.ts'
import { hostKey, userKey } from '../numbering.ts'
import { PackagesOnce } from '../packages-once.ts'
import { HOST, IN, OPEN, OUT, SEATS, SEATS_MASK, WAIT, WHO, WORDS, word } from '../packed.ts'
import type { Reader } from '../reader.ts'
import { readUserSheets } from '../sheets.ts'
import { eachOfUser, usersOfHost } from '../user-rows.ts'
import { latestFirst, toldDenial } from './denials.ts'

const MOST = 5000

interface Sum {
  seatSeconds: number
  checkouts: number
  lastSeen: number
}

/** Question 5: what one person had, or what was had on one host. Seat-hours count in gaps, too. */
export function person(reader: Reader, asked: PersonAsked): PersonAnswer {
  const { index } = reader
  const { numbers } = index
  const isUser = asked.kind === 'user'
  const number = isUser ? numbers.users.find(userKey(asked.name)) : numbers.hosts.find(hostKey(asked.name))
  const { from, to } = asked
  const users = number === undefined ? [] : isUser ? [number] : [...usersOfHost(reader, number, from, to)]
  const checkouts: PersonCheckout[] = []
  const [features, days, others] = [new Map<number, Sum>(), new Map<string, Sum>(), new Map<number, Sum>()]
  const packages = new PackagesOnce<{ readonly date: string; readonly other: number }>(reader.packages)
  let [whole, count] = [0, 0]
  for (const user of users) {
    eachOfUser(reader, user, from, to, (rows, at) => {
      const host = word(rows, at + HOST)
      if (!isUser && host !== number) return
      const feature = word(rows, at + WHO)
      const [out, end, seats] = [word(rows, at + OUT), word(rows, at + IN), word(rows, at + SEATS) & SEATS_MASK]
      const calendar = index.calendarOf(feature)
      const { tag = '', name = '' } = numbers.features.of(feature) ?? {}
      const span = { from: Math.max(out, from), to: Math.min(end, to) }
      const isNew = out >= from
      let held = 0
      for (let day = calendar.days.dayOf(span.from); calendar.days.startOf(day) <= span.to; day++) {
        const ofDay = {
          from: Math.max(span.from, calendar.days.startOf(day)),
          to: Math.min(span.to, calendar.days.startOf(day + 1)),
        }
        const work = asked.working ? calendar.work(day) : ofDay
        const seconds =
          work === null || ofDay.to < ofDay.from
            ? 0
            : Math.max(0, Math.min(ofDay.to, work.to) - Math.max(ofDay.from, work.from))
        const isFirst = isNew && ofDay.from === out
        if (seconds > 0 || isFirst) {
          const about = { date: dateOf(day), other: isUser ? host : user }
          add(days, about.date, seconds * seats, isFirst ? 1 : 0, ofDay.to)
          packages.add(`${user} ${host} ${day}`, about, feature, seconds * seats, isFirst ? 1 : 0)
        }
        held += seconds * seats
      }
      whole += held
      count++
      add(features, feature, held, isNew ? 1 : 0, span.to)
      add(others, isUser ? host : user, held, isNew ? 1 : 0, span.to)
      checkouts.push({
        tag,
        feature: name,
        user: numbers.users.of(user) ?? '',
        host: numbers.hosts.of(host) ?? '',
        seats,
        out,
        in: (word(rows, at + SEATS) & OPEN) === 0 ? end : null,
        wait: word(rows, at + WAIT),
      })
    })
  }
  for (const { about, seatSeconds, checkouts } of packages.twice()) {
    add(days, about.date, -seatSeconds, -checkouts, 0)
    add(others, about.other, -seatSeconds, -checkouts, 0)
    whole -= seatSeconds
  }
  const got = gotAfter(reader, from, to)
  const denials = users
    .flatMap((user) => denialsOfUser(reader, user, from, to))
    .filter(({ host }) => isUser || host === number)
  const name = number === undefined ? asked.name : ((isUser ? numbers.users : numbers.hosts).of(number) ?? asked.name)
  return {
    span: cutToRecord(reader, allTags(index), { from, to }),
    zone: zoneOfFirst(index),
    working: asked.working,
    kind: asked.kind,
    name,
    checkouts: checkouts.sort(newestFirst).slice(0, MOST),
    checkoutCount: count,
    seatHours: whole / 3600,
    byFeature: [...features]
      .map(([feature, sum]) => {
        const { tag = '', name: featureName = '' } = numbers.features.of(feature) ?? {}
        return {
          tag,
          feature: featureName,
          seatHours: sum.seatSeconds / 3600,
          checkouts: sum.checkouts,
          lastSeen: sum.lastSeen,
        }
      })
      .sort((a, b) => b.seatHours - a.seatHours || (a.feature < b.feature ? -1 : 1)),
    byDay: [...days]
      .map(([date, sum]) => ({ date, seatHours: sum.seatSeconds / 3600, checkouts: sum.checkouts }))
      .sort((a, b) => (a.date < b.date ? -1 : 1)),
    denials: denials
      .sort(latestFirst(index))
      .slice(0, MOST)
      .map((denial) => toldDenial(reader, denial, got)),
    others: [...others]
      .map(([other, sum]) => ({
        name: (isUser ? numbers.hosts : numbers.users).of(other) ?? '',
        seatHours: sum.seatSeconds / 3600,
        lastSeen: sum.lastSeen,
      }))
      .sort((a, b) => b.seatHours - a.seatHours || (a.name < b.name ? -1 : 1)),
  }
}

/** Of one second by name, in whatever order the files were read. */
const newestFirst = (a: PersonCheckout, b: PersonCheckout): number =>
  b.out - a.out ||
  (b.in ?? Number.POSITIVE_INFINITY) - (a.in ?? Number.POSITIVE_INFINITY) ||
  (placeOf(a) < placeOf(b) ? -1 : 1)

const placeOf = ({ tag, feature, user, host, seats }: PersonCheckout): string =>
  [feature, tag, user, host, seats].join(' ')

function add<K>(sums: Map<K, Sum>, key: K, seatSeconds: number, checkouts: number, seen: number): void {
  const known = sums.get(key)
  if (known === undefined) sums.set(key, { seatSeconds, checkouts, lastSeen: seen })
  else {
    known.seatSeconds += seatSeconds
    known.checkouts += checkouts
    known.lastSeen = Math.max(known.lastSeen, seen)
  }
}

function denialsOfUser({ index }: Reader, user: number, from: number, to: number): readonly DenialRead[] {
  const found: DenialRead[] = []
  const [first, last] = [monthOf(from), monthOf(Math.max(from, to - 1))]
  for (const { month, rows } of readUserSheets(index.db, 'user_denials', user, first, last)) {
    const [begin, end] = [startOfMonth(month), startOfMonth(month + 1)]
    for (let at = 0; at < rows.length; at += WORDS) {
      const denial = denialAt(index, rows, at)
      // Those of the first hour of the next month stand in this one, too.
      if (denial !== null && denial.at >= Math.max(from, begin) && denial.at < Math.min(to, end)) found.push(denial)
    }
  }
  return found
}
