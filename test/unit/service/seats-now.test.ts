import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { realFiles } from '../../../main/datafiles/file-access.ts'
import { writeNow } from '../../../main/datafiles/now-json.ts'
import type { ServerBoard } from '../../../main/service/board.ts'
import { seatsNow } from '../../../main/service/seats-now.ts'
import type { FeatureSeats } from '../../../preload/contract/seats.ts'

/** Monday, 2 March 2026, 8:00 in Berlin. */
const START = Date.UTC(2026, 2, 2, 7) / 1000
const FEATURE: FeatureSeats = {
  ...{ key: 'cad/adskflex/48800ACD_2006_0F/0', tag: 'cad', daemon: 'adskflex', name: '48800ACD_2006_0F', products: [] },
  ...{
    kind: 'counted',
    error: null,
    known: true,
    asOf: START,
    issued: 9,
    noLimit: false,
    used: 7,
    held: 5,
    reserved: 2,
  },
  ...{
    queued: 1,
    lingering: 0,
    free: 2,
    ownFree: null,
    packages: [],
    over: 0,
    nodeLocked: false,
    users: 4,
    expires: null,
  },
}
const NO_LIMIT: FeatureSeats = { ...FEATURE, key: 'n', name: 'MATLAB', issued: 9999, noLimit: true, free: null }

const BOARD: ServerBoard = {
  server: {
    ...{ tag: 'cad', address: '27000@lic1', state: 'up', role: 'logger', paused: false, loggedBy: null },
    ...{ askedAt: START, answeredAt: START, nextPollAt: START + 60, intervalSeconds: 60, problem: null, clock: null },
    ...{ hosts: [], daemons: [], features: [FEATURE, NO_LIMIT], unrecognized: 0 },
  },
  details: {},
}

/** A data folder into which a logger wrote the seats of the first of two servers. */
async function openDesk() {
  const root = mkdtempSync(join(tmpdir(), 'seatlog-seats-now-'))
  onTestFinished(() => {
    vi.unstubAllEnvs()
    rmSync(root, { recursive: true, force: true })
  })
  for (const name of ['HOME', 'USERPROFILE', 'XDG_CONFIG_HOME', 'XDG_STATE_HOME', 'APPDATA', 'LOCALAPPDATA'])
    vi.stubEnv(name, join(root, 'home'))
  const dataFolder = join(root, 'data')
  mkdirSync(join(dataFolder, 'state'), { recursive: true })
  const writer = { owner: 'seatlog', host: 'logger-1', version: '1.0.0' }
  const now = { tag: 'cad', writtenAt: START, writer, intervalSeconds: 60, live: BOARD }
  expect(await writeNow(realFiles, dataFolder, now)).toMatchObject({ ok: true })
  const config = join(root, 'settings.json')
  const servers = ['cad', 'eda'].map((tag) => ({ tag, address: '27000@lic1', zone: 'Europe/Berlin' }))
  writeFileSync(config, JSON.stringify({ dataFolder, servers }))
  const source = {
    openFile: () => {
      throw new Error('the settings are in a file of their own')
    },
    config,
    watch: false,
  }
  return {
    dataFolder,
    write: (live: object) => writeNow(realFiles, dataFolder, { ...now, live }),
    async report(wish: { feature?: string; tags?: readonly string[]; now?: number }) {
      const { feature, tags = [], now: time = START + 20 } = wish
      const reported = await seatsNow(source, { feature, tags, now: time })
      if (!reported.ok) return reported.message
      const [table] = reported.value.tables
      return { rows: table?.rows, about: Object.fromEntries(table?.about ?? []), notes: reported.value.notes }
    },
  }
}

const NAMES = ['cad', 'adskflex', '48800ACD_2006_0F']
const AS_OF = '2026-03-02 08:00:00'

describe('the seats now', () => {
  it('are what the logger wrote last; a server that nobody logged is told', async () => {
    const { report, dataFolder } = await openDesk()
    expect(await report({})).toEqual({
      rows: [
        [...NAMES, 'AutoCAD 2006', 9, 7, 5, 2, 2, 1, 4, AS_OF],
        ['cad', 'adskflex', 'MATLAB', '', 'no limit', 7, 5, 2, null, 1, 4, AS_OF],
      ],
      about: { at: '2026-03-02 08:00:20', zone: 'Europe/Berlin', cad: 'up, logged by logger-1' },
      notes: [`No Seatlog has written the seats of eda to ${dataFolder} yet.`],
    })
  })

  it('are not known any more when the logger has long written nothing', async () => {
    const { report } = await openDesk()
    const reported = await report({ tags: ['CAD'], feature: '48800acd_2006_0f', now: START + 600 })
    expect(reported).toMatchObject({
      rows: [[...NAMES, 'AutoCAD 2006', null, null, null, null, null, null, null, AS_OF]],
      about: {
        cad: expect.stringMatching(/^unknown, logged by logger-1\. logger-1 has written nothing .* for 10 min/),
      },
      notes: [],
    })
  })

  it('of a damaged file are refused with one sentence', async () => {
    const { report, write, dataFolder } = await openDesk()
    const path = join(dataFolder, 'state', 'cad.now.json')
    for (const features of [null, [{}], [{ ...FEATURE, products: 'AutoCAD' }]]) {
      await write({ ...BOARD, server: { ...BOARD.server, features } })
      expect(await report({ tags: ['cad'] })).toBe(
        `${path} is damaged: it is written anew with the next poll of the Seatlog that logs cad.`,
      )
    }
  })

  it('of names that are not there are refused with one sentence', async () => {
    const { report, dataFolder } = await openDesk()
    expect(await report({ feature: 'MATLAP' })).toBe('No feature MATLAP is known: did you mean MATLAB?')
    expect(await report({ tags: ['lab'] })).toBe('No server lab is known: there is cad and eda.')
    expect(await report({ tags: ['eda'] })).toBe(`No Seatlog has written the seats of eda to ${dataFolder} yet.`)
  })
})
