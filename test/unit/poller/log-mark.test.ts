import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { findMarked, idOf, markOf } from '../../../main/poller/log-mark.ts'

it.skipIf(process.platform === 'win32')('a pipe beside a log that was moved away is not waited for', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'seatlog-mark-'))
  try {
    const log = join(folder, 'debug.log')
    writeFileSync(log, ' 8:00:00 (lmgrd) TIMESTAMP 3/2/2026\n')
    const handle = await open(log, 'r')
    const mark = await markOf(handle, await idOf(handle), 36, null)
    await handle.close()
    rmSync(log)
    execFileSync('mkfifo', [join(folder, 'debug.pipe'), log])
    expect(await findMarked(log, mark)).toBeNull()
  } finally {
    rmSync(folder, { recursive: true })
  }
})
