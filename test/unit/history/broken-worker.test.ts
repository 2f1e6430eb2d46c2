import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openHistory } from '../../../main/history/history.ts'
import type { IndexPlace } from '../../../main/history/messages.ts'

it('says that it cannot be used once its thread has ended, to every question, and can be stopped', {
  timeout: 30_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'seatlog-broken-'))
  try {
    // The thread gets a copy without what is inherited, and fails at once.
    const place: IndexPlace = Object.create({ folder: join(folder, 'history') })
    const history = openHistory({ place, groups: async () => ({ groups: [], problem: null }) })
    if (!history.ok) throw new Error(history.message)
    const { value } = history
    const ended = new Promise<void>((resolve) => {
      value.on(({ state }) => state === 'off' && resolve())
    })
    const told = {
      ok: false,
      code: 'internal',
      message: expect.stringMatching(/cannot be used \(.+\): start Seatlog anew/),
    }
    expect(await value.ask('capacity', null)).toMatchObject(told)
    await ended
    expect(await value.ask('capacity', null)).toMatchObject(told)
    expect(await value.readAll()).toMatchObject(told)
    await value.stop()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
