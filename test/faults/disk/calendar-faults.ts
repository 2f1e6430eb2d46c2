import { join } from 'node:path'
import { INTERVAL } from '../../fidelity/play.ts'
import type { Finding, Trial } from '../proof.ts'
import { judged } from './judged.ts'
import { play } from './play.ts'

interface Night {
  readonly what: string
  readonly zone: string
  /** The moment in question. */
  readonly at: string
}

const NIGHTS: readonly Night[] = [
  { what: 'summer time ends in Berlin', zone: 'Europe/Berlin', at: '2026-10-25T03:00:00+02:00' },
  { what: 'summer time begins in New York', zone: 'America/New_York', at: '2026-03-08T02:00:00-05:00' },
  { what: 'summer time begins in Berlin', zone: 'Europe/Berlin', at: '2026-03-29T02:00:00+01:00' },
  { what: 'summer time ends in New York', zone: 'America/New_York', at: '2026-11-01T02:00:00-04:00' },
  {
    what: 'summer time ends on Lord Howe, by half an hour',
    zone: 'Australia/Lord_Howe',
    at: '2026-04-05T02:00:00+11:00',
  },
  { what: 'summer time begins on Lord Howe', zone: 'Australia/Lord_Howe', at: '2026-10-04T02:00:00+10:30' },
  { what: 'the year ends', zone: 'Europe/Berlin', at: '2027-01-01T00:00:00+01:00' },
  { what: '29 February begins', zone: 'America/New_York', at: '2028-02-29T00:00:00-05:00' },
  { what: '29 February ends', zone: 'America/New_York', at: '2028-03-01T00:00:00-05:00' },
]

const HOUR = 3600

/** Nights in which the calendar does something rare; with a debug log and without. */
export async function calendarFaults({ seed, isShort, folder, tell }: Trial): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  for (const { what, zone, at } of isShort ? NIGHTS.slice(0, 2) : NIGHTS) {
    tell(what)
    const moment = Date.parse(at) / 1000
    const [before, after] = isShort ? [1.25, 1.25] : [12, 14]
    const wrong: string[] = []
    const figures: string[] = []
    // A log tells of all that was since the last regular restart: a short form reads the short one.
    for (const hasLog of isShort ? [zone !== 'Europe/Berlin'] : [true, false]) {
      const played = await play({
        ...{ zone, tag: 'EDA', hasLog, from: moment - before * HOUR, to: moment + after * HOUR, seed },
        root: join(folder, `${what} ${hasLog}`),
        computers: [{}],
      })
      const found = await judged(played, { within: what.startsWith('summer time ends') ? INTERVAL / 2 : 0 })
      const how = hasLog ? 'with log' : 'polls only'
      wrong.push(...found.wrong.map((sentence) => `${how}: ${sentence}`))
      figures.push(`${how}: ${found.checkouts} checkouts, ${found.samples} rows of samples`)
    }
    findings.push({ what, times: figures.length, figures: figures.join('; '), wrong })
  }
  return findings
}
