import { expect, it } from 'vitest'
import { type LogClock, SAME_CLOCK, setClock } from '../../../main/usage/log-clock.ts'

/** The seconds the clock is ahead after lines that stand `line` seconds behind a poll, a minute after the one before. */
const after = (lines: readonly number[], before: LogClock = SAME_CLOCK): LogClock =>
  lines.reduce((clock, line, nth) => setClock(clock, nth * 600 + line, nth * 600 - 60, nth * 600), before)

it('takes clocks for the same while lines allow it', () => {
  expect(after([-59, -30, 0, -1]).ahead).toBe(0)
})

it('is ahead by no more than three lines in a row demand', () => {
  expect(after([-10, 4]).ahead).toBe(0)
  expect(after([-10, 4, -20]).ahead).toBe(4)
  expect(after([-10, 4, -20, 5]).ahead).toBe(5)
})

it('is behind by no more than that', () => {
  expect(after([-63, -20, -30]).ahead).toBe(-4)
})

it('believes no single line that contradicts the others', () => {
  const agreed = after([-10, 4, -20])
  expect(after([-200, 200], agreed).ahead).toBe(4)
})

it('follows a clock that was set', () => {
  expect(after([90, 100, 110], after([-10, 4, -20])).ahead).toBe(110)
})
