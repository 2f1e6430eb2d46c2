import { expect, test } from 'vitest'
import { rankOf } from '../../../../renderer/palette/rank.ts'
import { searchWords } from '../../../../renderer/seats/filter.ts'

const NAMES = ['87084acd_2019_0f', 'autodesk autocad 2019']

test.each([
  ['87084acd_2019_0f', 0],
  ['autodesk autocad 2019', 0],
  ['87084', 1],
  ['autodesk auto', 1],
  ['autocad', 2],
  ['2019', 2],
  ['acd', 3],
  ['2019 autocad', 3],
  ['autocad cad-main', 3],
  ['autocad 2023', null],
  ['autocad eng', null],
])('"%s" fits a feature with the rank %s', (typed, expected) => {
  expect(rankOf(NAMES, ['cad-main'], typed, searchWords(typed))).toBe(expected)
})
