import { expect, test } from 'vitest'
import type { PersonCheckout } from '../../../../preload/contract/history.ts'
import { checkoutColumns } from '../../../../renderer/history/person-columns.ts'

const DAY = { from: 1_790_000_000, to: 1_790_086_400 }
const NOON = DAY.from + 43_200
const OUT: PersonCheckout = {
  ...{ tag: 'eng', feature: 'MATLAB', user: 'ijansen', host: 'WS-1400', seats: 1, wait: 0 },
  out: NOON - 600,
  in: null,
}

test('who is still out has held until the record ends, whatever the span', () => {
  for (const to of [DAY.to, NOON - 60]) {
    const answer = { kind: 'user', zone: 'Europe/Berlin', span: { from: DAY.from, to }, products: {} } as const
    const held = checkoutColumns(answer, NOON, { span: '30d', working: false }).find(({ key }) => key === 'held')
    expect([held?.value(OUT), held?.show?.(OUT)]).toEqual([600, '10 min'])
    expect(held?.value({ ...OUT, in: NOON - 540 })).toBe(60)
  }
})
