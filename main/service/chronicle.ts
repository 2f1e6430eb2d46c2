import type { Notice } from '../../preload/contract/api.ts'
import type { ServerSeats } from '../../preload/contract/seats.ts'
import type { OwnLog } from './own-log.ts'

/** Writes what happens into Seatlog's own log: what changed, not what is. */
export interface Chronicle {
  say(text: string): void
  seats(server: ServerSeats): void
  notices(notices: readonly Notice[]): void
  /** Ends the noting of faults. */
  end(): void
}

export function createChronicle(log: OwnLog): Chronicle {
  const states = new Map<string, string>()
  let told: readonly Notice[] = []
  const faults = noteFaults(log)

  return {
    say: (text) => log.write('info', text),
    seats({ tag, role, state, problem }) {
      // Before the first answer there is nothing to tell.
      if (state === 'unknown' && problem === null) return
      const now = `${role}, ${state}`
      if (states.get(tag) === now) return
      states.set(tag, now)
      const isGood = state === 'up' || state === 'degraded'
      log.write(isGood ? 'info' : 'warning', [`${tag}: ${now}`, problem?.message].filter(Boolean).join(': '))
    },
    notices(notices) {
      const isIn = (all: readonly Notice[], { id }: Notice): boolean => all.some((one) => one.id === id)
      for (const notice of notices) if (!isIn(told, notice)) log.write(notice.kind, notice.message)
      for (const notice of told) if (!isIn(notices, notice)) log.write('info', `Over: ${notice.message}`)
      told = notices
    },
    end: faults,
  }
}

/** Notes every fault that goes to the console, where nobody may look, and what ends the process. Returns what ends that. */
export function noteFaults(log: OwnLog): () => void {
  const { error: print } = console
  function printed(...values: unknown[]): void {
    print(...values)
    for (const value of values) if (value instanceof Error) note(value)
  }
  function note(error: unknown): void {
    log.write('error', error instanceof Error ? (error.stack ?? error.message) : String(error))
  }
  console.error = printed
  process.on('uncaughtExceptionMonitor', note)
  return () => {
    if (console.error === printed) console.error = print
    process.off('uncaughtExceptionMonitor', note)
  }
}
