import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { realFiles } from '../../../main/datafiles/file-access.ts'
import { writeNow } from '../../../main/datafiles/now-json.ts'
import { parseLmstat } from '../../../main/lmstat/parse.ts'
import { readBoard } from '../../../main/service/read-board.ts'
import { ownBoard } from '../../../main/service/server-board.ts'
import { withPoll } from '../../../main/usage/live.ts'

const SAMPLES = join(import.meta.dirname, '../../../fixtures/lmstat')
const AT = Date.UTC(2026, 2, 2, 7) / 1000

it('whatever a Seatlog shows of an answer, viewers read as it was written', async () => {
  const data = mkdtempSync(join(tmpdir(), 'seatlog-board-'))
  onTestFinished(() => rmSync(data, { recursive: true, force: true }))
  mkdirSync(join(data, 'state'))
  const writer = { owner: 'owner', host: 'cad-logger', version: '1.0.0' }
  const about = { tag: 'cad', address: '27000@lic1', role: 'logger', paused: false, intervalSeconds: 60 } as const
  const names = readdirSync(SAMPLES).filter((name) => name.endsWith('.txt'))
  expect(names.length).toBeGreaterThan(20)
  let holders = 0
  for (const name of names) {
    const answer = parseLmstat(readFileSync(join(SAMPLES, name), 'latin1'))
    const clock = { daemon: 'acmed', offset: 3600, zone: 'Europe/Berlin', fitting: null }
    const now = withPoll(null, { askedAt: AT, answer: { ...answer, licenseTable: [] }, problem: null })
    const live = ownBoard({ ...about, nextPollAt: AT + 60 }, now, AT, { clock, packages: [] })
    const file = { tag: 'cad', writtenAt: AT, writer, intervalSeconds: 60, live }
    expect(await writeNow(realFiles, data, file)).toMatchObject({ ok: true })
    expect(await readBoard(realFiles, data, 'cad'), name).toEqual({ ok: true, value: file })
    holders += Object.values(live.details).reduce((sum, details) => sum + details.holders.length, 0)
  }
  expect(holders).toBeGreaterThan(20)
})
