import { join } from 'node:path'
import type { Finding, Trial } from '../proof.ts'
import { mb, median, ms, sum } from './figures.ts'
import type { Measured } from './messages.ts'
import { type LoadedSite, type SiteWish, startSite } from './site.ts'
import { bytesBelow } from './sizes.ts'
import { NOON } from './world.ts'

/** Rounds of polls, one right after the other, and what is promised of them. */
export interface Rounds extends Pick<SiteWish, 'shape' | 'names'> {
  readonly what: string
  readonly rounds: number
  /** Between two rounds, as Seatlog is told. */
  readonly apartSeconds: number
  /** Most milliseconds by which the event loop is late in 99 of 100 looks; null on a machine that has other work. */
  readonly mostLate: number | null
  /** The same of the time from asking to the window. */
  readonly mostShown: number | null
}

/** Of the processor time of a poll, no turn of the event loop takes more than this part. */
const LARGEST_TURN = 0.2
/** What a turn may take however small the answer is, milliseconds: a collection of garbage. */
const SMALL_TURN = 40
/** The heap may be so much larger at the end than at the first comparable time. */
const HEAP_GROWTH = 1.15
/** The first rounds fill caches: from then on the heap is compared. */
const WARM_ROUNDS = 3
const DAY = 86_400

/** Lets a Seatlog poll for a while. */
export async function tryRounds(rounds: Rounds, { seed, folder, tell }: Trial): Promise<Finding> {
  const { what, shape, names, apartSeconds } = rounds
  tell(`${what}: starts`)
  const at = join(folder, what.replaceAll(/\W+/g, '-'))
  const site = await startSite({
    shape,
    seed,
    folder: at,
    from: NOON,
    names,
    intervalSeconds: Math.min(3600, apartSeconds),
  })
  try {
    return await play(site, rounds, tell)
  } finally {
    site.logger.kill()
  }
}

async function play(site: LoadedSite, rounds: Rounds, tell: Trial['tell']): Promise<Finding> {
  const { world, logger, data, home } = site
  const shown: number[] = []
  const measures: Measured[] = []
  await logger.measure()
  const size = world.goTo(NOON)
  const filesBefore = rowBytes(data)
  for (let round = 1; round <= rounds.rounds; round++) {
    shown.push(...(await site.pollAll(NOON + round * rounds.apartSeconds)))
    measures.push(await logger.measure())
    if (round % 10 === 0) tell(`${rounds.what}: ${round} of ${rounds.rounds} rounds`)
  }
  const days = (rounds.rounds * rounds.apartSeconds) / DAY
  const files = (rowBytes(data) - filesBefore) / days
  await logger.rebuild()
  await logger.stop()
  // What an empty one takes is no growth of a day, but of a week it is little.
  const index = indexBytes(home) / days

  const perPoll = (of: (one: Measured) => number): number => sum(measures.map(of)) / shown.length
  const late = measures.map((one) => one.late.p99)
  const turn = Math.max(...measures.map((one) => one.turn.max))
  const [main, all] = [perPoll((one) => one.mainMs), perPoll((one) => one.allMs)]
  const heaps = measures.flatMap(({ heap }, at) => (isLikeTheEnd(at + 1, rounds) ? [heap] : []))
  const [firstHeap = Number.NaN, lastHeap = Number.NaN] = [heaps[0], heaps.at(-1)]
  const lastP99 = shown.toSorted((a, b) => a - b)[Math.floor(shown.length * 0.99)] ?? Number.NaN
  const figures = [
    `${world.servers.length} × ${Math.round(size.features / world.servers.length)} features, ${size.holders} holders`,
    `processor ${ms(main)} a poll in main, ${ms(all)} in all`,
    `event loop late by ${ms(median(late))} (p99), ${ms(Math.max(...measures.map((one) => one.late.max)))} at most`,
    `longest turn ${ms(turn)} of processor`,
    `shown after ${ms(median(shown))} (median), ${ms(lastP99)} (p99)`,
    `heap ${mb(firstHeap)}, at the end ${mb(lastHeap)}; memory ${mb(measures.at(-1)?.memory ?? 0)}`,
    `files ${mb(files)}${days < 1 ? '' : ` and index ${mb(index)}`} a day`,
  ].join('; ')
  const wrong = [
    ...site.problems,
    ...(size.features === 0 || shown.some((one) => !Number.isFinite(one)) ? ['A poll was not shown.'] : []),
    ...over('The event loop was late (p99) by', median(late), rounds.mostLate),
    ...over('Seats were shown (p99) after', lastP99, rounds.mostShown),
    ...over('One turn of the event loop took', turn, Math.max(SMALL_TURN, LARGEST_TURN * main)),
    ...over('The heap grew by a factor of', lastHeap / firstHeap, HEAP_GROWTH),
  ]
  return { what: rounds.what, times: shown.length, figures, wrong }
}

/** Whether about as much is held as at the end: at the same hour of a working day, or within the same hours. */
function isLikeTheEnd(round: number, { rounds, apartSeconds }: Rounds): boolean {
  if (round === rounds) return true
  if (rounds * apartSeconds < DAY) return round >= WARM_ROUNDS
  const weekday = new Date((NOON + round * apartSeconds) * 1000).getUTCDay()
  return ((rounds - round) * apartSeconds) % DAY === 0 && weekday % 6 !== 0
}

function over(what: string, value: number, most: number | null): readonly string[] {
  return most === null || value <= most ? [] : [`${what} ${value.toFixed(2)}, more than ${most.toFixed(2)}.`]
}

/** What stays: the state is replaced with every poll. */
const rowBytes = (data: string): number => bytesBelow(data, (path) => !path.startsWith(join(data, 'state')))

const indexBytes = (home: string): number => bytesBelow(home, (path) => /index-\d+\.sqlite$/.test(path))
