import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WorkingHours } from '../../../main/usage/working-hours.ts'
import type { FeatureAsked, Span, UsageTotals } from '../../../preload/contract/history.ts'
import { records } from './made-records.ts'
import {
  countOf,
  type Denied,
  type Held,
  Model,
  type OpenAt,
  overlap,
  type Piece,
  percentile,
  secondsOf,
  sum,
  told,
  touches,
} from './model.ts'
import { filesOf, type Made } from './record.ts'
import { dateIn, wallTime } from './wall-clock.ts'
import { type Built, MemoryFolder, newIndex } from './workshop.ts'

const DAY = 86_400
const HOURS: WorkingHours = { weekdays: [0, 1, 3, 6], from: 7 * 60 + 30, to: 16 * 60 + 30, holidays: ['2026-03-30'] }
const RUNS = {
  numRuns: 8,
  seed: 4,
}

interface Case {
  readonly built: Built
  readonly model: Model
  readonly made: Made
  readonly asked: FeatureAsked
  readonly tags: readonly string[]
}

/** Spans around the change: from and to anywhere, or at local midnights nearby, or all. */
const spans = fc.oneof(
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 3, arbitrary: fc.tuple(fc.integer({ min: -4 * DAY, max: 2 * DAY }), fc.integer({ min: 1, max: 5 * DAY })) },
  {
    weight: 3,
    arbitrary: fc.tuple(
      fc.integer({ min: -96, max: 48 }).map((hours) => hours * 3600),
      fc.integer({ min: 1, max: 60 * 24 }).map((hours) => hours * 3600),
    ),
  },
)

/** Builds an index of random records and hands it over with the model of the same. */
async function forRecords(check: (found: Case) => void): Promise<void> {
  const cases = fc.record({
    record: records,
    span: spans,
    working: fc.boolean(),
    isOpen: fc.boolean(),
    feature: fc.constantFrom('F1_tool', 'F2_base'),
    both: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(cases, async ({ record: { made, moment }, span, working, isOpen, feature, both }) => {
      const [first] = made.tags
      if (first === undefined) throw new Error('no server')
      const asOf = moment + 4 * DAY + 17
      const rows = made.checkouts.filter(({ tag, base }) => tag === first.tag && base === '').slice(0, 2)
      const open: readonly OpenAt[] = isOpen
        ? [
            {
              tag: first.tag,
              asOf,
              rows: rows.map((row) => ({ ...row, out: row.out + 1000, request: row.out, in: asOf })),
            },
          ]
        : []
      const model = new Model(made, open, HOURS)
      const built = newIndex([MemoryFolder.of(filesOf(made))], {
        basis: { zones: {}, workingHours: { '': HOURS }, denials: {} },
        now: asOf,
        open: open.map(({ tag, asOf: at, rows: of }) => ({
          tag,
          asOf: at,
          rows: of.map((row) => ({
            ...row,
            requestAt: row.request,
            checkoutAt: row.out,
            seenAt: at,
            checkinAt: null,
          })),
        })),
        groups: new Map([
          ['cad', new Set(['ada', 'bo berg'])],
          ['sim', new Set(['ada'])],
        ]),
      })
      try {
        await built.read({ gather: 1_000_000 })
        const asked: FeatureAsked = {
          tags: made.tags.slice(0, both ? 2 : 1).map(({ tag }) => tag),
          feature,
          working,
          from: span === null ? moment - 10 * DAY : moment + span[0],
          to: span === null ? moment + 45 * DAY : moment + span[0] + span[1],
        }
        check({ built, model, made, asked, tags: model.tagsOf(asked) })
      } finally {
        built.drop()
      }
    }),
    RUNS,
  )
}

/** The same for questions about a feature, of which one that nobody has met is told apart. */
const forFeatures = (question: FeatureQuestion, check: (found: Case) => void): Promise<void> =>
  forRecords((found) => {
    if (found.tags.length > 0) check(found)
    else expect(() => found.built.ask(question, found.asked)).toThrow('knows no feature')
  })

type FeatureQuestion = 'usage' | 'levels' | 'heat' | 'users' | 'how-many'

const counting = (pieces: readonly Piece[], working: boolean): readonly Piece[] =>
  pieces.filter(({ known, works }) => known && (works || !working))
const isLimited = (issued: number | null): issued is number => issued !== null && issued !== 9999
const most = (numbers: readonly number[]): number => Math.max(0, ...numbers)

function fullSeconds(pieces: readonly Piece[], working: boolean): number | null {
  if (!pieces.some(({ issued }) => isLimited(issued))) return null
  return secondsOf(
    counting(pieces, working).filter(({ issued, used }) => isLimited(issued) && issued > 0 && used >= issued),
  )
}

function totalsOf({ model, asked, tags }: Case, span: Span): UsageTotals {
  const pieces = model.pieces(tags, asked.feature, span)
  const counted = counting(pieces, asked.working)
  const people = model.rowsOf(tags, asked.feature).filter((row) => !row.reserved && touches(row, span))
  const peak = most(counted.map(({ held }) => held))
  const seatSeconds = sum(counted.map((piece) => piece.held * (piece.to - piece.from)))
  const known = secondsOf(counted)
  return {
    peak,
    peakAt: peak === 0 ? null : (counted.find(({ held }) => held === peak)?.from ?? null),
    usedPeak: most(counted.map(({ used }) => used)),
    mean: known === 0 ? 0 : seatSeconds / known,
    seatHours: seatSeconds / 3600,
    checkouts: people.filter(({ out }) => out >= span.from).length,
    users: new Set(people.map(({ user }) => user)).size,
    denials: countOf(model.deniedIn(tags, asked.feature, span, asked)),
    fullSeconds: fullSeconds(pieces, asked.working),
    knownSeconds: known,
  }
}

const byText = <T>(rows: readonly T[]): readonly T[] => rows.toSorted((a, b) => (textOf(a) < textOf(b) ? -1 : 1))
const textOf = (row: unknown): string => JSON.stringify(Object.entries(row as object).sort())

/** With numbers that were summed in another order. */
const near = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_, one) =>
    typeof one === 'number' && !Number.isInteger(one) ? Number(one.toFixed(6)) : one,
  )

