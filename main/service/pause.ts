/** Whether polling is paused, and until when. */
export interface Pause {
  readonly paused: boolean
  /** Epoch seconds; null: not before it is resumed, or not paused. */
  readonly until: number | null
  set(paused: boolean, minutes: number | null): void
  /** Looks whether the time is up: timers stand still while the computer sleeps. */
  look(): void
  stop(): void
}

const LOOK_MS = 10_000

/** `change` is told whenever it begins or ends; `clock` in epoch milliseconds, `uptime` in milliseconds that nobody can put back. */
export function createPause(
  change: (paused: boolean) => void,
  { clock, uptime }: { readonly clock: () => number; readonly uptime: () => number },
): Pause {
  let paused = false
  let due: { readonly at: number; readonly up: number } | null = null
  let timer: NodeJS.Timeout | undefined

  function set(wanted: boolean, minutes: number | null): void {
    paused = wanted
    const length = (minutes ?? 0) * 60_000
    due = wanted && minutes !== null ? { at: clock() + length, up: uptime() + length } : null
    clearInterval(timer)
    if (due !== null) timer = setInterval(look, LOOK_MS).unref()
    change(wanted)
  }

  function look(): void {
    // A clock that was put back must not make it longer.
    if (due !== null && (clock() >= due.at || uptime() >= due.up)) set(false, null)
  }

  return {
    get paused() {
      return paused
    },
    get until() {
      return due === null ? null : Math.round(due.at / 1000)
    },
    set,
    look,
    stop: () => clearInterval(timer),
  }
}
