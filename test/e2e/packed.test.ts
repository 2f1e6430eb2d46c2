import { globSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { extractAll } from '@electron/asar'
import { describe, expect, it, onTestFinished } from 'vitest'
import { eventually, launch } from '../harness/launch.ts'

const ROOT = path.join(import.meta.dirname, '..', '..')
const [archive] = globSync(path.join(ROOT, 'dist', '*-unpacked', 'resources', 'app.asar'))

/** An older package is not of these sources. */
function isCurrent(file: string): boolean {
  return statSync(file).mtimeMs >= statSync(path.join(ROOT, 'out', 'main', 'desktop.js')).mtimeMs
}

const packed = archive !== undefined && isCurrent(archive) && process.env.SEATLOG_BACKEND !== 'electron'

describe.skipIf(!packed)('the packed app, where `npm run dist` made one', () => {
  it('starts from what is in app.asar alone', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'seatlog-packed-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    extractAll(archive ?? '', folder)
    await using app = await launch({ app: folder, args: ['--demo'] })
    const page = await app.page()
    await eventually(() => expect(page.innerText('body')).resolves.toContain('AutoCAD'))
    await eventually(async () => expect((await app.ask('look')).tray?.tooltip).toMatch(/^Demo; .*AutoCAD/))
  })
})
