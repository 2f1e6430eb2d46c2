import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { onTestFinished } from 'vitest'
import { createAppender } from '../../../main/datafiles/appender.ts'
import { createDataFolder } from '../../../main/datafiles/data-folder.ts'
import { type FileAccess, realFiles } from '../../../main/datafiles/file-access.ts'
import { type Journal, openJournal, type PendingRow } from '../../../main/datafiles/journal.ts'
import { createLeases, type Leases } from '../../../main/datafiles/leases.ts'

/** 14 March 2026, 12:00 in Berlin. */
export const NOON = Date.UTC(2026, 2, 14, 11) / 1000
export const ZONE = 'Europe/Berlin'
export const DAY = 86_400

/** In memory where that is possible: these tests wait for the disk more than for anything else. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'seatlog-datafiles-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** One Seatlog on a data folder: everything that writes, over real files unless told otherwise. */
export function seatlog({
  home,
  data,
  files = realFiles,
  clock = () => NOON,
  uptime = clock,
  host = 'cad-logger',
  limitBytes = 1e9,
  eol = '\n',
  leases: check = undefined as Pick<Leases, 'check'> | undefined,
}: {
  home: string
  data: string
  files?: FileAccess
  clock?: () => number
  uptime?: () => number
  host?: string
  limitBytes?: number
  eol?: string
  leases?: Pick<Leases, 'check'>
}) {
  const journal = journalAt(join(home, 'journal.sqlite'), limitBytes)
  const folder = createDataFolder(files, data, journal, 'cad')
  const leases = createLeases(files, folder, journal, { host, clock, uptime, lockMs: 300 })
  const appender = createAppender(files, folder, journal, check ?? leases, {
    clock,
    tornFolder: join(home, 'torn'),
    eol,
  })
  const commit = (...rows: PendingRow[]) => {
    const committed = journal.commit('cad', ZONE, rows)
    if (!committed.ok) throw new Error(committed.message)
  }
  return { journal, folder, leases, appender, commit }
}

/** A Seatlog on a new data folder that nobody else has. */
export function start(changes: Partial<Parameters<typeof seatlog>[0]> = {}) {
  const home = tempFolder()
  const data = join(home, 'data')
  return { home, data, ...seatlog({ home, data, leases: ALWAYS_HELD, ...changes }) }
}

export function journalAt(file: string, limitBytes = 1e9): Journal {
  const opened = openJournal(file, limitBytes)
  if (!opened.ok) throw new Error(opened.message)
  onTestFinished(() => {
    try {
      opened.journal.close()
    } catch {
      // The test has closed it.
    }
  })
  return opened.journal
}

/** For tests that are not about leases. */
export const ALWAYS_HELD: Pick<Leases, 'check'> = { check: async () => ({ state: 'held' }) }

export const row = (kind: PendingRow['kind'], line: string, name = '', at = NOON): PendingRow => ({
  kind,
  name,
  at,
  line,
})

/** The text of a file of these lines. */
export const lines = (...texts: string[]): string => texts.map((text) => `${text}\n`).join('')

/** Every file below a folder: path with `/` and content; without the state folder. */
export function contents(folder: string): Record<string, string> {
  mkdirSync(folder, { recursive: true })
  const files = (readdirSync(folder, { recursive: true }) as string[])
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile())
    .map((file) => [relative(folder, file).replaceAll('\\', '/'), readFileSync(file, 'utf8')] as const)
  return Object.fromEntries(files.filter(([name]) => !name.startsWith('state/')).sort())
}

/** A system error as Node makes it. */
export const systemError = (code: string, path: string): Error =>
  Object.assign(new Error(`${code}: ${path}`), { code, syscall: 'write', path })

/** Files of which every step goes through `fault` first, which may throw or do something else instead. */
export function faultyFiles(
  fault: (step: keyof FileAccess, file: string, bytes: Buffer | null, go: () => Promise<unknown>) => Promise<unknown>,
): FileAccess {
  const steps = Object.entries(realFiles).map(([step, work]) => [
    step,
    (file: string, ...rest: unknown[]) =>
      fault(step as keyof FileAccess, file, rest[0] instanceof Buffer ? rest[0] : null, () =>
        (work as (...args: unknown[]) => Promise<unknown>)(file, ...rest),
      ),
  ])
  return Object.fromEntries(steps) as FileAccess
}
