import { join } from 'node:path'
import { random, whole } from '../../../main/demo/random.ts'
import { INTERVAL } from '../../fidelity/play.ts'
import type { Finding, Trial } from '../proof.ts'
import { judged } from './judged.ts'
import { fullDisk, type Place, readOnly, refusing, removed } from './places.ts'
import { play } from './play.ts'
import { watchedFiles } from './watched-files.ts'

interface FolderFault {
  readonly what: string
  readonly place: (root: string, draw: () => number) => Place
  readonly told: RegExp
}

const FAULTS: readonly FolderFault[] = [
  { what: 'full disk', place: fullDisk, told: /is full/ },
  { what: 'read-only disk', place: readOnly, told: /cannot be written/ },
  { what: 'no right to write', place: (root) => refusing(root, 'EACCES'), told: /cannot be written/ },
  { what: 'folder removed', place: (root) => removed(root, false), told: /lacks the files|cannot be reached/ },
  { what: 'drive not mounted', place: (root) => removed(root, true), told: /lacks the files|cannot be reached/ },
]

/** Of a day of work, the one behind the servers' regular restart: their debug logs are short then. */
const FROM = Date.parse('2026-10-05T08:00:00+02:00') / 1000
const HOURS = { short: 1, full: 24 }

/** The data folder fails for a time and comes back, each time in the middle of some step of a poll. */
export async function folderFaults({ seed, isShort, folder, tell }: Trial): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  for (const fault of FAULTS) {
    tell(fault.what)
    findings.push(await folderFault(fault, seed, isShort ? HOURS.short : HOURS.full, join(folder, fault.what)))
  }
  return findings
}

async function folderFault({ what, place: placeIn, told }: FolderFault, seed: number, hours: number, root: string) {
  const draw = random(seed, 31)
  const place = placeIn(root, draw)
  const to = FROM + hours * 3600
  const turns = turnsOf(FROM + 10 * INTERVAL, to - 15 * INTERVAL, draw)
  let at = FROM
  let stepsLeft = 0
  let isBroken = false
  const turn = (): void => {
    isBroken ? place.mend() : place.break()
    isBroken = !isBroken
  }
  /** The last turn was in this poll or the one before it, which may not have met it. */
  const isTurning = (now: number): boolean => turns.some((moment) => moment <= now && now < moment + INTERVAL)
  let wanted = false
  try {
    const played = await play({
      ...{ zone: 'Europe/Berlin', tag: 'EDA', hasLog: true, from: FROM, to, seed, root, data: place.data },
      computers: [
        {
          files: (real) =>
            watchedFiles(place.files(real), async ({ go }) => {
              if (wanted && stepsLeft-- === 0) {
                wanted = false
                turn()
              }
              return go()
            }),
          told: (now) => (isTurning(now) ? 'whatever' : isBroken ? told : null),
        },
      ],
      before(now) {
        // A poll may be over before the step came.
        if (wanted) turn()
        wanted = turns.some((moment) => at < moment && moment <= now)
        stepsLeft = whole(draw, 0, 24)
        at = now
      },
    })
    const { wrong, checkouts, samples } = await judged(played)
    const figures = `${place.how}; ${checkouts} checkouts, ${samples} rows of samples`
    return { what, times: turns.length / 2, figures, wrong }
  } finally {
    if (isBroken) place.mend()
    place.end()
  }
}

/** When it breaks, is mended, breaks, …: an even number, each in another poll. */
function turnsOf(from: number, to: number, draw: () => number): readonly number[] {
  const turns: number[] = []
  for (let at = from; at < to; at += whole(draw, 3, 25) * INTERVAL) turns.push(at)
  return turns.slice(0, turns.length - (turns.length % 2))
}
