import { join } from 'node:path'
import { realFiles } from '../../../main/datafiles/file-access.ts'
import { pick, random, whole } from '../../../main/demo/random.ts'
import { INTERVAL } from '../../fidelity/play.ts'
import type { Finding, Trial } from '../proof.ts'
import { judged } from './judged.ts'
import { type Player, play } from './play.ts'
import { watchedFiles } from './watched-files.ts'

const FROM = Date.parse('2026-10-05T08:00:00+02:00') / 1000
const HOUR = 3600

/** What becomes of the record when the one who writes it sleeps, or is cut off, and another one takes over. */
export async function leaseFaults(trial: Trial): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  findings.push(await asleepInStep(trial))
  for (const hours of trial.isShort ? [0, 1] : [0, 1, -1]) findings.push(await twoLoggers(trial, hours))
  return findings
}

/** The logger falls asleep in the middle of a poll, before one of its steps, and wakes when another one has the server. */
async function asleepInStep({ seed, isShort, folder, tell }: Trial): Promise<Finding> {
  tell('asleep in the middle of a poll')
  const wrong: string[] = []
  let times = 0
  for (let step = 0; ; step += isShort ? 9 : 1) {
    const tried = await asleepBefore(step, seed, join(folder, `asleep ${step}`))
    if (tried === null) break
    times++
    wrong.push(...tried.map((sentence) => `before step ${step}: ${sentence}`))
  }
  return { what: 'lease taken over while asleep in a poll', times, figures: 'once before each of its steps', wrong }
}

async function asleepBefore(number: number, seed: number, root: string): Promise<readonly string[] | null> {
  // A poll that writes rows of all kinds.
  const asleepFrom = FROM + 10 * INTERVAL
  const awakeAt = asleepFrom + 25 * INTERVAL
  const sleep = Promise.withResolvers<void>()
  const waking = Promise.withResolvers<void>()
  let count = 0
  let now = FROM
  let isMet = false
  const isItsPoll = (): boolean => now >= asleepFrom && now < asleepFrom + INTERVAL
  const sleeper: Player = {
    files: (real) =>
      watchedFiles(real, async ({ go }) => {
        if (isItsPoll() && !isMet && count++ === number) {
          isMet = true
          sleep.resolve()
          await waking.promise
        }
        return go()
      }),
    dozes: (at) => (at >= asleepFrom && at < awakeAt ? sleep.promise : null),
    told: (at) => (at >= asleepFrom && at < awakeAt + 2 * INTERVAL ? 'whatever' : null),
  }
  const played = await play({
    ...{ zone: 'Europe/Berlin', tag: 'MATH', hasLog: true, from: FROM, to: awakeAt + 20 * INTERVAL, seed, root },
    computers: [sleeper, {}],
    before(at) {
      now = at
      if (at >= awakeAt) waking.resolve()
    },
  })
  waking.resolve()
  return isMet ? (await judged(played)).wrong : null
}

/** Two computers want the same server for days, their clocks `hours` apart; each sleeps, ends or is cut off now and then. */
async function twoLoggers({ seed, isShort, folder, tell }: Trial, hours: number): Promise<Finding> {
  const what = hours === 0 ? 'two loggers' : `two loggers, one clock ${hours} h ahead`
  tell(what)
  const draw = random(seed, 51, hours + 2)
  const to = FROM + (isShort ? 2.5 : 48) * HOUR
  const shifts = shiftsOf(FROM + 20 * INTERVAL, to - HOUR, draw)
  const doesOf = (index: number) => (at: number) =>
    shifts.find(({ from, until }) => from <= at && at < until)?.does[index] ?? 'runs'
  const playerOf = (index: number): Player => {
    const does = doesOf(index)
    let now = FROM
    return {
      does(at) {
        now = at
        return does(at)
      },
      ahead: () => (index === 1 ? hours * HOUR : 0),
      files: () =>
        watchedFiles(realFiles, async ({ go, file }) => {
          if (does(now) !== 'cut-off') return go()
          throw Object.assign(new Error(file), { code: 'EHOSTDOWN', syscall: 'open', path: file })
        }),
    }
  }
  const played = await play({
    ...{ zone: 'Europe/Berlin', tag: 'EDA', hasLog: true, from: FROM, to, seed, root: join(folder, what) },
    computers: [playerOf(0), playerOf(1)],
  })
  const { wrong, checkouts, samples, worst } = await judged(played, { wrongBy: Math.abs(hours) * HOUR })
  const figures = `${checkouts} checkouts, ${samples} rows of samples, times wrong by ${worst.toFixed(0)} s at most`
  return { what, times: shifts.length, figures, wrong }
}

type Does = 'runs' | 'cut-off' | 'asleep' | 'stopped'

interface Shift {
  readonly from: number
  readonly until: number
  readonly does: readonly [Does, Does]
}

/** One always runs; between two shifts both do. */
function shiftsOf(from: number, to: number, draw: () => number): readonly Shift[] {
  const shifts: Shift[] = []
  for (let at = from; ; ) {
    const other = pick(draw, ['cut-off', 'asleep', 'stopped'] as const)
    const until = at + whole(draw, 13, 60) * INTERVAL
    if (until > to) return shifts
    shifts.push({ from: at, until, does: shifts.length % 2 === 0 ? [other, 'runs'] : ['runs', other] })
    at = until + whole(draw, 1, 15) * INTERVAL
  }
}
