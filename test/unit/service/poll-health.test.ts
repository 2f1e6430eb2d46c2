import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { realFiles } from '../../../main/datafiles/file-access.ts'
import { keptPolls } from '../../../main/service/poll-health.ts'
import type { Run } from '../../../main/service/run.ts'
import { createSession } from '../../../main/service/session.ts'
import { defaultSettings, type ServerSettings } from '../../../main/settings/schema.ts'

const server = (tag: string, more: Partial<ServerSettings> = {}): ServerSettings => ({
  ...{ tag, address: `27000@${tag}`, role: 'auto' },
  ...more,
})

const POLL = { at: 1, milliseconds: 180, complete: true, problem: null, features: 4, checkouts: 31 }

it('a session goes on with the polls that went before it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'seatlog-polls-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const session = createSession({
    settings: { ...defaultSettings(folder), servers: [server('cad')] },
    files: realFiles,
    lmutil: 'lmutil',
    ask: async () => ({ text: '', ended: 'exited', exitCode: 1, ms: 90, message: null, command: 'lmutil lmstat -a' }),
    recorder: null,
    pollsBefore: new Map([['cad', [POLL]]]),
    now: () => Date.UTC(2026, 2, 2, 7),
    show: () => undefined,
    told: () => undefined,
  })
  onTestFinished(() => session.stop())
  expect(session.polls('cad')).toEqual([POLL])
  await session.start()
  await session.poll('cad')
  expect(session.polls('cad').map(({ complete }) => complete)).toEqual([false, true])
})

it('polls of servers that stay the same stay known, those of others do not', () => {
  const before = {
    settings: { ...defaultSettings('/data'), servers: [server('cad'), server('eda'), server('lab')] },
    session: { polls: (tag: string) => (tag === 'lab' ? [] : [POLL]) },
  } as unknown as Run
  const servers = [server('new'), server('lab'), server('eda', { address: '27001@eda' }), server('cad')]
  expect(keptPolls(servers, before)).toEqual(
    new Map([
      ['lab', []],
      ['cad', [POLL]],
    ]),
  )
})
