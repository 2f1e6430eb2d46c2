import { expect, test } from 'vitest'
import { unwatched } from '../../../../renderer/history/unwatched.ts'

test('a span of which the record has nothing is told as not watched, not as no use', () => {
  expect(unwatched({ from: 1_790_000_000, to: 1_790_000_060 })).toBeNull()
  expect(unwatched({ from: 1_790_000_000, to: 1_790_000_000 })).toMatch(/^Nobody watched/)
  expect(unwatched({ from: 1_790_000_000, to: 1_780_000_000 })).toMatch(/^Nobody watched/)
})
