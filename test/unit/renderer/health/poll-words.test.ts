import { expect, test } from 'vitest'
import { createFormats } from '../../../../renderer/formats.ts'
import { pollBars, pollsSentence, tookText, unrecognizedSentence } from '../../../../renderer/health/poll-words.ts'
import { pollsOf } from './polls.ts'

const formats = createFormats('en-GB', 'Europe/Berlin')

test.each([
  [0, '0 ms'],
  [840.4, '840 ms'],
  [997, '1 s'],
  [1840, '1.8 s'],
  [9960, '10 s'],
  [30_012, '30 s'],
])('a poll of %d ms took %s', (milliseconds, expected) => {
  expect(tookText(milliseconds, formats)).toBe(expected)
})

test.each([
  [[], 'Not polled since Seatlog was started.'],
  [[840], 'The only poll so far was complete; it took 840 ms.'],
  [[-30_000], 'The only poll so far was not complete; it took 30 s.'],
  [[840, 2480, 900], 'The last 3 polls were complete; they took 900 ms as a rule, 2.5 s at most.'],
  [[840, -30_000, 840], '1 of the last 3 polls was not complete; they took 840 ms as a rule, 30 s at most.'],
  [[-840, -840, 840], '2 of the last 3 polls were not complete; they took 840 ms.'],
  [[-30_000, -30_000], 'None of the last 2 polls was complete; they took 30 s.'],
])('polls of %j are told in a sentence', (took, expected) => {
  expect(pollsSentence(pollsOf(...took), formats)).toBe(expected)
})

test('the picture begins with the oldest poll, each as high as its part of the longest', () => {
  const bars = pollBars(pollsOf(500, -1000, 250))
  expect(bars.map(({ height, complete }) => [height, complete])).toEqual([
    [0.25, true],
    [1, false],
    [0.5, true],
  ])
  expect(pollBars(pollsOf(0, 0)).map(({ height }) => height)).toEqual([0, 0])
})

test('one line and several are told apart', () => {
  expect(unrecognizedSentence(1, formats)).toBe('1 line of the last answer was not understood.')
  expect(unrecognizedSentence(1200, formats)).toBe('1,200 lines of the last answer were not understood.')
})
