import fc from 'fast-check'
import type { Made, MadeCapacity, MadeCheckout, MadeDenial, MadeGap, MadeTag } from './record.ts'

const utc = (text: string): number => Date.parse(text) / 1000

/** Zones, each with moments at which its clock changes, or a month begins where it has none. */
export const ZONES: readonly { readonly zone: string; readonly changes: readonly number[] }[] = [
  { zone: 'Europe/Berlin', changes: [utc('2026-03-29T01:00Z'), utc('2026-10-25T01:00Z')] },
  { zone: 'America/New_York', changes: [utc('2026-03-08T07:00Z'), utc('2026-11-01T06:00Z')] },
  { zone: 'Asia/Kolkata', changes: [utc('2026-06-30T18:30Z')] },
  { zone: 'Australia/Lord_Howe', changes: [utc('2026-04-04T15:00Z'), utc('2026-10-03T15:30Z')] },
  { zone: 'America/Santiago', changes: [utc('2026-04-05T03:00Z'), utc('2026-09-06T04:00Z')] },
]

const HOUR = 3600
const DAY = 86_400
const FEATURES = ['F1_tool', 'F2_base'] as const
const PEOPLE = ['ada', 'Bo Berg', 'cyd'] as const
const HOSTS = ['ws1', 'WS2.example.com'] as const

/** Around a moment: on whole hours, where days and clock changes lie, or anywhere. */
const timeAround = (moment: number) =>
  fc.oneof(
    fc.integer({ min: -72, max: 72 }).map((hours) => moment + hours * HOUR),
    fc.integer({ min: -3 * DAY, max: 3 * DAY }).map((seconds) => moment + seconds),
    fc.integer({ min: -2 * HOUR, max: 2 * HOUR }).map((seconds) => moment + seconds),
  )

const duration = fc.oneof(
  { weight: 1, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.constantFrom(1, 60, HOUR, DAY, 2 * DAY, 40 * DAY) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 8 * HOUR }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 3 * DAY }) },
)

/** Small records of one or two servers around a clock change of the first one's zone. */
export const records: fc.Arbitrary<{ readonly made: Made; readonly moment: number }> = fc
  .tuple(fc.constantFrom(...ZONES), fc.constantFrom(...ZONES), fc.boolean())
  .chain(([own, other, isAlone]) =>
    fc.constantFrom(...own.changes).chain((moment) => {
      const names = isAlone ? ['CAD'] : ['CAD', 'eda2']
      const tag = fc.constantFrom(...names)
      const feature = fc.constantFrom(...FEATURES)
      const seats = fc.constantFrom(1, 1, 1, 2, 5)
      const time = timeAround(moment)
      const checkout = fc
        .record({
          tag,
          feature,
          user: fc.constantFrom(...PEOPLE, ...PEOPLE, 'r:GROUP cad'),
          host: fc.constantFrom(...HOSTS),
          seats,
          out: time,
          length: duration,
          wait: fc.constantFrom(0, 0, 90),
          /** An import tells of it, too, so many seconds apart; null: none does. */
          told: fc.option(fc.tuple(fc.integer({ min: -400, max: 400 }), fc.integer({ min: -400, max: 400 })), {
            freq: 3,
          }),
          times: fc.constantFrom(1, 1, 1, 2),
        })
        .map(({ length, wait, told, times, out, ...who }): readonly MadeCheckout[] => {
          const row = {
            base: '',
            ...who,
            host: who.user.startsWith('r:') ? '' : who.host,
            out,
            in: out + length,
            request: out - wait,
          }
          const rows = Array.from({ length: times }, () => row)
          if (told === null || row.user.startsWith('r:')) return rows
          const began = out + told[0]
          const imported = {
            ...row,
            base: 'imported/a1',
            request: began,
            out: began,
            in: Math.max(began, row.in + told[1]),
          }
          return [...rows, imported]
        })
      const denial = fc
        .record({
          tag,
          feature,
          user: fc.constantFrom(...PEOPLE),
          host: fc.constantFrom(...HOSTS),
          seats,
          at: time,
          again: fc.constantFrom(0, 0, 5, 30),
          code: fc.constantFrom(null, -4, -39, -5),
        })
        .map(({ again, at, ...who }): readonly MadeDenial[] => {
          const first = { base: '', ...who, at }
          return again === 0 ? [first] : [first, { ...first, at: at + again }]
        })
      const step = fc.record({ tag, feature, seats: fc.constantFrom(0, 1, 2, 3, 6, 9999), at: time })
      const gap = fc
        .record({
          tag,
          from: time,
          length: fc.integer({ min: 1, max: 10 * HOUR }),
          told: fc.constantFrom('gap' as const, 'down' as const),
        })
        .map(({ length, ...about }) => ({ ...about, to: about.from + length }))
      const tags = names.map(
        (name, which): MadeTag => ({
          tag: name,
          zone: which === 0 ? own.zone : other.zone,
          since: moment - (which + 2) * DAY - 1234,
        }),
      )
      return fc
        .record({
          checkouts: fc.array(checkout, { maxLength: 12 }).map((rows) => rows.flat()),
          denials: fc.array(denial, { maxLength: 6 }).map((rows) => rows.flat()),
          capacity: fc.array(step, { maxLength: 5 }),
          gaps: fc.array(gap, { maxLength: 2 }),
        })
        .map((about) => ({ moment, made: { tags, ...about, ...apart(about) } }))
    }),
  )

/** Which of rows of one second counts is nobody's to say: only one of each is kept. Times when a server is down do not overlap. */
function apart({ denials, capacity, gaps }: Pick<Made, 'denials' | 'capacity' | 'gaps'>) {
  const first = <Row>(rows: readonly Row[], key: (row: Row) => string): Row[] =>
    [...Map.groupBy(rows, key).values()].flatMap(([row]) => row ?? [])
  return {
    denials: first(denials, ({ tag, feature, user, at }: MadeDenial) => [tag, feature, user, at].join()),
    capacity: first(capacity, ({ tag, feature, at }: MadeCapacity) => [tag, feature, at].join()),
    gaps: first(gaps, ({ tag, told }: MadeGap) => `${tag} ${told}`),
  }
}
