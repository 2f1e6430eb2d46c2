import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { realFiles } from '../../../main/datafiles/file-access.ts'
import { writeNow } from '../../../main/datafiles/now-json.ts'
import type { ServerBoard } from '../../../main/service/board.ts'
import { nothingKnown } from '../../../main/service/server-board.ts'
import { type Viewer, watchNow } from '../../../main/service/viewer.ts'
import type { Holder } from '../../../preload/contract/seats.ts'

const NINE = Date.UTC(2026, 2, 2, 9) / 1000

let data: string
let clock: number
let ages: number[]
let viewer: Viewer

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'seatlog-viewer-'))
  mkdirSync(join(data, 'state'))
  clock = NINE
  ages = []
  await written()
  viewer = watchNow(
    realFiles,
    data,
    'cad',
    () => clock,
    (seen) => ages.push('age' in seen ? seen.age : Number.NaN),
  )
  await viewer.look()
})
afterEach(() => {
  viewer.stop()
  rmSync(data, { recursive: true, force: true })
})

const MILL = { key: 'cad/acmed/mill/0', pools: [], holders: [], reservations: [], queued: [], listedSeats: 1 }
const RHEA: Holder = {
  ...{ user: 'rhea', host: 'ws-12', display: null, extra: null, version: null, seats: 1, since: null, heldFor: null },
  ...{ linger: { remaining: null, total: 600 }, handle: null, pid: null, uncertain: false, raw: 'rhea ws-12', pool: 0 },
}

/** Somebody holds a feature. */
function board(): ServerBoard {
  const about = { tag: 'cad', address: '27000@lic1', role: 'logger', paused: false, nextPollAt: null } as const
  const { server } = nothingKnown({ ...about, intervalSeconds: 60, loggedBy: null }, null)
  return { server, details: { [MILL.key]: { ...MILL, holders: [RHEA] } } }
}

async function written(live = board()): Promise<void> {
  const writer = { owner: 'owner', host: 'cad-logger', version: '1.0.0' }
  await writeNow(realFiles, data, { tag: 'cad', writtenAt: clock, writer, intervalSeconds: 60, live })
}

async function lookAfter(seconds: number): Promise<void> {
  clock += seconds
  await viewer.look()
}

describe('a viewer', () => {
  it('looks rarely until the next poll is due, and every 2 s from then on', async () => {
    vi.useFakeTimers({ toFake: ['setInterval'] })
    onTestFinished(() => void vi.useRealTimers())
    const looks: number[] = []
    const read: typeof realFiles.read = (...where) => {
      looks.push(clock - NINE)
      return realFiles.read(...where)
    }
    const other = watchNow({ ...realFiles, read }, data, 'cad', () => clock, vi.fn())
    onTestFinished(other.stop)
    await other.look()
    looks.splice(0)
    for (clock += 2; clock <= NINE + 60; clock += 2) {
      const before = looks.length
      vi.advanceTimersByTime(2000)
      // One that has begun is joined.
      if (looks.length > before) await other.look()
    }
    expect(looks).toEqual([10, 20, 30, 40, 48, 50, 52, 54, 56, 58, 60])
  })

  const damagedBoards: readonly (readonly [string, object | null])[] = [
    ['no seats', {}],
    ['no list of features', { ...board(), server: { ...board().server, features: { 0: 'mill' } } }],
    ['a person without a name', { ...board(), details: { 'cad/acmed/mill/0': { ...MILL, holders: [{}] } } }],
    [
      'a person whose name is a number',
      { ...board(), details: { mill: { ...MILL, holders: [{ ...RHEA, user: 7 }] } } },
    ],
    ['nothing', null],
  ]

  it.each(damagedBoards)('takes a file with %s for damaged, and goes on with the next one', async (_, live) => {
    const told: string[] = []
    await written(live as ServerBoard)
    const watching = watchNow(
      realFiles,
      data,
      'cad',
      () => clock,
      (seen) => told.push('message' in seen ? seen.message : `${seen.now.live.server.features.length} features`),
    )
    onTestFinished(() => watching.stop())
    await watching.look()
    clock += 60
    await written()
    await watching.look()
    expect(told).toEqual([expect.stringMatching(/now\.json is damaged: it is written anew/), '0 features'])
  })

  it('lets what it shows grow old while the file is damaged', async () => {
    await written({} as ServerBoard)
    await lookAfter(80)
    clock += 20
    await written()
    await lookAfter(0)
    expect(ages).toEqual([0, 80, 0])
  })

  it('tells how long the logger has written nothing, until it writes again', async () => {
    await lookAfter(80)
    await lookAfter(20)
    expect(ages).toEqual([0, 80, 100])
    clock += 20
    await written()
    await lookAfter(0)
    expect(ages.slice(3)).toEqual([0])
  })

  it('tells nothing again before the logger’s next poll is overdue, nor at every look from then on', async () => {
    for (const seconds of [20, 20, 20, 2, 2, 2, 12]) await lookAfter(seconds)
    expect(ages).toEqual([0, 62, 78])
  })

  it('takes nothing for new because its clock was put back', async () => {
    await lookAfter(80)
    await lookAfter(100)
    await lookAfter(-3600)
    await lookAfter(20)
    expect(ages).toEqual([0, 80, 180, 200])
  })
})
