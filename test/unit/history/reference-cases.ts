import fc from 'fast-check'
import { expect } from 'vitest'
import type { WorkingHours } from '../../../main/usage/working-hours.ts'
import type { FeatureAsked } from '../../../preload/contract/history.ts'
import { records } from './made-records.ts'
import { Model, type OpenAt } from './model.ts'
import { filesOf, type Made } from './record.ts'
import { type Built, MemoryFolder, newIndex } from './workshop.ts'

const DAY = 86_400
const HOURS: WorkingHours = { weekdays: [0, 1, 3, 6], from: 7 * 60 + 30, to: 16 * 60 + 30, holidays: ['2026-03-30'] }
const RUNS = {
  numRuns: 8,
  seed: 4,
}

/** An index of a random record, the model of the same, and what is asked of both; `tags`: those that have the feature. */
export interface Case {
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
export async function forRecords(check: (found: Case) => void): Promise<void> {
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
export const forFeatures = (question: FeatureQuestion, check: (found: Case) => void): Promise<void> =>
  forRecords((found) => {
    if (found.tags.length > 0) check(found)
    else expect(() => found.built.ask(question, found.asked)).toThrow('knows no feature')
  })

type FeatureQuestion = 'usage' | 'levels' | 'heat' | 'users' | 'how-many'
