import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import type { Finding, Trial } from '../proof.ts'
import { mb, median, ms, sum } from './figures.ts'
import type { Measured } from './messages.ts'
import type { SeatlogProcess } from './seatlog-process.ts'
import { type LoadedSite, startSite } from './site.ts'
import type { Shape } from './world.ts'

export interface Viewing {
  readonly shape: Shape
  readonly viewers: number
  readonly minutes: number
}

/** A viewer looks every 2 s when a poll is due; a second to read and show it. */
const MOST_SEEN_MS = 3000
const MINUTE = 60_000

/** Viewers beside a logger that polls each server once a minute: what each of them takes and reads, and how far behind it is. */
export async function tryViewers(viewing: Viewing, { seed, folder, tell }: Trial): Promise<Finding> {
  const { shape, viewers: count, minutes } = viewing
  const what = `${count} viewers beside it`
  tell(`${what}: start`)
  const from = Math.floor(Date.now() / 1000)
  const about = { shape, seed, folder: join(folder, 'viewers'), from, names: 'none', intervalSeconds: 60 } as const
  const site = await startSite(about)
  const viewers: SeatlogProcess[] = []
  try {
    for (let number = 1; number <= count; number++) viewers.push(await site.startViewer(`viewer${number}`))
    // From then on they know when polls are due.
    await minuteOf(site, viewers)
    for (const viewer of viewers) await viewer.measure()
    const began = performance.now()
    const seen: (number | null)[] = []
    for (let minute = 1; minute <= minutes; minute++) {
      seen.push(...(await minuteOf(site, viewers)))
      tell(`${what}: ${minute} of ${minutes} minutes`)
    }
    const took = (performance.now() - began) / MINUTE
    const measures = await Promise.all(viewers.map((viewer) => viewer.measure()))
    const most = (of: (one: Measured) => number): number => Math.max(...measures.map(of))
    const after = seen.filter((one) => one !== null)
    const latest = Math.max(...after)
    const figures = [
      `processor of each ${ms(most((one) => one.mainMs) / took)} a minute in main at most, ${ms(most((one) => one.allMs) / took)} in all`,
      `event loop late by ${ms(most((one) => one.late.p99))} (p99), longest turn ${ms(most((one) => one.turn.max))} of processor`,
      `heap ${mb(most((one) => one.heap))}`,
      `window told ${ms(median(after))} after the logger's poll (median), ${ms(latest)} at most`,
      `each reads ${mb(sum(measures.map((one) => one.readBytes)) / count / took)} a minute`,
    ].join('; ')
    const wrong = [
      ...site.problems,
      ...(after.length < seen.length ? [`${seen.length - after.length} polls never came to a viewer.`] : []),
      ...(latest > MOST_SEEN_MS ? [`A poll came to a viewer only after ${ms(latest)}.`] : []),
    ]
    return { what, times: seen.length, figures, wrong }
  } finally {
    for (const viewer of viewers) viewer.kill()
    site.logger.kill()
  }
}

/**
 * One poll of each server within a minute; answers for each viewer and poll how many milliseconds later its window was told, null: not
 * in time.
 */
async function minuteOf(
  { world, logger }: LoadedSite,
  viewers: readonly SeatlogProcess[],
): Promise<readonly (number | null)[]> {
  const began = performance.now()
  const seen: Promise<number | null>[] = []
  for (const [index, { tag }] of world.servers.entries()) {
    const due = began + (index * MINUTE) / world.servers.length
    await wait(Math.max(0, due - performance.now()))
    const at = Math.floor(Date.now() / 1000) + 1
    const told = viewers.map((viewer) => viewer.told(tag, at).then(() => performance.now()))
    await logger.poll(tag, at)
    const polledAt = performance.now()
    for (const one of told) {
      const after = one.then((toldAt) => Math.max(0, toldAt - polledAt))
      seen.push(Promise.race([after, wait(MINUTE, null, { ref: false })]))
    }
  }
  await wait(Math.max(0, began + MINUTE - performance.now()))
  return Promise.all(seen)
}
