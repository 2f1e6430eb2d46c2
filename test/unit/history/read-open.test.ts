import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { realFiles } from '../../../main/datafiles/file-access.ts'
import { type OpenCheckoutRow, writeOpen } from '../../../main/datafiles/open-jsonl.ts'
import { type KnownOpen, readAllOpen } from '../../../main/history/read-open.ts'

let data: string

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'seatlog-open-'))
  mkdirSync(join(data, 'state'))
})

afterEach(() => rmSync(data, { recursive: true, force: true }))

const row = (tag: string, user: string): OpenCheckoutRow => ({
  ...{ tag, daemon: 'adskflex', feature: 'ACD', account: '', user, host: 'ws-1', handle: '101', display: '' },
  ...{ version: '1.0', seats: 1, pid: 0, requestAt: 900, checkoutAt: 900, seenAt: 1000 },
})

it('reads anew only what another poll wrote', async () => {
  const known: KnownOpen = new Map()
  const read = () => readAllOpen(realFiles, data, ['CAD', 'EDA', 'LAB'], known)
  for (const tag of ['CAD', 'EDA']) await writeOpen(realFiles, data, tag, { asOf: 1000, rows: [row(tag, 'ines')] })
  const [cad, eda, ...others] = await read()
  expect(others).toEqual([])
  expect([cad?.tag, cad?.rows.map(({ user }) => user)]).toEqual(['CAD', ['ines']])

  await writeOpen(realFiles, data, 'CAD', { asOf: 1000, rows: [row('CAD', 'otto')] })
  const [cadNow, edaNow] = await read()
  expect(cadNow?.rows.map(({ user }) => user)).toEqual(['otto'])
  expect(edaNow).toBe(eda)
})
