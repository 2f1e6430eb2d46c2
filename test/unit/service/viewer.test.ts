import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { realFiles } from '../../../main/datafiles/file-access.ts'
import { writeNow } from '../../../main/datafiles/now-json.ts'
import type { ServerBoard } from '../../../main/service/board.ts'
import { nothingKnown } from '../../../main/service/server-board.ts'
import { type Viewer, watchNow } from '../../../main/service/viewer.ts'

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

async function written(): Promise<void> {
  const about = { tag: 'cad', address: '27000@lic1', role: 'logger', paused: false, nextPollAt: null } as const
  const live: ServerBoard = nothingKnown({ ...about, intervalSeconds: 60, loggedBy: null }, null)
  const writer = { owner: 'owner', host: 'cad-logger', version: '1.0.0' }
  await writeNow(realFiles, data, { tag: 'cad', writtenAt: clock, writer, intervalSeconds: 60, live })
}

async function lookAfter(seconds: number): Promise<void> {
  clock += seconds
  await viewer.look()
}

describe('a viewer', () => {
  it('takes what cannot be shown for a damaged file, and goes on with the next one', async () => {
    const told: string[] = []
    const watching = watchNow(
      realFiles,
      data,
      'cad',
      () => clock,
      (seen) => {
        if ('message' in seen) told.push(seen.message)
        else told.push(`${seen.now.live.server.features.length} features`)
      },
    )
    const writer = { owner: 'owner', host: 'cad-logger', version: '1.0.0' }
    await watching.look()
    const live = {} as ServerBoard
    await writeNow(realFiles, data, { tag: 'cad', writtenAt: clock + 1, writer, intervalSeconds: 60, live })
    const silenced = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    await watching.look()
    silenced.mockRestore()
    clock += 60
    await written()
    await watching.look()
    watching.stop()
    expect(told).toEqual(['0 features', expect.stringContaining('now.json is damaged'), '0 features'])
  })

  it('tells how long the logger has written nothing, until it writes again', async () => {
    await lookAfter(20)
    await lookAfter(20)
    expect(ages).toEqual([0, 20, 40])
    clock += 20
    await written()
    await lookAfter(0)
    expect(ages.slice(3)).toEqual([0])
  })

  it('takes nothing for new because its clock was put back', async () => {
    await lookAfter(20)
    await lookAfter(100)
    await lookAfter(-3600)
    await lookAfter(20)
    expect(ages).toEqual([0, 20, 120, 140])
  })
})
