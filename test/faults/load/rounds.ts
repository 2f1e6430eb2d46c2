import { join } from 'node:path'
import { slope } from '../lmutil/leaks.ts'
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
  /** Most milliseconds by which the event loop is late in 99 of 100 looks of all; null on a machine that has other work. */
  readonly mostLate: number | null
  /** The same of the time from asking until the window is told. */
  readonly mostTold: number | null
  /** Most bytes by which the heap grows with a poll; null: too few polls to tell. */
  readonly mostGrowth: number | null
}

/** Of the processor time of a poll, no turn of the event loop takes more than this part. */
const LARGEST_TURN = 0.2
/** What a turn may take however small the answer is, milliseconds: a collection of garbage. */
const SMALL_TURN = 40
/** All memory of the process never takes more, bytes. */
const MOST_MEMORY = 1e9
/** This part of the rounds fills caches: from then on the heap is looked at. */
const WARM = 1 / 4
const DAY = 86_400
/** In a week, of 50 servers every minute. */
const POLLS_OF_A_WEEK = 504_000

/** Memory after so many polls, while so many seats are held. */
interface Point extends Pick<Measured, 'heap'> {
  readonly polls: number
  readonly holders: number
}

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
  const told: number[] = []
  const measures: (Measured & Point)[] = []
  await logger.measure()
  const size = world.goTo(NOON)
  const filesBefore = rowBytes(data)
  for (let round = 1; round <= rounds.rounds; round++) {
    const polled = await site.pollAll(NOON + round * rounds.apartSeconds)
    told.push(...polled.told)
    measures.push({ ...(await logger.measure()), polls: told.length, holders: polled.holders })
    if (round % 10 === 0) tell(`${rounds.what}: ${round} of ${rounds.rounds} rounds`)
  }
  const days = (rounds.rounds * rounds.apartSeconds) / DAY
  const files = (rowBytes(data) - filesBefore) / days
  await logger.rebuild()
  await logger.stop()
  // What an empty one takes is no growth of a day, but of a week it is little.
  const index = indexBytes(home) / days

  const perPoll = (of: (one: Measured) => number): number => sum(measures.map(of)) / told.length
  const last = measures.at(-1)
  if (last === undefined) throw new Error('nothing was polled')
  const turn = Math.max(...measures.map((one) => one.turn.max))
  const [main, all] = [perPoll((one) => one.mainMs), perPoll((one) => one.allMs)]
  const growth = growthOf(measures.slice(Math.floor(WARM * measures.length)), days >= 1)
  const memory = Math.max(...measures.map((one) => one.memory))
  const toldP99 = told.toSorted((a, b) => a - b)[Math.floor(told.length * 0.99)] ?? Number.NaN
  const grows = rounds.mostGrowth === null ? '' : `, ${growth.toFixed(0)} bytes more with each poll`
  const ofWeek = days < 1 ? '' : ` (${mb(growth * POLLS_OF_A_WEEK)} a week)`
  const figures = [
    `${world.servers.length} × ${Math.round(size.features / world.servers.length)} features, ${size.holders} holders`,
    `processor ${ms(main)} a poll in main, ${ms(all)} in all`,
    `event loop late by ${ms(last.late.p99)} (p99), ${ms(last.late.max)} at most`,
    `longest turn ${ms(turn)} of processor`,
    `window told after ${ms(median(told))} (median), ${ms(toldP99)} (p99)`,
    `heap ${mb(last.heap)} at the end${grows}${ofWeek}; memory ${mb(memory)} at most`,
    `files ${mb(files)}${days < 1 ? '' : ` and index ${mb(index)}`} a day`,
  ].join('; ')
  const wrong = [
    ...site.problems,
    ...(size.features === 0 || told.some((one) => !Number.isFinite(one)) ? ['The window was not told of a poll.'] : []),
    ...over('The event loop was late (p99) by', last.late.p99, rounds.mostLate),
    ...over('The window was told (p99) after', toldP99, rounds.mostTold),
    ...over('One turn of the event loop took', turn, Math.max(SMALL_TURN, LARGEST_TURN * main)),
    ...over('With each poll the heap grew by', growth, rounds.mostGrowth),
    ...over('All memory took', memory, MOST_MEMORY),
  ]
  return { what: rounds.what, times: told.length, figures, wrong }
}

/** Bytes by which the heap grows with each poll; of whole days, by what it grows where as many seats are held (least squares of both). */
function growthOf(points: readonly Point[], areDays: boolean): number {
  const bySeats = (of: (point: Point) => number): number =>
    areDays ? slope(points.map((point) => ({ x: point.holders, y: of(point) }))) : 0
  const [heap, polls] = [bySeats((point) => point.heap), bySeats((point) => point.polls)]
  return slope(
    points.map((point) => ({ x: point.polls - polls * point.holders, y: point.heap - heap * point.holders })),
  )
}

function over(what: string, value: number, most: number | null): readonly string[] {
  return most === null || value <= most ? [] : [`${what} ${value.toFixed(2)}, more than ${most.toFixed(2)}.`]
}

/** What stays: the state is replaced with every poll. */
const rowBytes = (data: string): number => bytesBelow(data, (path) => !path.startsWith(join(data, 'state')))

const indexBytes = (home: string): number => bytesBelow(home, (path) => /index-\d+\.sqlite$/.test(path))
