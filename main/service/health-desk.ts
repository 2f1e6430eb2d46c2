import { arch, release, type } from 'node:os'
import process from 'node:process'
import type { HealthView } from '../../preload/contract/health.ts'
import { ok } from '../../preload/contract/result.ts'
import type { ServerSeats } from '../../preload/contract/seats.ts'
import { realFiles } from '../datafiles/file-access.ts'
import { guardFiles } from '../datafiles/guarded-files.ts'
import { parseLmstat } from '../lmstat/parse.ts'
import { filesToday } from './files-today.ts'
import type { Handlers } from './handlers.ts'
import { healthReport } from './health-report.ts'
import type { Run } from './run.ts'
import { freeBytes } from './setup-folder.ts'

/** How Seatlog itself is doing. */
export interface HealthDesk {
  readonly handlers: Pick<Handlers, 'health.get' | 'health.report'>
}

export interface HealthDeskParts {
  readonly version: string
  /** What is at work now. */
  readonly run: () => Pick<Run, 'settings' | 'session' | 'spool'>
  /** What is shown of a server now. */
  readonly servers: () => readonly ServerSeats[]
  readonly logFile: () => string | null
  /** Epoch milliseconds. */
  readonly now: () => number
}

export function createHealthDesk({ version, run, servers, logFile, now }: HealthDeskParts): HealthDesk {
  const startedAt = Math.floor(now() / 1000)
  // A share that hangs must not be asked again and again.
  const files = guardFiles(realFiles, 5000)

  async function view(): Promise<HealthView> {
    const { settings, session, spool } = run()
    const midnight = new Date(now()).setHours(0, 0, 0, 0)
    const [written, free] = await Promise.all([
      filesToday(settings.dataFolder, files, midnight),
      freeBytes(settings.dataFolder),
    ])
    return {
      version,
      node: process.versions.node,
      electron: process.versions.electron ?? null,
      system: system(),
      startedAt,
      servers: servers().map(({ tag, role, loggedBy, unrecognized }) => {
        return { tag, role, loggedBy, polls: session.polls(tag), unrecognized }
      }),
      spool: spool(),
      filesToday: written,
      dataFolder: settings.dataFolder,
      freeBytes: free,
      memoryBytes: process.memoryUsage.rss(),
      logFile: logFile(),
    }
  }

  return {
    handlers: {
      'health.get': async () => ok(await view()),
      async 'health.report'({ tag }) {
        const raw = run().session.raw(tag)
        return raw.ok ? ok({ text: healthReport(parseLmstat(raw.value.text), `Seatlog ${version}, ${system()}`) }) : raw
      },
    },
  }
}

const system = (): string => `${type()} ${release()} ${arch()}`
