import type { FeatureAsked, UsersAnswer } from '../../../preload/contract/history.ts'
import { touches } from '../count-span.ts'
import { DenialSums, eachOfFeatures } from '../denials-read.ts'
import { featuresAsked } from '../features-asked.ts'
import { DOUBLE, IN, NOBODY, OUT, RESERVED, SEATS, SEATS_MASK, WHO, WORDS, word } from '../packed.ts'
import type { Reader } from '../reader.ts'
import { UserSums } from '../usage-blob.ts'

/** Question 4: who used a feature. Seat-hours are a person's own: they count in gaps, too. */
export function users(reader: Reader, asked: FeatureAsked): UsersAnswer {
  const { features, span, about } = featuresAsked(reader, asked)
  const { numbers } = reader.index
  const sums = asked.working
    ? workingSums(reader, features, span.from, span.to)
    : wholeSums(reader, features, span.from, span.to)
  const denials = new DenialSums(reader.index)
  eachOfFeatures(reader.index, features, { ...span, working: asked.working }, (rows, at) =>
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
  for (const day of reader.days(features, from, to)) day.addUsersTo(sums)
  return sums
}

/** Only what lies in working hours; a checkout counts when it began in them. */
function workingSums(reader: Reader, features: readonly number[], from: number, to: number): UserSums {
  const sums = new UserSums()
  for (const { worked } of reader.days(features, from, to)) {
    for (const work of worked) {
      const rows = reader.checkouts(features, work.from, work.to)
      for (let at = 0; at < rows.length; at += WORDS) {
        const marked = word(rows, at + SEATS)
        if (marked >= DOUBLE || (marked & RESERVED) !== 0 || word(rows, at + WHO) === NOBODY) continue
        const [out, checkin] = [word(rows, at + OUT), word(rows, at + IN)]
        const [begins, ends] = [Math.max(out, work.from), Math.min(checkin, work.to)]
        if (!touches(out, checkin, work.from, work.to)) continue
        const seatSeconds = (ends - begins) * (marked & SEATS_MASK)
        sums.add(word(rows, at + WHO), seatSeconds, out >= work.from && out < work.to ? 1 : 0, checkin - out, ends)
      }
    }
  }
  return sums
}
