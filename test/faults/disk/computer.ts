import { join } from 'node:path'
import type { FileAccess } from '../../../main/datafiles/file-access.ts'
import { localStamp } from '../../../main/datafiles/local-time.ts'
import type { DemoAnswer } from '../../../main/demo/answer.ts'
import { openRecorder } from '../../../main/service/recorder.ts'
import { createSession, type Session } from '../../../main/service/session.ts'
import type { Settings } from '../../../main/settings/schema.ts'

/** A Seatlog with a clock and a local disk of its own, in this process. */
export interface Computer {
  /** Polls its server once. */
  poll(): Promise<Looked>
  /** Ends as a user would end it; the next poll starts it again. */
  stop(): Promise<void>
}

/** What a user sees after a poll. */
export interface Looked {
  readonly role: 'logger' | 'viewer' | 'window'
  readonly problems: readonly string[]
}

export interface ComputerParts {
  readonly settings: Settings
  /** Its way to the data folder. */
  readonly files: FileAccess
  /** Its local disk. */
  readonly home: string
  readonly host: string
  /** Epoch seconds by its own clock. */
  readonly clock: () => number
  /** Seconds that have passed. */
  readonly uptime: () => number
  /** What lmutil says now. */
  readonly answer: (table: boolean) => DemoAnswer
}

export function createComputer({ settings, files, home, host, clock, uptime, answer }: ComputerParts): Computer {
  let session: Session | null = null
  // The calendar of a zone takes long to load: here nobody waits for it.
  for (const { zone = 'UTC' } of settings.servers) localStamp(0, zone)

  function start(): Session {
    const parts = { settings, files, localStateFolder: join(home, 'local'), host, version: 'test', clock }
    const opened = openRecorder({ ...parts, uptime, everyPoll: false })
    // As the application does: without a journal it only fills its own window, and says why.
    const recorder = opened.ok ? opened.recorder : null
    if (!opened.ok && opened.locked) throw new Error(opened.message)
    return createSession({
      ...{ settings, files, lmutil: '', recorder, now: () => clock() * 1000, show() {}, told() {} },
      async ask({ table }) {
        const { text, exitCode } = answer(table)
        return { text, exitCode, ended: 'exited', ms: 1, message: null, command: 'lmutil lmstat' }
      },
    })
  }

  return {
    async poll() {
      session ??= start()
      const [polled] = await session.once()
      if (polled === undefined) throw new Error('there is no server')
      return { role: polled.role, problems: session.problems() }
    },
    async stop() {
      await session?.stop()
      session = null
    },
  }
}
