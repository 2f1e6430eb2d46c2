import { expect, test } from 'vitest'
import type { SeatRow } from '../../../../renderer/seats/rows.ts'
import { stepOf } from '../../../../renderer/seats/table-keys.ts'
import { featureOf } from '../features.ts'

const [one, two] = [featureOf({ name: 'ONE' }), featureOf({ name: 'TWO' })]
const rows: readonly SeatRow[] = [
  { kind: 'feature', key: one.key, feature: one, open: true },
  { kind: 'note', key: 'note', parent: one.key, tone: 'plain', text: 'Nobody holds a seat.' },
  { kind: 'feature', key: two.key, feature: two, open: false },
]

test('arrows go from line to line and stop at the ends', () => {
  expect(stepOf('ArrowDown', rows, 0, 10)).toEqual({ goTo: 1 })
  expect(stepOf('ArrowUp', rows, 0, 10)).toEqual({ goTo: 0 })
  expect(stepOf('PageDown', rows, 0, 10)).toEqual({ goTo: 2 })
  expect(stepOf('Home', rows, 2, 10)).toEqual({ goTo: 0 })
})

test('right opens a closed feature and goes into an open one', () => {
  expect(stepOf('ArrowRight', rows, 2, 10)).toEqual({ toggle: two.key, open: true })
  expect(stepOf('ArrowRight', rows, 0, 10)).toEqual({ goTo: 1 })
})

test('left goes from a detail up to its feature, and closes that', () => {
  expect(stepOf('ArrowLeft', rows, 1, 10)).toEqual({ goTo: 0 })
  expect(stepOf('ArrowLeft', rows, 0, 10)).toEqual({ toggle: one.key, open: false })
  expect(stepOf('ArrowLeft', rows, 2, 10)).toBeNull()
})

test('Enter opens and closes features; other keys are left to the browser', () => {
  expect(stepOf('Enter', rows, 0, 10)).toEqual({ toggle: one.key, open: false })
  expect(stepOf('Enter', rows, 1, 10)).toBeNull()
  expect(stepOf('a', rows, 0, 10)).toBeNull()
  expect(stepOf('ArrowDown', [], 0, 10)).toBeNull()
})
