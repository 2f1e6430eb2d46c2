import { join } from 'node:path'
import type { Finding, Trial } from '../proof.ts'
import { judged } from './judged.ts'
import { play } from './play.ts'

const MINUTE = 60
const HOUR = 3600

interface ClockSet {
  readonly what: string
  /** By so many seconds the clock is put on (or back) at the first moment, and put right at the second. */
  readonly by: number
}

const SETS: readonly ClockSet[] = [
  { what: 'clock put on by 1 h and back', by: HOUR },
  { what: 'clock put back by 1 h and on', by: -HOUR },
  { what: 'clock put on by 5 h and back', by: 5 * HOUR },
  { what: 'clock put back by 5 h and on', by: -5 * HOUR },
  { what: 'clock put on by a day and back', by: 24 * HOUR },
  { what: 'clock put back by a day and on', by: -24 * HOUR },
  { what: 'clock put on by 10 min and back', by: 10 * MINUTE },
  { what: 'clock put back by 10 min and on', by: -10 * MINUTE },
]

const FROM = Date.parse('2026-10-06T07:00:00+02:00') / 1000

/** The clock of the logger's computer is set, the license server's is not; with a debug log and without. */
export async function clockFaults({ seed, isShort, folder, tell }: Trial): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  for (const { what, by } of isShort ? SETS.slice(0, 2) : SETS) {
    tell(what)
    const [setAt, rightAt, to] = isShort ? [0.5, 1, 1.5] : [3, 8, 12]
    const wrong: string[] = []
    const figures: string[] = []
    for (const hasLog of [true, false]) {
      const played = await play({
        ...{ zone: 'Europe/Berlin', tag: 'EDA', hasLog, from: FROM, to: FROM + to * HOUR, seed },
        root: join(folder, `${what} ${hasLog}`),
        computers: [{ ahead: (at) => (at >= FROM + setAt * HOUR && at < FROM + rightAt * HOUR ? by : 0) }],
      })
      const found = await judged(played, { wrongBy: Math.abs(by) })
      const how = hasLog ? 'with log' : 'polls only'
      wrong.push(...found.wrong.map((sentence) => `${how}: ${sentence}`))
      figures.push(`${how}: ${found.checkouts} checkouts, times wrong by ${found.worst.toFixed(0)} s at most`)
    }
    findings.push({ what, times: 2, figures: figures.join('; '), wrong })
  }
  return findings
}
