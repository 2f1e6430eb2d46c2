import { describe, expect, it } from 'vitest'
import { clockOffset } from '../../../main/usage/clock-offset.ts'
import type { TrackedDaemon } from '../../../main/usage/tracker-state.ts'
import { answer, daemon } from './answers.ts'
import { follow, mlm, type Poll, row, t } from './followed-polls.ts'

/** So many polls from 08:00:30 on, each with one new row that starts so many minutes after the poll that shows it. */
function newRows(minutes: number, polls: number, from = 0): Poll[] {
  const start = (poll: number): string => new Date((t('08:00:00') + 3600 + (poll + minutes) * 60) * 1000).toISOString()
  const numbers = Array.from({ length: polls }, (_, at) => from + at)
  const rows = numbers.map((poll) => row('mlind', start(poll).slice(11, 16), { handle: String(poll) }))
  const clock = (poll: number): string => `08:${String(poll).padStart(2, '0')}:30`
  return numbers.map((poll, at) => [clock(poll), mlm(rows.slice(0, at + 1))])
}

const found = (polls: readonly Poll[], zone?: string) => clockOffset(follow(polls, zone).state)

describe('clocks', () => {
  it('that agree have no offset', () => {
    expect(found(newRows(0, 6))).toBeNull()
    expect(found(newRows(-1, 6))).toBeNull()
  })

  it('that are hours apart are told with the zone they would fit', () => {
    const fitting = 3600
    const off = { daemon: 'MLM', fitting }
    expect(found(newRows(0, 6), 'Europe/London')).toEqual({ ...off, offset: 3600, zone: 'Europe/London' })
    expect(found(newRows(0, 6), 'Europe/Helsinki')).toEqual({ ...off, offset: -3600, zone: 'Europe/Helsinki' })
  })

  it('that are minutes apart are told in seconds, as no zone would fit', () => {
    const clock = found(newRows(6, 6))
    expect(clock).toMatchObject({ fitting: null, zone: 'Europe/Berlin' })
    expect(Math.abs((clock?.offset ?? 0) - 360)).toBeLessThanOrEqual(60)
  })

  it('are believed by three polls with new rows, and believed again when they agree', () => {
    // Nothing is new in a first answer.
    expect(found(newRows(60, 3))).toBeNull()
    expect(found(newRows(60, 4))?.offset).toBe(3600)
    const righted = [...newRows(60, 4), ...newRows(0, 2, 4)]
    expect(found(righted)?.offset).toBe(3600)
    expect(found([...newRows(60, 4), ...newRows(0, 3, 4)])).toBeNull()
  })

  it('are looked at anew when the settings name another zone', () => {
    const before = follow(newRows(0, 6), 'Europe/London')
    const after = follow([['08:06:30', mlm([row('mlind', '08:06')])]], 'Europe/Berlin', before.state)
    expect(clockOffset(before.state)).not.toBeNull()
    expect(clockOffset(after.state)).toBeNull()
  })
})

describe('the zone to propose', () => {
  /** A state in which daemons of a server in Berlin are believed to be off by so many seconds. */
  function stateOf(offsets: Readonly<Record<string, number>>) {
    const daemons = Object.keys(offsets).map((name) => daemon(name, []))
    const { state } = follow([['08:00:30', answer(daemons)]])
    const off = (one: TrackedDaemon) => ({ ...one, clock: { ...one.clock, offset: offsets[one.name] ?? 0 } })
    return { ...state, daemons: state.daemons.map(off) }
  }

  it('is asked of the first daemon whose times are off', () => {
    expect(clockOffset(stateOf({ MLM: 0, lmnet: 0 }))).toBeNull()
    expect(clockOffset(stateOf({ lmnet: 0, MLM: 7200 }))).toMatchObject({ daemon: 'MLM', fitting: 10_800 })
  })

  it.each([
    [-3600, 0],
    [16_200, 19_800],
    [-21_600, -18_000],
  ])('for an offset of %i s is %i s east of Greenwich', (offset, fitting) => {
    expect(clockOffset(stateOf({ MLM: offset }))?.fitting).toBe(fitting)
  })

  it.each([240, 900, -1800, 7440, 86_400, -14 * 3600])('is none for an offset of %i s', (offset) => {
    expect(clockOffset(stateOf({ MLM: offset }))).toMatchObject({ offset, fitting: null })
  })
})
