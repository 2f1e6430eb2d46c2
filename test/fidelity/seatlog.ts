import type { FileAccess } from '../../main/datafiles/file-access.ts'
import type { Ask } from '../../main/poller/ask.ts'
import { openRecorder } from '../../main/service/recorder.ts'
import { createSession, type Session } from '../../main/service/session.ts'
import type { Settings } from '../../main/settings/schema.ts'

export interface SeatlogParts {
  readonly settings: Settings
  /** Access to the data folder. */
  readonly files: FileAccess
  /** Its own local disk. */
  readonly home: string
  /** Name of its computer. */
  readonly host: string
  readonly ask: Ask
  /** Simulated epoch seconds. */
  readonly clock: () => number
}

/** A Seatlog that polls whenever it is told to, in simulated time, and shows nothing. */
export function openSeatlog({ settings, files, home, host, ask, clock }: SeatlogParts): Session {
  const opened = openRecorder({
    ...{ settings, files, host, clock, localStateFolder: home, version: 'test', everyPoll: false },
  })
  if (!opened.ok) throw new Error(opened.message)
  const { recorder } = opened
  return createSession({ settings, files, lmutil: '', ask, recorder, now: () => clock() * 1000, show() {}, told() {} })
}
