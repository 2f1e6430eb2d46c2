import { expect, it } from 'vitest'
import { dueReading, LOOK_EVERY } from '../../../main/history/due.ts'

const MINUTE = 60_000
const HOURS = 6

/** What is read in some hours after a start, by minutes of looks; `asks`: minutes in which somebody asks. */
function readIn(hours: number, asks: (minute: number) => boolean): readonly string[] {
  const last = { asked: Number.NEGATIVE_INFINITY, recent: 0, all: 0 }
  const read: string[] = []
  for (let now = LOOK_EVERY; now <= hours * 60 * MINUTE; now += LOOK_EVERY) {
    if (asks(now / MINUTE)) last.asked = now
    const due = dueReading(last, now)
    if (due === null) continue
    last.recent = now
    if (due === 'all') last.all = now
    read.push(due)
  }
  return read
}
const count = (read: readonly string[], what: string): number => read.filter((one) => one === what).length

it('reads all at a start', () => {
  const never = Number.NEGATIVE_INFINITY
  expect(dueReading({ asked: never, recent: never, all: never }, 0)).toBe('all')
})

it('reads all after a sleep, and after the clock was put back', () => {
  const at = 24 * 60 * MINUTE
  const last = { asked: Number.NEGATIVE_INFINITY, recent: at, all: at }
  expect([MINUTE, 180 * MINUTE, -MINUTE, -180 * MINUTE].map((by) => dueReading(last, at + by))).toEqual([
    ...[null, 'all', null, 'all'],
  ])
})

it('looks rarely while nobody asks', () => {
  const read = readIn(HOURS, () => false)
  expect([count(read, 'all'), count(read, 'recent')]).toEqual([HOURS / 2, HOURS * 6 - HOURS / 2])
})

it('looks every 20 seconds while somebody asks, and at all files every ten minutes', () => {
  const read = readIn(HOURS, () => true)
  expect([count(read, 'all'), count(read, 'recent')]).toEqual([HOURS * 6, HOURS * 180 - HOURS * 6])
})

it('goes on doing so for ten minutes after a question', () => {
  const read = readIn(1, (minute) => minute === 20)
  const rarely = readIn(1, () => false)
  expect(read.length - rarely.length).toBeGreaterThanOrEqual(28)
  expect(read.length - rarely.length).toBeLessThanOrEqual(30)
})
