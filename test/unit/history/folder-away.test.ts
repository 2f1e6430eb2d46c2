import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { encodeCheckout } from '../../../main/datafiles/checkouts-chk.ts'
import { type History, openHistory } from '../../../main/history/history.ts'
import type { IndexPlace } from '../../../main/history/messages.ts'
import { BASIS } from './workshop.ts'

const NOON = Date.UTC(2026, 2, 2, 11) / 1000

function opened(place: IndexPlace): History {
  const history = openHistory({ place, groups: async () => ({ groups: [], problem: null }) })
  if (!history.ok) throw new Error(history.message)
  onTestFinished(() => history.value.stop())
  return history.value
}

it('reads all files at the first question after a start at which the folder was away', {
  timeout: 30_000,
}, async () => {
  const root = mkdtempSync(join(tmpdir(), 'seatlog-away-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  const [data, away] = [join(root, 'data'), join(root, 'away')]
  const file = join(data, 'checkouts', 'cad', '2026.03.02.chk')
  const line = (user: string): string => {
    const about = {
      tag: 'cad',
      feature: 'F1',
      account: '',
      user,
      host: 'ws1',
      handle: '1',
      display: '',
      version: '1.0',
    }
    const times = { requestAt: NOON, checkoutAt: NOON, checkinAt: NOON + 60 }
    return `${encodeCheckout({ ...about, seats: 1, pid: 0, ...times })}\n`
  }
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, line('ada'))
  const place: IndexPlace = {
    ...{ dataFolder: data, archiveFolders: [], tags: ['cad'], keepDays: {}, folder: join(root, 'history') },
    ...{ basis: BASIS, anyBasis: false },
  }
  mkdirSync(place.folder)
  const first = opened(place)
  await first.readAll()
  expect(first.status().checkouts).toBe(1)
  await first.stop()

  renameSync(data, away)
  const second = opened(place)
  await expect.poll(() => second.status().missing, { timeout: 10_000 }).toHaveLength(1)
  renameSync(away, data)
  writeFileSync(file, line('ada') + line('ben'))
  await second.ask('capacity', null)
  await expect.poll(() => second.status().checkouts, { timeout: 10_000 }).toBe(2)
})
