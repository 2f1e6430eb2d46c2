import { describe, expect, it } from 'vitest'
import { countOf, percentile, secondsOf, sum, told } from './model.ts'
import { forFeatures } from './reference-cases.ts'
import { byText, counting, fullSeconds, joined, most, near, totalsOf } from './reference-figures.ts'
import { wallTime } from './wall-clock.ts'

describe('answers about the use of a feature equal those counted from lists', () => {
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
      const counted = counting(pieces, asked.working)
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
})
