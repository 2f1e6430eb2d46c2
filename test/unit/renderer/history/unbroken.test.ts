import { expect, test } from 'vitest'
import { unbroken } from '../../../../renderer/history/unbroken.ts'

test.each([
  ['Nobody watched 1 d 19 h of this span.', 'Nobody watched 1~d~19~h of this span.'],
  ['Half had it within 3 h 15 min.', 'Half had it within 3~h~15~min.'],
  ['enough for 95 % of the time, 29 for 99 %, 30 always', 'enough for 95~% of the time, 29 for 99~%, 30 always'],
  ['short for 1,204 h; 12 seats, 3 sites', 'short for 1,204~h; 12 seats, 3 sites'],
])('no line of %j ends between a number and its unit', (sentence, kept) => {
  expect(unbroken(sentence)).toBe(kept.replaceAll('~', '\u00a0'))
})
