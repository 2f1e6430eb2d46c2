import type { FileAccess } from '../datafiles/file-access.ts'
import { nowFile } from '../datafiles/layout.ts'
import type { NowFile } from '../datafiles/now-json.ts'
import type { ServerBoard } from './board.ts'
import { readBoard } from './read-board.ts'

/** How a viewer learns what the logger wrote. */
export interface Viewer {
  /** Looks once, now. */
  look(): Promise<void>
  stop(): void
}

/** What was read, and for how many seconds it has been standing there. */
export type Seen = { readonly now: NowFile<ServerBoard>; readonly age: number } | { readonly message: string }

const LOOK_EVERY_MS = 2000
/** While the logger's next poll is not due, somebody may still ask it for one. */
const LOOK_EVERY_SECONDS_BETWEEN = 10
/** The next poll is due after this part of the interval; its slots may lie a little nearer once. */
const DUE_AFTER = 0.8
/** The envelope stands first in the file: enough of it to see that the file is another one. */
const HEAD_BYTES = 300
/** A file that the logger should have replaced is told again this often, because it grows old. */
const RETELL_SECONDS = 15

/**
 * Watches `<TAG>.now.json` by looking at its first bytes, every 2 s while a poll is due: notices of change do not work over
 * shares. Reads the whole file only when these changed, so fifty viewers cost a share little. Writes nothing.
 */
export function watchNow(
  files: FileAccess,
  data: string,
  tag: string,
  clock: () => number,
  tell: (seen: Seen) => void,
): Viewer {
  const file = nowFile(data, tag)
  let head: string | null = null
  let last: NowFile<ServerBoard> | null = null
  let changedAt = 0
  let toldAt = 0
  let lookedAt = 0
  let looking: Promise<void> | null = null
  let stopped = false

  const look = (): Promise<void> => {
    looking ??= lookOnce().finally(() => {
      looking = null
    })
    return looking
  }
  const timer = setInterval(() => {
    if (!isBetweenPolls()) void look()
  }, LOOK_EVERY_MS)

  function isBetweenPolls(): boolean {
    const since = clock() - changedAt
    const sinceLook = clock() - lookedAt
    if (last === null || since < 0 || sinceLook < 0) return false
    return since < DUE_AFTER * last.intervalSeconds && sinceLook < LOOK_EVERY_SECONDS_BETWEEN
  }

  async function lookOnce(): Promise<void> {
    const found = await firstBytes(files, file)
    if (stopped) return
    // Where the clock was put back, what is old stays as old as it was.
    const back = Math.max(0, lookedAt - clock())
    changedAt -= back
    toldAt -= back
    lookedAt = clock()
    if (found !== null && found === head && last !== null) {
      tellAge(last)
      return
    }
    const read = await readBoard(files, data, tag)
    if (stopped) return
    if (!read.ok) {
      // A share that is away says nothing about the seats: what was read last grows old.
      if (last === null || read.code === 'not-found') told({ message: read.message })
      else tellAge(last)
      return
    }
    // Only the first look must trust the other computer's clock; from then on the file's changes tell its age.
    changedAt = last === null ? Math.min(clock(), read.value.writtenAt) : clock()
    head = found
    last = read.value
    told({ now: last, age: clock() - changedAt })
  }

  function tellAge(now: NowFile<ServerBoard>): void {
    const age = clock() - changedAt
    if (age > now.intervalSeconds && clock() - toldAt >= RETELL_SECONDS) told({ now, age })
  }

  function told(seen: Seen): void {
    toldAt = clock()
    tell(seen)
  }

  void look()
  return {
    look,
    stop() {
      stopped = true
      clearInterval(timer)
    },
  }
}

async function firstBytes(files: FileAccess, file: string): Promise<string | null> {
  try {
    return (await files.read(file, 0, HEAD_BYTES))?.toString('latin1') ?? null
  } catch {
    return null
  }
}
