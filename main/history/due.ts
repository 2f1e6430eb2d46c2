const MINUTE = 60_000
/** How old answers may be, milliseconds: by the files that loggers write into, and by all of them, which imports add to, and
 * which may be moved, deleted or written anew. */
const SOMEBODY_ASKS = { recent: MINUTE / 3, all: 10 * MINUTE }
/** Fifty viewers of fifty servers that only sit in the tray would keep a share busy. */
const NOBODY_ASKS = { recent: 10 * MINUTE, all: 120 * MINUTE }
/** So long after a question there may be others. */
const ATTENTION = 10 * MINUTE

/** How often to look what is due. */
export const LOOK_EVERY = 20_000

/** When what was done last, epoch milliseconds; before the first time minus infinity. */
export interface LastTimes {
  readonly asked: number
  /** Of the files that loggers write into, by whatever reading. */
  readonly recent: number
  readonly all: number
}

/**
 * What has to be read now, so that answers are no older than they may be. By the clock of the wall: a computer that slept has
 * missed what was written meanwhile, and other clocks may have slept with it.
 */
export function dueReading({ asked, recent, all }: LastTimes, now: number): 'all' | 'recent' | null {
  // Where the clock was put back nobody knows how long ago something was.
  const since = (last: number): number => Math.abs(now - last)
  const patience = since(asked) < ATTENTION ? SOMEBODY_ASKS : NOBODY_ASKS
  // The next look would come too late.
  const isDue = (last: number, most: number): boolean => since(last) > most - LOOK_EVERY / 2
  if (isDue(all, patience.all)) return 'all'
  return isDue(recent, patience.recent) ? 'recent' : null
}
