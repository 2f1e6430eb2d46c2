import { describe, expect, it } from 'vitest'
import { countOf, percentile, told } from './model.ts'
import { forRecords } from './reference-cases.ts'
import { byText, counting, most, near, totalsOf } from './reference-figures.ts'

describe('answers about all features equal those counted from lists', () => {
  it('all features in one table', async () => {
    await forRecords((found) => {
      const { built, model, made, asked } = found
      const { rows, span } = built.ask('features', { from: asked.from, to: asked.to, working: asked.working })
      expect(span).toEqual(model.spanOf({ ...asked, tags: made.tags.map(({ tag }) => tag) }))
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
})
