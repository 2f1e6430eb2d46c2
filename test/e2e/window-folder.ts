import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the first test of the window builds it for all files of a run. */
    readonly windowFolder: string
  }
}

/** The folder that the window is built into, for as long as the tests run. */
export default function windowFolder(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'seatlog-window-'))
  project.provide('windowFolder', folder)
  return () => rmSync(folder, { recursive: true, force: true })
}
