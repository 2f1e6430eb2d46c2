import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { followLogs, type LogMemory, readLogMemory } from '../../../main/service/log-following.ts'
import { eventEpoch } from '../../../main/usage/log-request.ts'

const ZONE = 'Europe/Berlin'
const folder = mkdtempSync(join(tmpdir(), 'seatlog-following-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('following debug logs', () => {
  it('keeps to the second of two equal hours over a restart', async () => {
    const path = join(folder, 'debug.log')
    let memory: LogMemory = {}
    const times: (string | null)[] = []
    const pieces = [
      ' 2:14:15 (snpslmd) TIMESTAMP 10/25/2026\n',
      ' 2:00:00 (snpslmd) IN: "VCSRuntime_Net" tokafor@farm-180  \n',
      ' 2:00:00 (snpslmd) IN: "VCSRuntime_Net" tokafor@farm-232 (4 licenses) \n',
    ]
    for (const piece of pieces) {
      appendFileSync(path, piece)
      const followed = await followLogs([path], readLogMemory(memory), ZONE, new Map())
      memory = JSON.parse(JSON.stringify(followed.memory))
      for (const event of followed.events) times.push(utc(eventEpoch(event, ZONE)))
    }
    expect(times).toEqual(['2026-10-25T00:14:15.000Z', '2026-10-25T01:00:00.000Z', '2026-10-25T01:00:00.000Z'])
  })
})

const utc = (epoch: number | null): string | null => (epoch === null ? null : new Date(epoch * 1000).toISOString())
