import type { Alert } from '../../preload/contract/alerts.ts'

/** Passes alerts on, never more than once a minute. */
export interface AlertTeller {
  tell(alerts: readonly Alert[]): void
  /** What was not passed on yet is dropped. */
  clear(): void
}

/** So long the first of a burst waits for the others: servers are polled within seconds. */
const GATHER_MS = 2000
const PAUSE_MS = 60_000

/** `pass` gets all that came meanwhile, at least one. By timers alone: the clock may jump. */
export function createTeller(pass: (alerts: readonly Alert[]) => void): AlertTeller {
  let gathered: readonly Alert[] = []
  let waits = false

  function passAfter(milliseconds: number): void {
    waits = true
    setTimeout(passOn, milliseconds).unref()
  }

  function passOn(): void {
    waits = false
    if (gathered.length === 0) return
    passAfter(PAUSE_MS)
    const alerts = gathered
    gathered = []
    pass(alerts)
  }

  return {
    tell(alerts) {
      gathered = [...gathered, ...alerts]
      if (gathered.length > 0 && !waits) passAfter(GATHER_MS)
    },
    clear() {
      gathered = []
    },
  }
}
