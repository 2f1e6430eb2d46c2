import { describe, expect, test } from 'vitest'
import { rowAfterKey, sortRows, uniqueKeys } from '../../../../renderer/history/data-table-order.ts'

const HOSTS = [
  { name: 'ws10', hours: 4.5 },
  { name: 'ws2', hours: null },
  { name: 'ws1', hours: 0 },
  { name: 'cad3', hours: 4.5 },
]
const names = (rows: readonly { readonly name: string }[]) => rows.map(({ name }) => name)

describe('the order of rows', () => {
  test('is as people sort names, with numbers by their size', () => {
    expect(names(sortRows(HOSTS, ({ name }) => name, false))).toEqual(['cad3', 'ws1', 'ws2', 'ws10'])
    expect(names(sortRows(HOSTS, ({ name }) => name, true))).toEqual(['ws10', 'ws2', 'ws1', 'cad3'])
  })

  test('has what is not known last in either direction, behind a zero, and equal ones as they came', () => {
    expect(names(sortRows(HOSTS, ({ hours }) => hours, false))).toEqual(['ws1', 'ws10', 'cad3', 'ws2'])
    expect(names(sortRows(HOSTS, ({ hours }) => hours, true))).toEqual(['ws10', 'cad3', 'ws1', 'ws2'])
  })
})

describe('a key in the table', () => {
  test.each([
    ['ArrowDown', 5, 6],
    ['ArrowUp', 5, 4],
    ['ArrowUp', 0, 0],
    ['ArrowDown', 99, 99],
    ['PageDown', 95, 99],
    ['PageUp', 50, 40],
    ['Home', 50, 0],
    ['End', 50, 99],
  ])('%s on row %d of 100 leads to row %d', (key, active, goal) => {
    expect(rowAfterKey(key, active, 100, 10)).toBe(goal)
  })

  test('that means nothing leads nowhere, nor does any in an empty table', () => {
    expect(rowAfterKey('a', 5, 100, 10)).toBeNull()
    expect(rowAfterKey('ArrowDown', 0, 0, 10)).toBeNull()
  })
})

test('rows that are equal in everything are told apart', () => {
  expect(uniqueKeys(['a', 'b', 'a', 'a'])).toEqual(['a', 'b', 'a #2', 'a #3'])
})
