import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { decodeCheckouts } from '../../../main/datafiles/checkouts-chk.ts'
import { decodeDenials } from '../../../main/datafiles/denials-den.ts'
import { realFiles } from '../../../main/datafiles/file-access.ts'
import { readOpen } from '../../../main/datafiles/open-jsonl.ts'
import { addressOf } from '../../../main/demo/address.ts'
import { answerDemo } from '../../../main/demo/answer.ts'
import { debugLogText } from '../../../main/demo/debug-log.ts'
import { createSite, lastRestart } from '../../../main/demo/site.ts'
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

it('records each checkout and each denial once, over restarts, and no other', {
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
    servers: [
      { tag, address: addressOf(server), zone: ZONE, role: 'auto' as const, debugLogs: [join(root, 'debug.log')] },
    ],
  }
  let time = FROM
  const logFrom = lastRestart(site.zone, FROM)

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
  // What ended with the last polls waits for the log.
  for (let poll = 0; poll < POLLS + 2; poll++) {
    time = FROM + poll * MINUTE
    // The log grows at its end, as a daemon writes it.
    writeFileSync(join(root, 'debug.log'), debugLogText(site, { server, from: logFrom, to: time + 1 }))
    if (poll % 20 === 19) {
      await session.stop()
      session = start()
    }
    expect(await session.once()).toMatchObject([{ role: 'logger', problem: null }])
  }
  await session.stop()

  const folder = join(root, 'data', 'checkouts', tag)
  const texts = readdirSync(folder)
    .filter((file) => file.endsWith('.chk'))
    .map((name) => decodeCheckouts(readFileSync(join(folder, name), 'utf8')))
  expect(texts.flatMap(({ skipped }) => skipped)).toEqual([])
  const found = texts.flatMap(({ rows }) => rows).filter(({ user }) => !user.startsWith('r:'))

  const last = FROM + (POLLS - 1) * MINUTE
  const seen = truth(site, { from: logFrom, to: last + 1 }).checkouts.filter((row) => row.server === tag)
  const ended = seen.filter(({ checkinAt }) => checkinAt <= last)
  const name = (row: { feature: string; user: string; host: string; checkoutAt: number }) =>
    `${row.feature} ${row.user} ${row.host} ${row.checkoutAt}`
  const whole = (row: Parameters<typeof name>[0] & { checkinAt: number }) => `${name(row)} ${row.checkinAt}`
  expect(ended.length).toBeGreaterThan(30)
  expect(
    found
      .filter(({ checkinAt }) => checkinAt <= last)
      .map(whole)
      .sort(),
  ).toEqual(ended.map(whole).sort())

  const denied = readdirSync(folder)
    .filter((file) => file.endsWith('.den'))
    .flatMap((file) => decodeDenials(readFileSync(join(folder, file), 'utf8')).rows)
  const refused = truth(site, { from: logFrom, to: time + 1 }).denials.filter((row) => row.server === tag)
  const request = (row: { at: number; feature: string; user: string; host: string; seats: number }) =>
    `${row.at} ${row.feature} ${row.user} ${row.host} ${row.seats}`
  expect(refused.length).toBeGreaterThan(10)
  expect(denied.map(request).sort()).toEqual(refused.map(request).sort())

  const open = await readOpen(realFiles, join(root, 'data'), tag)
  const people = open.ok ? open.value.rows.filter(({ user }) => !user.startsWith('r:')) : []
  const held = truth(site, { from: time, to: time + 1 }).checkouts.filter((row) => row.server === tag)
  expect(people.map(name).sort()).toEqual(held.map(name).sort())
})
