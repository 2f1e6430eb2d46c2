import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import type { Finding, Trial } from '../proof.ts'
import { median, ms } from './figures.ts'
import type { SeatlogProcess } from './seatlog-process.ts'
import { type LoadedSite, startSite } from './site.ts'
import type { Shape } from './world.ts'

export interface Viewing {
  readonly shape: Shape
  readonly minutes: number
}

/** So many Seatlogs are said to look on. */
const VIEWERS = 50
/** A viewer looks every 2 s when a poll is due, and every 10 s before. */
const MOST_SEEN_MS = 12_000
const MINUTE = 60_000

/** One viewer beside a logger that polls each server once a minute: what it takes, and what fifty of them read. */
export async function tryViewer({ shape, minutes }: Viewing, { seed, folder, tell }: Trial): Promise<Finding> {
  const what = 'a viewer beside it'
  tell(`${what}: starts`)
  const from = Math.floor(Date.now() / 1000)
  const about = { shape, seed, folder: join(folder, 'viewer'), from, names: 'none', intervalSeconds: 60 } as const
  const site = await startSite(about)
  const viewer = await site.startViewer()
  try {
    // From then on it knows when polls are due.
    await minuteOf(site, viewer)
    await viewer.measure()
    const began = performance.now()
    const seen: (number | null)[] = []
    for (let minute = 1; minute <= minutes; minute++) {
      seen.push(...(await minuteOf(site, viewer)))
      tell(`${what}: ${minute} of ${minutes} minutes`)
    }
    const took = (performance.now() - began) / MINUTE
    const { mainMs, allMs, late, turn, readBytes, heap } = await viewer.measure()
    const after = seen.filter((one) => one !== null)
    const latest = Math.max(...after)
    const figures = [
      `processor ${ms(mainMs / took)} a minute in main, ${ms(allMs / took)} in all`,
      `event loop late by ${ms(late.p99)} (p99), longest turn ${ms(turn.max)} of processor`,
      `heap ${(heap / 1e6).toFixed(0)} MB`,
      `shown ${ms(median(after))} after the logger's poll (median), ${ms(latest)} at most`,
      `${VIEWERS} of them read ${((VIEWERS * readBytes) / took / 1e6).toFixed(0)} MB a minute`,
    ].join('; ')
    const wrong = [
      ...site.problems,
      ...(after.length < seen.length ? ['A poll never came to the viewer.'] : []),
      ...(latest > MOST_SEEN_MS ? [`A poll came to the viewer only after ${ms(latest)}.`] : []),
    ]
    return { what, times: seen.length, figures, wrong }
  } finally {
    viewer.kill()
    site.logger.kill()
  }
}

/** One poll of each server within a minute; answers how many milliseconds later the viewer showed it, null: not in time. */
async function minuteOf({ world, logger }: LoadedSite, viewer: SeatlogProcess): Promise<readonly (number | null)[]> {
  const began = performance.now()
  const seen: Promise<number | null>[] = []
  for (const [index, { tag }] of world.servers.entries()) {
    const due = began + (index * MINUTE) / world.servers.length
    await wait(Math.max(0, due - performance.now()))
    const at = Math.floor(Date.now() / 1000) + 1
    const shown = viewer.shown(tag, at)
    await logger.poll(tag, at)
    const polledAt = performance.now()
    const after = shown.then(() => Math.max(0, performance.now() - polledAt))
    seen.push(Promise.race([after, wait(MINUTE, null, { ref: false })]))
  }
  await wait(Math.max(0, began + MINUTE - performance.now()))
  return Promise.all(seen)
}
