import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { encodeFeatures, FEATURES_HEADER } from '../../../main/datafiles/features-csv.ts'
import { localStamp } from '../../../main/datafiles/local-time.ts'
import { encodeUsers, USERS_HEADER } from '../../../main/datafiles/users-csv.ts'
import { parseLmstat } from '../../../main/lmstat/parse.ts'
import { recordRows, recordSlot } from '../../../main/usage/record.ts'
import type { Compared } from '../../fidelity/compared.ts'
import { judge } from '../../fidelity/judge.ts'
import { INTERVAL } from '../../fidelity/play.ts'
import { readRecorded } from '../../fidelity/recorded.ts'
import type { Scened } from './play.ts'

/** What a play left, beside the truth. */
export interface Judged {
  /** A sentence for everything that was lost, is there twice, was invented, is unreadable or told wrongly. */
  readonly wrong: readonly string[]
  /** Checkouts and denials that must be there, and lines of samples that are. */
  readonly checkouts: number
  readonly denials: number
  readonly samples: number
  /** By how many seconds a time is wrong at most. */
  readonly worst: number
}

export interface Leniency {
  /** By so many seconds a clock was wrong: times are only measured, and what polls alone tell is not held to its moment. */
  readonly wrongBy?: number
  /** More than one logger: the second one may begin a record interval anew. */
  readonly isShared?: boolean
  /** So many seconds' error is no fault: of a local time that comes twice a debug log does not tell which one it means. */
  readonly within?: number
}

const RECORD_INTERVAL = 300

/** Compares all that a play wrote with what happened in it. */
export async function judged(played: Scened, leniency: Leniency = {}): Promise<Judged> {
  const { wrongBy = 0, isShared = false, within = 0 } = leniency
  const wrongClock = wrongBy !== 0
  const { data, scenario } = played
  const recorded = await readRecorded(data, scenario.tag, INTERVAL)
  const compared = judge(played, played, recorded, wrongBy)
  const samples = compareSamples(played, wrongClock, isShared)
  const byTime = ({ kind }: Compared): boolean => kind === 'capacity' || kind === 'reservations'
  const worstOf = ({ checkout, checkin, apartCheckout, apartCheckin }: Compared): number =>
    Math.max(0, ...[checkout, checkin, apartCheckout, apartCheckin].map((errors) => errors?.worst ?? 0))
  const wrong = compared
    .filter((one) => !wrongClock || !byTime(one))
    .map((one) => (wrongClock || worstOf(one) <= within ? { ...one, beyond: [] } : one))
    .flatMap(({ kind, missing, invented, doubled, beyond }) =>
      Object.entries({ missing, invented, doubled, beyond }).flatMap(([how, all]) =>
        all.map((text) => `${kind}, ${how}: ${text}`),
      ),
    )
  const expected = (...kinds: readonly string[]): number =>
    compared.reduce((sum, one) => sum + (kinds.includes(one.kind) ? one.expected : 0), 0)
  return {
    wrong: [
      ...wrong,
      ...samples.wrong,
      ...doubledEvents(data, wrongClock),
      ...recorded.unreadable.map((text) => `unreadable: ${text}`),
      ...played.told,
    ],
    checkouts: expected('checkouts', 'short', 'open'),
    denials: expected('denials'),
    samples: samples.found,
    worst: Math.max(...compared.map(worstOf)),
  }
}

/** The rows of features and users files: of each record interval those of one poll, as lmstat told them. */
function compareSamples({ data, site, sampled }: Scened, wrongClock: boolean, isShared: boolean) {
  const zone = site.zone.name
  const lines = [...linesOf(data, ' features.csv', FEATURES_HEADER), ...linesOf(data, ' users.csv', USERS_HEADER)]
  const left = countsOf(lines)
  const wrong: string[] = []
  const slots = Map.groupBy(sampled, ({ local }) => recordSlot(local, RECORD_INTERVAL))
  for (const [slot, polls] of slots) {
    let times = 0
    for (const { local, text } of polls) {
      const told = toldBy(text, localStamp(local, zone))
      const found = told.filter((line) => (left.get(line) ?? 0) > 0)
      if (found.length === 0) continue
      times++
      for (const line of found) left.set(line, (left.get(line) ?? 0) - 1)
      if (found.length < told.length)
        wrong.push(
          `samples, missing: ${told.length - found.length} of ${told.length} lines of ${localStamp(local, zone)}`,
        )
    }
    const when = localStamp(slot * RECORD_INTERVAL, zone)
    if (times === 0 && polls.some(({ isRecorded }) => isRecorded)) wrong.push(`samples, missing: those from ${when} on`)
    if (times > 1 && !isShared && !wrongClock) wrong.push(`samples, doubled: those from ${when} on`)
  }
  for (const [line, count] of left) if (count > 0) wrong.push(`samples, ${count} too many: ${line}`)
  return { found: lines.length, wrong }
}

function toldBy(text: string, stamp: string): readonly string[] {
  const { features, users } = recordRows(parseLmstat(text), () => true)
  return [...encodeFeatures(stamp, features), ...encodeUsers(stamp, users)]
}

/** An event is told once; only a clock that was put back may bring the same moment again. */
function doubledEvents(data: string, wrongClock: boolean): readonly string[] {
  if (wrongClock) return []
  const counts = countsOf(linesOf(data, ' events.jsonl', ''))
  return [...counts].flatMap(([line, count]) => (count > 1 ? [`events, ${count} times: ${line}`] : []))
}

/** All whole lines below a folder in files whose names end so, but for their headers. */
function linesOf(folder: string, end: string, header: string): readonly string[] {
  if (!existsSync(folder)) return []
  return (readdirSync(folder, { recursive: true }) as string[])
    .map((name) => join(folder, name))
    .filter((file) => file.endsWith(end) && statSync(file).isFile())
    .flatMap((file) => readFileSync(file, 'utf8').split('\n').slice(0, -1))
    .filter((line) => line !== header)
}

function countsOf(lines: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1)
  return counts
}
