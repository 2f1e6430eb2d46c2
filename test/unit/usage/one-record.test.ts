import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkoutsOnce, denialsOnce, type RecordedCheckout } from '../../../main/usage/one-record.ts'

const INTERVAL = 60
const TOLERANCE = 120

const checkout = (from: number, to: number, more: Partial<RecordedCheckout> = {}): RecordedCheckout => ({
  ...{ tag: 'cad', feature: 'solver', user: 'mwenger', host: 'WS-0417', seats: 2, checkoutAt: from, checkinAt: to },
  ...more,
})

const count = (...sources: (readonly RecordedCheckout[])[]): readonly RecordedCheckout[] =>
  checkoutsOnce(sources, INTERVAL)

describe('a checkout that several sources tell of', () => {
  const own = checkout(1000, 5000)

  it('counts as the first source has it, when both times lie within an interval and a minute', () => {
    expect(count([own], [checkout(880, 5120)])).toEqual([own])
    expect(count([own], [checkout(879, 5000)])).toHaveLength(2)
    expect(count([own], [checkout(1000, 5121)])).toHaveLength(2)
  })

  it('is known by its user without case and its host without domain', () => {
    expect(count([own], [checkout(1000, 5000, { user: 'MWenger', host: 'ws-0417.norrvik.example' })])).toEqual([own])
  })

  it.each([{ tag: 'eda' }, { feature: 'mesher' }, { user: 'tpark' }, { host: 'WS-0418' }, { seats: 3 }])(
    'is another one with %o',
    (more) => {
      expect(count([own], [checkout(1000, 5000, more)])).toHaveLength(2)
    },
  )

  it('has one counterpart in each source, and is never the same as another of its own source', () => {
    expect(count([own, own], [own, own, own])).toEqual([own, own, own])
    expect(count([own], [own], [own])).toEqual([own])
    expect(count([], [own], [own, own])).toEqual([own, own])
  })

  it('has the nearest one as its counterpart', () => {
    const [near, far] = [checkout(1000, 5010), checkout(1000, 4900)]
    expect(count([own], [far, near])).toEqual([own, far])
    expect(count([own], [near, far])).toEqual([own, far])
    const later = checkout(1000, 5100)
    expect(count([own, later], [checkout(1000, 5090), checkout(1000, 4890)])).toEqual([own, later])
  })
})

describe('a denial that several sources tell of', () => {
  const denial = (at: number) => ({ tag: 'cad', feature: 'solver', user: 'mwenger', host: 'WS-0417', seats: 1, at })

  it('is the same within a second, one to one', () => {
    expect(denialsOnce([[denial(1000)], [denial(1001)]])).toEqual([denial(1000)])
    expect(denialsOnce([[denial(1000)], [denial(1002)]])).toHaveLength(2)
    expect(denialsOnce([[denial(1000), denial(1000)], [denial(1000)]])).toHaveLength(2)
    expect(denialsOnce([[denial(1000)], [denial(999), denial(1000)]])).toEqual([denial(1000), denial(999)])
  })
})

describe('whatever the sources hold', () => {
  const row = fc
    .record({
      user: fc.constantFrom('mwenger', 'MWENGER', 'tpark'),
      host: fc.constantFrom('ws-1', 'WS-1.norrvik.example'),
      from: fc.integer({ min: 0, max: 900 }),
      length: fc.integer({ min: 0, max: 400 }),
    })
    .map(({ user, host, from, length }) => checkout(from, from + length, { user, host }))
  const source = fc.array(row, { maxLength: 25 })
  const few = fc.array(row, { maxLength: 6 })

  const isSame = (a: RecordedCheckout, b: RecordedCheckout): boolean =>
    a.user.toLowerCase() === b.user.toLowerCase() &&
    Math.abs(a.checkoutAt - b.checkoutAt) <= TOLERANCE &&
    Math.abs(a.checkinAt - b.checkinAt) <= TOLERANCE

  /** As the rule is written: again and again the nearest pair that is left. */
  function slowly(known: readonly RecordedCheckout[], told: readonly RecordedCheckout[]): readonly RecordedCheckout[] {
    const left = [...known]
    const fresh = [...told]
    for (;;) {
      const pairs = fresh.flatMap((one) => left.filter((other) => isSame(one, other)).map((other) => ({ one, other })))
      const distance = ({ one, other }: (typeof pairs)[number]): number =>
        Math.abs(one.checkoutAt - other.checkoutAt) + Math.abs(one.checkinAt - other.checkinAt)
      const nearest = pairs.toSorted((a, b) => distance(a) - distance(b))[0]
      if (nearest === undefined) return fresh
      left.splice(left.indexOf(nearest.other), 1)
      fresh.splice(fresh.indexOf(nearest.one), 1)
    }
  }

  it('all of the first count, and no more of the others than they can tell anew', () => {
    fc.assert(
      fc.property(fc.array(source, { minLength: 1, maxLength: 4 }), (sources) => {
        const counted = count(...sources)
        const [first = []] = sources
        expect(counted.slice(0, first.length)).toEqual(first)
        expect(new Set(counted).size).toBe(counted.length)
        expect(counted.length).toBeGreaterThanOrEqual(Math.max(...sources.map(({ length }) => length)))
        expect(count(counted, ...sources)).toHaveLength(counted.length)
      }),
    )
  })

  it('the nearest are matched first', () => {
    fc.assert(
      fc.property(few, few, (known, told) => {
        const distances = told.flatMap((one) =>
          known
            .filter((other) => isSame(one, other))
            .map((other) => Math.abs(one.checkoutAt - other.checkoutAt) + Math.abs(one.checkinAt - other.checkinAt)),
        )
        // Of pairs that are equally near either may be first.
        fc.pre(new Set(distances).size === distances.length)
        expect(new Set(count(known, told).slice(known.length))).toEqual(new Set(slowly(known, told)))
      }),
    )
  })

  it('a history that is cut where nothing ends may be joined piece by piece', () => {
    const later = (rows: readonly RecordedCheckout[]) =>
      rows.map((one) => ({ ...one, checkoutAt: one.checkoutAt + 2000, checkinAt: one.checkinAt + 2000 }))
    fc.assert(
      fc.property(source, source, source, source, (a, b, c, d) => {
        const whole = count([...a, ...later(c)], [...b, ...later(d)])
        expect(whole).toHaveLength(count(a, b).length + count(c, d).length)
      }),
    )
  })
})

it('many equal rows are matched in no time', () => {
  const many = Array.from({ length: 20_000 }, () => checkout(1000, 5000))
  expect(
    count(
      many,
      many.map((one) => ({ ...one, checkinAt: 5030 })),
    ),
  ).toHaveLength(20_000)
})
