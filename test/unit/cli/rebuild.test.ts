import { beforeEach, describe, expect, it, vi } from 'vitest'
import { rebuild } from '../../../main/cli/rebuild.ts'
import { failure, ok } from '../../../preload/contract/result.ts'
import { fakeHistory } from './fake-history.ts'

const said: string[] = []
const printed: string[] = []
beforeEach(() => {
  said.length = 0
  printed.length = 0
  const error = vi.spyOn(console, 'error').mockImplementation((line) => void said.push(line))
  const log = vi.spyOn(console, 'log').mockImplementation((line) => void printed.push(line))
  return () => {
    error.mockRestore()
    log.mockRestore()
  }
})

describe('seatlog rebuild', () => {
  it('prints what there is, and the lines that were skipped', async () => {
    const skipped = { lines: 22, told: ['checkouts/EDA/2026.09.03.chk:17: 12 fields instead of 13'] }
    const { open, done } = fakeHistory({ status: { skipped } })
    expect(await rebuild({}, open)).toBe(0)
    expect({ said, done }).toEqual({ said: [], done: ['rebuilt', 'stopped'] })
    expect(printed).toEqual([
      'server     EDA, Europe/Berlin',
      'server     CAD, Asia/Tokyo',
      'record     2026-09-01 02:00:00 to 2026-09-30 14:00:00, Europe/Berlin',
      'checkouts  480',
      'denials    12',
      'skipped    22 lines',
      '  checkouts/EDA/2026.09.03.chk:17: 12 fields instead of 13',
      '  and 21 more',
    ])
  })

  it('stops where files are gone that were read once, and names them; --anyway goes on', async () => {
    const gone = failure('not-found', 'A file the history has read cannot be found.')
    const missing = Array.from({ length: 30 }, (_, day) => `checkouts/EDA/2026.09.${day + 1}.chk`)
    const status = { missing }
    const { open } = fakeHistory({ status, rebuilt: (anyway) => (anyway ? ok(null) : gone) })
    expect(await rebuild({}, open)).toBe(1)
    expect(printed).toEqual([])
    expect(said).toEqual([
      'A file the history has read cannot be found.',
      ...missing.slice(0, 20).map((file) => `  ${file}`),
      '  and 10 more',
      '--anyway goes on without them.',
    ])
    expect(await rebuild({ anyway: true }, open)).toBe(0)
  })
})