describe('answers over small records equal those counted from lists', () => {
  it('usage: totals, buckets, the line, gaps and what was issued', async () => {
    await forFeatures('usage', (found) => {
      const { built, model, asked, tags } = found
      const answer = built.ask('usage', asked)
      const span = model.spanOf(asked)
      expect(answer.span).toEqual(span)
      expect(near(answer.totals)).toEqual(near(totalsOf(found, span)))
      if (span.from === span.to) return
      const length = span.to - span.from
      const before = totalsOf(found, { from: span.from - length, to: span.from })
      expect(near(answer.before)).toEqual(near(before.knownSeconds === 0 ? null : before))
      const { buckets } = answer
      expect([buckets[0]?.from, buckets.at(-1)?.to]).toEqual([span.from, span.to])
      for (const [which, bucket] of buckets.entries()) {
        expect(bucket.to).toBeGreaterThan(bucket.from)
        expect(buckets[which + 1]?.from ?? span.to).toBe(bucket.to)
      }
      const all = model.pieces(
        tags,
        asked.feature,
        span,
        buckets.map(({ from }) => from),
      )
      for (const bucket of buckets) {
        const pieces = all.filter(({ from }) => from >= bucket.from && from < bucket.to)
        const counted = counting(pieces, asked.working)
        const known = secondsOf(counted)
        const issued = pieces.flatMap((piece) => piece.issued ?? [])
        expect(near(bucket)).toEqual(
          near({
            from: bucket.from,
            to: bucket.to,
            peak: known === 0 ? null : most(counted.map(({ held }) => held)),
            mean: known === 0 ? null : sum(counted.map((piece) => piece.held * (piece.to - piece.from))) / known,
            usedPeak: known === 0 ? null : most(counted.map(({ used }) => used)),
            issued: issued.length === 0 ? null : told(Math.max(...issued)),
            denials: countOf(model.deniedIn(tags, asked.feature, bucket, asked)),
          }),
        )
      }
      for (const { from, known, works, held, used, issued } of all) {
        const isCounted = works || !asked.working
        expect(answer.gaps.some((gap) => gap.from <= from && from < gap.to)).toBe(!known && isCounted)
        expect(answer.issued.findLast(({ at }) => at <= from)?.seats).toBe(told(issued))
        if (answer.curve === null) continue
        const point = answer.curve.findLast(({ at }) => at <= from)
        expect([point?.held, point?.used]).toEqual(known && isCounted ? [held, used] : [null, null])
      }
      const denied = model.deniedIn(tags, asked.feature, span, asked).filter(({ counted }) => counted)
      expect(byText(answer.denials)).toEqual(byText(denied.map(({ at, user }) => ({ at, user, counted: true }))))
    })
  })

  it('levels', async () => {
    await forFeatures('levels', ({ built, model, asked, tags }) => {
      const span = model.spanOf(asked)
      const pieces = model.pieces(tags, asked.feature, span)
      const counted = counting(pieces, asked.working)
      const known = secondsOf(counted)
      const levels = [...Map.groupBy(counted, ({ held }) => held)].sort(([a], [b]) => a - b)
      expect(near(built.ask('levels', asked))).toEqual(
        near({
          span,
          zone: model.zoneOf(tags[0] ?? ''),
          working: asked.working,
          levels: levels.map(([seats, at]) => ({ seats, seconds: secondsOf(at) })),
          peak: most(counted.map(({ held }) => held)),
          mean: known === 0 ? 0 : sum(counted.map((piece) => piece.held * (piece.to - piece.from))) / known,
          p50: percentile(counted, 0.5),
          p95: percentile(counted, 0.95),
          p99: percentile(counted, 0.99),
          knownSeconds: known,
          fullSeconds: fullSeconds(pieces, asked.working),
          issued: told(model.issued(tags, asked.feature, span.to)),
        }),
      )
    })
  })

  it('heat: weekday by hour of the wall clock', async () => {
    await forFeatures('heat', ({ built, model, asked, tags }) => {
      const span = model.spanOf(asked)
      const zone = model.zoneOf(tags[0] ?? '')
      const pieces = model.pieces(tags, asked.feature, span)
      const shown = (at: number): string => JSON.stringify([wallTime(zone, at).date, wallTime(zone, at).hour])
      const worked = new Set(counting(pieces, true).map(({ from }) => shown(from)))
      const counted = counting(pieces, false).filter(({ from }) => !asked.working || worked.has(shown(from)))
      const cellOf = (at: number): number => wallTime(zone, at).weekday * 24 + wallTime(zone, at).hour
      const byCell = Map.groupBy(counted, ({ from }) => cellOf(from))
      const denied = Map.groupBy(model.deniedIn(tags, asked.feature, span, asked), ({ at }) => cellOf(at))
      const { cells } = built.ask('heat', asked)
      expect(cells).toHaveLength(168)
      for (const [which, cell] of cells.entries()) {
        const of = byCell.get(which) ?? []
        const known = secondsOf(of)
        expect(near(cell)).toEqual(
          near({
            weekday: Math.floor(which / 24),
            hour: which % 24,
            peak: known === 0 ? null : most(of.map(({ held }) => held)),
            mean: known === 0 ? null : sum(of.map((piece) => piece.held * (piece.to - piece.from))) / known,
            denials: countOf(denied.get(which) ?? []),
          }),
        )
      }
    })
  })

  it('users of a feature, and their groups', async () => {
    await forFeatures('users', ({ built, model, asked, tags }) => {
      const span = model.spanOf(asked)
      const people = model.rowsOf(tags, asked.feature).filter(({ reserved }) => !reserved)
      const worked = joined(counting(model.pieces(tags, asked.feature, span), true))
      const parts = asked.working ? worked : span.from < span.to ? [span] : []
      const denied = model.deniedIn(tags, asked.feature, span, asked)
      const users = [...Map.groupBy(people, ({ user }) => user)].flatMap(([user, rows]) => {
        const seen = parts.flatMap((part) => rows.filter((row) => touches(row, part)).map((row) => ({ row, part })))
        if (seen.length === 0) return []
        return [
          {
            user,
            seatHours: sum(seen.map(({ row, part }) => overlap(row, part) * row.seats)) / 3600,
            checkouts: seen.filter(({ row, part }) => row.out >= part.from).length,
            longest: most(seen.map(({ row }) => row.in - row.out)),
            lastSeen: most(seen.map(({ row, part }) => Math.min(row.in, part.to))),
            denials: countOf(denied.filter((denial) => denial.user === user)),
          },
        ]
      })
      const whole = sum(users.map(({ seatHours }) => seatHours))
      const share = (hours: number): number => (whole === 0 ? 0 : hours / whole)
      const answer = built.ask('users', asked)
      expect(near(answer.seatHours)).toEqual(near(whole))
      expect(byText(near(answer.users) as typeof answer.users)).toEqual(
        byText(near(users.map((user) => ({ ...user, share: share(user.seatHours) }))) as typeof answer.users),
      )
      const groups = new Map([
        ['cad', ['ada', 'Bo Berg']],
        ['sim', ['ada']],
        [null, ['cyd']],
      ])
      const answered = built.ask('groups', asked).groups
      expect(answered).toHaveLength(3)
      for (const one of answered) {
        const of = users.filter(({ user }) => groups.get(one.group)?.includes(user))
        const seatHours = sum(of.map((user) => user.seatHours))
        const checkouts = sum(of.map((user) => user.checkouts))
        expect(near(one)).toEqual(
          near({ group: one.group, seatHours, checkouts, users: of.length, share: share(seatHours) }),
        )
      }
    })
  })

  it('one person, and one host', async () => {
    await forRecords(({ built, model, asked: { from, to, working } }) => {
      for (const [kind, name] of [
        ['user', 'BO BERG'],
        ['host', 'ws2'],
      ] as const) {
        const isOf = (row: { readonly user: string; readonly host: string }): boolean =>
          kind === 'user' ? row.user === 'Bo Berg' : row.host === 'WS2.example.com'
        const rows = model.checkouts.filter((row) => isOf(row) && !row.reserved && touches(row, { from, to }))
        const answer = built.ask('person', { kind, name, from, to, working })
        expect(answer.checkoutCount).toBe(rows.length)
        expect(byText(answer.checkouts)).toEqual(
          byText(
            rows.map(({ tag, feature, user, host, seats, out, request, open, in: end }) => ({
              tag,
              feature,
              user,
              host,
              seats,
              out,
              in: open ? null : end,
              wait: out - request,
            })),
          ),
        )
        expect(answer.checkouts.map(({ out }) => out)).toEqual(rows.map(({ out }) => out).sort((a, b) => b - a))
        const days = rows.flatMap((row) => daysOf(model, row, { from, to }, working))
        const hours = (of: readonly PersonDay[]): number => sum(of.map(({ seatSeconds }) => seatSeconds)) / 3600
        expect(near(answer.seatHours)).toEqual(near(hours(days)))
        const byDay = [...Map.groupBy(days, ({ date }) => date)].map(([date, of]) => ({
          date,
          seatHours: hours(of),
          checkouts: of.filter(({ isFirst }) => isFirst).length,
        }))
        const shown = byDay.filter(({ seatHours, checkouts }) => seatHours > 0 || checkouts > 0)
        expect(near(answer.byDay)).toEqual(near(shown.sort((a, b) => (a.date < b.date ? -1 : 1))))
        const seen = (of: readonly Held[]): number => most(of.map((row) => Math.min(row.in, to)))
        const byFeature = [...Map.groupBy(rows, ({ tag, feature }) => `${tag}\n${feature}`)].map(([key, of]) => ({
          tag: key.split('\n')[0],
          feature: key.split('\n')[1],
          seatHours: hours(days.filter(({ row }) => of.includes(row))),
          checkouts: of.filter(({ out }) => out >= from).length,
          lastSeen: seen(of),
        }))
        expect(byText(near(answer.byFeature) as unknown[])).toEqual(byText(near(byFeature) as unknown[]))
        const others = [...Map.groupBy(rows, ({ user, host }) => (kind === 'user' ? host : user))].map(
          ([other, of]) => ({
            name: other,
            seatHours: hours(days.filter(({ row }) => of.includes(row))),
            lastSeen: seen(of),
          }),
        )
        expect(byText(near(answer.others) as unknown[])).toEqual(byText(near(others) as unknown[]))
        const denied = model.denials.filter((one) => isOf(one) && one.at >= from && one.at < to)
        expect(byText(answer.denials)).toEqual(byText(denied.map((denial) => toldOf(model, denial))))
      }
    })
  })

  it('denials, by kind, feature, user, day and reason', async () => {
    await forRecords(({ built, model, asked: { from, to } }) => {
      const kinds = ['no-seat', 'rule'] as const
      const all = model.denials.filter(({ at }) => at >= from && at < to)
      const wanted = all.filter(({ kind }) => kind === 'no-seat' || kind === 'rule')
      const answer = built.ask('denials', { tags: [], feature: null, user: null, kinds, from, to })
      const count = (denials: readonly Denied[]) => countOf(denials, ['no-seat', 'rule', 'unknown', 'not-served'])
      const group = <T extends object>(key: (one: Denied) => string, about: (of: readonly Denied[]) => T) =>
        byText([...Map.groupBy(wanted, key).values()].map((of) => ({ ...about(of), ...count(of) })))
      expect(answer.total).toEqual(count(wanted))
      for (const { kind, ...of } of answer.byKind) expect(of).toEqual(count(all.filter((one) => one.kind === kind)))
      expect(answer.byKind).toHaveLength(4)
      expect(byText(answer.byFeature)).toEqual(
        group(
          ({ tag, feature }) => `${tag} ${feature}`,
          (of) => ({ tag: of[0]?.tag, feature: of[0]?.feature, users: new Set(of.map(({ user }) => user)).size }),
        ),
      )
      expect(byText(answer.byUser)).toEqual(
        group(
          ({ user }) => user,
          (of) => ({ user: of[0]?.user, features: new Set(of.map(({ tag, feature }) => `${tag} ${feature}`)).size }),
        ),
      )
      expect(byText(answer.byDay)).toEqual(
        group(
          ({ tag, at }) => dateIn(model.zoneOf(tag), at),
          (of) => ({ date: dateIn(model.zoneOf(of[0]?.tag ?? ''), of[0]?.at ?? 0) }),
        ),
      )
      expect(byText(answer.byReason.map(({ kind, counted, raw }) => ({ kind, counted, raw })))).toEqual(
        group(
          ({ kind }) => kind,
          (of) => ({ kind: of[0]?.kind }),
        ),
      )
      expect(byText(answer.latest)).toEqual(byText(wanted.map((denial) => toldOf(model, denial))))
      const waits = wanted.flatMap((one) => (one.counted ? (model.gotAfter(one) ?? []) : [])).sort((a, b) => a - b)
      expect(answer.medianWait).toBe(waits[Math.floor((waits.length - 1) / 2)] ?? null)
      const one = built.ask('denials', { tags: ['cad'], feature: 'F1_tool', user: 'ADA', kinds: ['unknown'], from, to })
      const own = all.filter((denial) => denial.tag === 'CAD' && denial.feature === 'F1_tool' && denial.user === 'ada')
      expect(one.total).toEqual(count(own.filter(({ kind }) => kind === 'unknown')))
    })
  })

  it('all features in one table', async () => {
    await forRecords((found) => {
      const { built, model, made, asked } = found
      const { rows } = built.ask('features', { from: asked.from, to: asked.to, working: asked.working })
      const expected = made.tags.flatMap(({ tag }) =>
        ['F1_tool', 'F2_base'].flatMap((feature) => {
          if (model.tagsOf({ tags: [tag], feature }).length === 0) return []
          const about = { ...asked, tags: [tag], feature }
          const span = model.recordOf(tag) === null ? asked : model.spanOf(about)
          const totals = totalsOf({ ...found, asked: about, tags: [tag] }, span)
          const counted = counting(model.pieces([tag], feature, span), asked.working)
          const people = model.rowsOf([tag], feature).filter(({ reserved }) => !reserved)
          return [
            {
              tag,
              feature,
              products: [],
              issued: told(model.issued([tag], feature, Math.min(asked.to, model.recordOf(tag)?.to ?? asked.to))),
              peak: totals.peak,
              mean: totals.mean,
              p95: percentile(counted, 0.95),
              seatHours: totals.seatHours,
              checkouts: totals.checkouts,
              users: totals.users,
              denials: countOf(model.deniedIn([tag], feature, asked, asked)),
              fullSeconds: totals.fullSeconds,
              knownSeconds: totals.knownSeconds,
              lastUsed: people.length === 0 ? null : most(people.map((row) => row.in)),
            },
          ]
        }),
      )
      expect(byText(near(rows) as unknown[])).toEqual(byText(near(expected) as unknown[]))
    })
  })

  it('capacity: every change, newest first', async () => {
    await forRecords(({ built, made }) => {
      const steps = [...Map.groupBy(made.capacity, ({ tag, feature }) => `${tag} ${feature}`).values()].flatMap(
        (of) => {
          const sorted = of.toSorted((a, b) => a.at - b.at)
          return sorted.flatMap((step, which) => {
            const before = sorted[which - 1]?.seats ?? null
            return before === step.seats ? [] : [{ ...step, before }]
          })
        },
      )
      const { changes } = built.ask('capacity', null)
      expect(byText(changes)).toEqual(byText(steps))
      expect(changes.map(({ at }) => at)).toEqual(steps.map(({ at }) => at).sort((a, b) => b - a))
    })
  })

  it('with another number of seats', async () => {
    await forFeatures('how-many', ({ built, model, asked, tags }) => {
      const span = model.spanOf(asked)
      const pieces = model.pieces(tags, asked.feature, span)
      const counted = counting(pieces, asked.working)
      const rows = model.rowsOf(tags, asked.feature)
      const worked = joined(counting(pieces, true))
      const begun = rows.filter(
        ({ reserved, out, in: end }) =>
          !reserved && end > out && (asked.working ? worked : [span]).some(({ from, to }) => out >= from && out < to),
      )
      // Of one second the smaller ones come first.
      const waves = [...Map.groupBy(begun, ({ out }) => out)].flatMap(([at, together]) => {
        const ordered = together.toSorted((a, b) => a.seats - b.seats)
        const others = sum(
          rows.filter((row) => row.out <= at && row.in > at && !together.includes(row)).map(({ seats }) => seats),
        )
        return ordered.map((_, which) => others + sum(ordered.slice(0, which + 1).map(({ seats }) => seats)))
      })
      const answer = built.ask('how-many', asked)
      const peak = most([...counted.map(({ used }) => used), ...waves])
      expect(answer.peak).toBe(peak)
      expect(answer.checkouts).toBe(waves.length)
      expect(answer.knownSeconds).toBe(secondsOf(counted))
      expect(answer.curve.map(({ seats }) => seats)).toEqual(Array.from({ length: peak + 2 }, (_, seats) => seats))
      for (const { seats, shortSeconds, waiting } of answer.curve) {
        expect(shortSeconds).toBe(secondsOf(counted.filter(({ used }) => used > seats)))
        expect(waiting).toBe(waves.filter((level) => level > seats).length)
      }
      expect(answer.denials).toEqual(countOf(model.deniedIn(tags, asked.feature, span, asked)))
    })
  })

  it('names', async () => {
    await forRecords(({ built, model }) => {
      const { users, hosts } = built.ask('names', { text: 'a' })
      const names = new Set([...model.checkouts, ...model.denials].map(({ user }) => user))
      const told = [...names].filter((name) => name.toLowerCase().includes('a') && !name.startsWith('r:'))
      expect(users.map(({ name }) => name).sort()).toEqual(told.sort())
      expect(hosts.map(({ name }) => name)).toEqual(
        [...new Set([...model.checkouts, ...model.denials].map(({ host }) => host))].filter((host) => /a/i.test(host)),
      )
    })
  })
})

