import { describe, expect, test } from 'vitest'
import type { DenialsAnswer } from '../../../../preload/contract/history.ts'
import { createFormats } from '../../../../renderer/formats.ts'
import {
  countFinding,
  dayFinding,
  gotText,
  mostFinding,
  waitFinding,
} from '../../../../renderer/history/denials-words.ts'

const english = createFormats('en-GB', 'Europe/Berlin')

describe('the number of denials', () => {
  test.each([
    [12, 1040, '12 denials count, of 1,040 lines in the log.'],
    [1, 3, '1 denial counts, of 3 lines in the log.'],
    [2, 2, '2 denials count, each a line of the log.'],
    [1, 1, '1 denial counts, the only line of the log.'],
    [0, 5, 'No denial counts, of 5 lines in the log.'],
    [0, 0, 'No denial of these kinds is recorded in this span.'],
  ])('%d of %d reads "%s"', (counted, raw, text) => {
    expect(countFinding({ counted, raw }, english)).toBe(text)
  })
})

describe('the wait for a seat', () => {
  const answer = (counted: number, medianWait: number | null) =>
    ({ total: { counted, raw: counted }, medianWait }) as DenialsAnswer

  test('is told as the middle one of those who got a seat', () => {
    expect(waitFinding(answer(9, 250), english)).toBe('Half of those who got a seat after all had it within 4 min.')
    expect(waitFinding(answer(9, 41.4), english)).toBe('Half of those who got a seat after all had it within 41 s.')
  })

  test('is not invented where nobody got one or nobody was denied', () => {
    expect(waitFinding(answer(9, null), english)).toBe('Nobody who was denied got a seat within a day.')
    expect(waitFinding(answer(0, null), english)).toBe('')
  })

  test('of one denial ends with its seat, with the day, or is not over yet', () => {
    const end = 1_791_000_000
    expect(gotText({ at: end - 7200, gotAfter: 240 }, end, english)).toBe('4 min')
    expect(gotText({ at: end - 86_400, gotAfter: null }, end, english)).toBe('none in a day')
    expect(gotText({ at: end - 86_399, gotAfter: null }, end, english)).toBe('none so far')
  })
})

test('the worst day is named; days with lines that do not count are none', () => {
  const days = [
    { date: '2026-10-05', counted: 3, raw: 9 },
    { date: '2026-10-06', counted: 11, raw: 12 },
    { date: '2026-10-07', counted: 0, raw: 4 },
  ]
  expect(dayFinding(days, english)).toBe('Denials counted on 2 days, most on 6 Oct 2026: 11.')
  expect(dayFinding(days.slice(1), english)).toBe('All that count are of 6 Oct 2026.')
  expect(dayFinding(days.slice(2), english)).toBe('On no day of this span did a denial count.')
})

test('who was denied most is named with the share of those that count', () => {
  const rows = [
    { name: 'ijansen', counted: 2, raw: 40 },
    { name: 'bkuhn', counted: 5, raw: 5 },
  ]
  expect(mostFinding(rows, english)).toBe('Most: bkuhn, 5 of 7.')
  expect(mostFinding([...rows, { name: 'cnowak', counted: 5, raw: 9 }], english)).toBe('Most: 2 with 5 each, of 12.')
  expect(mostFinding(rows.slice(0, 1), english)).toBe('Only ijansen.')
  expect(mostFinding([{ name: 'ijansen', counted: 0, raw: 3 }], english)).toBe('None counts.')
})
