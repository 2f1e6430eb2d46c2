import { basename, join } from 'node:path'
import { realFiles } from '../../../main/datafiles/file-access.ts'
import { INTERVAL } from '../../fidelity/play.ts'
import type { Finding, Trial } from '../proof.ts'
import { judged } from './judged.ts'
import { play } from './play.ts'
import { type Step, systemError, watchedFiles } from './watched-files.ts'

/** How a step fails: it does nothing, does the first half of an append, or does its work and says that it did not. */
const WAYS = ['before', 'half', 'after'] as const
type Way = (typeof WAYS)[number]

const CODES = ['EIO', 'ETIMEDOUT', 'EBUSY', 'EPERM', 'EACCES', 'ENOSPC', 'EHOSTDOWN'] as const

const FROM = Date.parse('2026-10-05T08:00:00+02:00') / 1000

/** Each step of each poll fails once, in turn. */
export async function stepFaults(trial: Trial): Promise<readonly Finding[]> {
  const { isShort, tell } = trial
  tell('steps of polls fail once')
  const later = await laterSteps(trial, isShort ? 1.5 : 36)
  tell('steps of first polls fail once')
  return [later, await firstSteps(trial, isShort ? 7 : 1)]
}

/** In one long play, every third poll: of each kind of file each step, in each way, again and again. */
async function laterSteps({ seed, folder }: Trial, hours: number): Promise<Finding> {
  const met = new Map<string, number>()
  let [round, poll, times] = [1, -1, 0]
  let isLeft = false
  const isFaulty = (): boolean => poll > 3 && poll % 3 === 0
  const make = async (step: Step): Promise<unknown> => {
    const way = WAYS.find((one) => (met.get(`${kindOf(step)} ${one}`) ?? 0) < round)
    if (!isFaulty() || !isLeft || way === undefined) return step.go()
    isLeft = false
    times++
    met.set(`${kindOf(step)} ${way}`, (met.get(`${kindOf(step)} ${way}`) ?? 0) + 1)
    return fail(step, way, CODES[times % CODES.length] ?? 'EIO')
  }
  const to = FROM + hours * 3600
  const played = await play({
    ...{ zone: 'Europe/Berlin', tag: 'MATH', hasLog: true, from: FROM, to, seed, root: join(folder, 'steps') },
    computers: [{ files: (real) => watchedFiles(real, make), told: () => (isFaulty() ? 'whatever' : null) }],
    before() {
      // A poll of which every step had its turn: the next round begins.
      if (isLeft) round++
      poll++
      isLeft = isFaulty()
    },
  })
  const { wrong, checkouts, samples } = await judged(played)
  const figures = `${met.size} kinds of failing steps; ${checkouts} checkouts, ${samples} rows of samples`
  return { what: 'a step of a poll fails once', times, figures, wrong }
}

/** The step and what it is done to: `append features.csv`. */
const kindOf = ({ name, file }: Step): string => `${name} ${basename(file).replace(/^.* |^[\d.]+/, '')}`

/** In a play of its own each: the first poll of all, which sets up the data folder, and the end and the beginning of another. */
async function firstSteps({ seed, folder, isShort }: Trial, every: number): Promise<Finding> {
  const wrong: string[] = []
  let times = 0
  for (const moment of ['first', 'again'] as const) {
    for (let at = 0, isMet = true; isMet; at += every) {
      // A lock that its maker left behind is waited for, 5 s.
      const ways = isShort ? WAYS.filter((way) => way !== 'after') : WAYS
      isMet = false
      for (const way of ways) {
        const what = `${moment} ${at} ${way}`
        const tried = await firstStep(moment, at, way, CODES[at % CODES.length] ?? 'EIO', seed, join(folder, what))
        if (tried === null) continue
        isMet = true
        times++
        wrong.push(...tried.map((sentence) => `${what}: ${sentence}`))
      }
    }
  }
  return { what: 'a step of a beginning or an end fails once', times, figures: '', wrong }
}

/** What went wrong where the step with this number failed; null: there were fewer steps. */
async function firstStep(
  moment: 'first' | 'again',
  number: number,
  way: Way,
  code: string,
  seed: number,
  root: string,
) {
  let [count, poll, isMet] = [0, -1, false]
  // It runs for eight minutes, ends, and runs again.
  const isStopped = (at: number): boolean => moment === 'again' && at >= FROM + 8 * INTERVAL && at < FROM + 9 * INTERVAL
  const isFaulty = (): boolean => (moment === 'first' ? poll === 0 : poll === 8 || poll === 9)
  const played = await play({
    ...{ zone: 'Europe/Berlin', tag: 'MATH', hasLog: false, from: FROM, to: FROM + 13 * INTERVAL, seed, root },
    computers: [
      {
        files: (real) =>
          watchedFiles(real, async (step) => {
            if (!isFaulty() || count++ !== number) return step.go()
            isMet = true
            return fail(step, way, code)
          }),
        does: (at) => (isStopped(at) ? 'stopped' : 'runs'),
        told: () => (isFaulty() ? 'whatever' : null),
      },
    ],
    before() {
      poll++
    },
  })
  return isMet ? (await judged(played)).wrong : null
}

async function fail({ name, file, bytes, go }: Step, way: Way, code: string): Promise<never> {
  if (way === 'after') await go()
  if (way === 'half' && name === 'append' && bytes !== null)
    await realFiles.append(file, bytes.subarray(0, bytes.length >> 1))
  throw systemError(code, file)
}