interface PersonDay {
  readonly row: Held
  readonly date: string
  readonly seatSeconds: number
  readonly isFirst: boolean
}

/** What a checkout comes to on each local day. */
function daysOf(model: Model, row: Held, { from, to }: Span, working: boolean): readonly PersonDay[] {
  const zone = model.zoneOf(row.tag)
  const [begins, ends] = [Math.max(row.out, from), Math.min(row.in, to)]
  const times = [begins, ends]
  for (let at = Math.ceil(begins / 900) * 900; at < ends; at += 900) times.push(at)
  times.sort((a, b) => a - b)
  return times.slice(0, -1).map((at, which) => ({
    row,
    date: dateIn(zone, at),
    seatSeconds: !working || model.works(zone, at) ? ((times[which + 1] ?? at) - at) * row.seats : 0,
    isFirst: which === 0 && row.out >= from,
  }))
}

const toldOf = (model: Model, denial: Denied) => {
  const { at, tag, feature, user, host, seats, kind, counted } = denial
  const codes = { 'no-seat': '-4', rule: '-39', 'not-served': '-5', unknown: '' }
  const reason = kind === 'unknown' ? null : `words of the log (${codes[kind]})`
  return { at, tag, feature, user, host, seats, kind, reason, counted, gotAfter: model.gotAfter(denial) }
}

/** Pieces that follow each other as one span. */
function joined(pieces: readonly Span[]): readonly Span[] {
  const result: { from: number; to: number }[] = []
  for (const { from, to } of pieces) {
    const last = result.at(-1)
    if (last !== undefined && last.to === from) last.to = to
    else result.push({ from, to })
  }
  return result
}
