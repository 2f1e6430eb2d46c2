import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { decodeCheckouts } from '../../../main/datafiles/checkouts-chk.ts'
import { realFiles } from '../../../main/datafiles/file-access.ts'
import { readOpen } from '../../../main/datafiles/open-jsonl.ts'
import { addressOf } from '../../../main/demo/address.ts'
import { answerDemo } from '../../../main/demo/answer.ts'
import { createSite } from '../../../main/demo/site.ts'
import { truth } from '../../../main/demo/truth.ts'
import { openRecorder } from '../../../main/service/recorder.ts'
import { createSession, type Session } from '../../../main/service/session.ts'
import { defaultSettings } from '../../../main/settings/schema.ts'

const ZONE = 'Europe/Berlin'
const FROM = Date.UTC(2026, 10, 18, 9) / 1000
const MINUTE = 60
const POLLS = 200

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

it('records each checkout that polls could show once, over restarts, and nobody else', {
  timeout: 60_000,
}, async () => {
  const root = mkdtempSync(join(tmpdir(), 'seatlog-fidelity-'))
  folders.push(root)
  const site = createSite({ seed: 3, zone: ZONE })
  const [server] = site.servers
  if (server === undefined) throw new Error('the site has servers')
  const tag = server.spec.tag
  const settings = {
    ...defaultSettings(join(root, 'data')),
    servers: [{ tag, address: addressOf(server), zone: ZONE, role: 'auto' as const }],
  }
  let time = FROM

  /** Seatlog as it starts anew, on what the last run left. */
  function start(): Session {
    const clock = () => time
    const parts = { settings, files: realFiles, localStateFolder: join(root, 'local'), host: 'pc', version: '1', clock }
    const opened = openRecorder({ ...parts, everyPoll: false })
    if (!opened.ok) throw new Error(opened.message)
    return createSession({
      settings,
      files: realFiles,
      lmutil: 'lmutil',
      ask: async ({ address, table }) => ({
        ...{
          text: answerDemo(site, { at: time, address, mode: table ? 'ai' : 'a' }).text,
          ended: 'exited',
          exitCode: 0,
        },
        ...{ ms: 1, message: null, command: 'lmutil' },
      }),
      recorder: opened.recorder,
      now: () => time * 1000,
      show: () => {},
      told: () => {},
    })
  }

  let session = start()
  for (let poll = 0; poll < POLLS; poll++) {
    time = FROM + poll * MINUTE
    if (poll % 20 === 19) {
      await session.stop()
      session = start()
    }
    expect(await session.once()).toMatchObject([{ role: 'logger', problem: null }])
  }
  await session.stop()

  const folder = join(root, 'data', 'checkouts', tag)
  const texts = readdirSync(folder).map((name) => decodeCheckouts(readFileSync(join(folder, name), 'utf8')))
  expect(texts.flatMap(({ skipped }) => skipped)).toEqual([])
  const found = texts.flatMap(({ rows }) => rows).filter(({ user }) => !user.startsWith('r:'))

  const last = FROM + (POLLS - 1) * MINUTE
  const seen = truth(site, { from: FROM, to: last + 1 }).checkouts.filter(
    (row) =>
      row.server === tag &&
      row.checkoutAt <= last &&
      Math.ceil((Math.max(row.checkoutAt, FROM) - FROM) / MINUTE) * MINUTE + FROM < row.checkinAt,
  )
  const ended = seen.filter(({ checkinAt }) => checkinAt <= last)
  const name = (row: { feature: string; user: string; host: string; handle: string | number }) =>
    `${row.feature} ${row.user} ${row.host} ${row.handle}`
  expect(ended.length).toBeGreaterThan(30)
  expect(found.map(name).sort()).toEqual(ended.map(name).sort())

  const truthOf = new Map(ended.map((row) => [name(row), row]))
  for (const row of found) {
    const real = truthOf.get(name(row))
    expect(Math.abs(row.checkoutAt - (real?.checkoutAt ?? 0)), name(row)).toBeLessThan(MINUTE)
    expect(Math.abs(row.checkinAt - (real?.checkinAt ?? 0)), name(row)).toBeLessThanOrEqual(MINUTE / 2)
  }

  const open = await readOpen(realFiles, join(root, 'data'), tag)
  const people = open.ok ? open.value.rows.filter(({ user }) => !user.startsWith('r:')) : []
  expect(people.map(name).sort()).toEqual(
    seen
      .filter(({ checkinAt }) => checkinAt > last)
      .map(name)
      .sort(),
  )
})
