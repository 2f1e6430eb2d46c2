import type { FeatureAsked, Span, UsersAnswer } from '../../../preload/contract/history.ts'
import { touches } from '../count-span.ts'
import { DenialSums, eachDenial } from '../denials-read.ts'
import { featuresAsked } from '../features-asked.ts'
import { IN, NOBODY, OUT, RESERVED, SEATS, SEATS_MASK, WHO, WORDS, word } from '../packed.ts'
import type { Reader } from '../reader.ts'
import { addUsers, UserSums } from '../user-figures.ts'

/** Question 4: who used a feature. Seat-hours are a person's own: they count in gaps, too. */
export function users(reader: Reader, asked: FeatureAsked): UsersAnswer {
  const { features, span, about } = featuresAsked(reader, asked)
  const { numbers } = reader.index
  const sums = asked.working
    ? workingSums(reader, features, span.from, span.to)
    : wholeSums(reader, features, span.from, span.to)
  const denials = new DenialSums(reader.index)
  eachDenial(reader.index, features, { ...span, working: asked.working }, (rows, at) =>
    denials.add(word(rows, at + WHO), rows, at),
  )
  const figures = sums.figures()
  const whole = figures.reduce((sum, { seatSeconds }) => sum + seatSeconds, 0)
  return {
    ...about,
    seatHours: whole / 3600,
    users: figures
      .map(({ user, seatSeconds, checkouts, longest, last }) => ({
        user: numbers.users.of(user) ?? '',
        seatHours: seatSeconds / 3600,
        checkouts,
        longest,
        lastSeen: last,
        share: whole === 0 ? 0 : seatSeconds / whole,
        denials: denials.of(user),
      }))
      .sort((a, b) => b.seatHours - a.seatHours || (a.user < b.user ? -1 : 1)),
  }
}

function wholeSums(reader: Reader, features: readonly number[], from: number, to: number): UserSums {
  const sums = new UserSums()
  for (const day of reader.days(features, from, to)) addUsers(day.users, sums)
  return sums
}

/** Only what lies in working hours; a checkout counts when it began in them. */
function workingSums(reader: Reader, features: readonly number[], from: number, to: number): UserSums {
  const sums = new UserSums()
  const worked = reader.worked(features, from, to)
  for (let first = 0; first < worked.length; first += SPANS_AT_ONCE)
    addWorking(reader, features, worked.slice(first, first + SPANS_AT_ONCE), sums)
  return sums
}

/** All at once take more memory, single ones more time. */
const SPANS_AT_ONCE = 25

function addWorking(reader: Reader, features: readonly number[], worked: readonly Span[], sums: UserSums): void {
  const rows = reader.checkouts(features, worked[0]?.from ?? 0, worked.at(-1)?.to ?? 0)
  /** The first that ends behind the checkout at hand. */
  let next = 0
  for (let at = 0; at < rows.length; at += WORDS) {
    const marked = word(rows, at + SEATS)
    if ((marked & RESERVED) !== 0 || word(rows, at + WHO) === NOBODY) continue
    const out = word(rows, at + OUT)
    const checkin = word(rows, at + IN)
    // Rows come nearly in their order.
    while (next > 0 && (worked[next - 1]?.to ?? 0) > out) next--
    while ((worked[next]?.to ?? Number.POSITIVE_INFINITY) <= out) next++
    for (let which = next; which < worked.length; which++) {
      const work = worked[which]
      if (work === undefined || !touches(out, checkin, work.from, work.to)) break
      const ends = Math.min(checkin, work.to)
      const seatSeconds = (ends - Math.max(out, work.from)) * (marked & SEATS_MASK)
      sums.add(word(rows, at + WHO), seatSeconds, out >= work.from ? 1 : 0, checkin - out, ends)
    }
  }
}
