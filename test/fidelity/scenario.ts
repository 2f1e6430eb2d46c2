import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { createSite } from '../../main/demo/site.ts'
import { compareHistory } from './compare-history.ts'
import { judge } from './judge.ts'
import { livingHistory } from './living-history.ts'
import { compile, dataFolderIn, INTERVAL, play } from './play.ts'
import { readRecorded } from './recorded.ts'
import type { Scenario } from './scenarios.ts'
import type { Outcome } from './table.ts'
import { type Span, timelineOf } from './timeline.ts'

const ZONE = 'Europe/Berlin'
const epoch = (time: string): number => Date.parse(time) / 1000

/** From one regular restart of the license servers to beyond the next, with the end of summer time in between. */
export const MONTH: Span = { from: epoch('2026-10-04T04:00:00+02:00'), to: epoch('2026-11-03T04:00:00+01:00') }

/** Killing a process loses nothing that is in memory files, and they spare hours of waiting for the disk. */
export const temporaryFolder = (): string => (existsSync('/dev/shm') ? '/dev/shm' : tmpdir())

export interface Options {
  /** The same seed brings the same checkouts and the same troubles; kills come at real moments, which differ. */
  readonly seed: number
  readonly range: Span
  /** Where the scenario makes a folder for all that is written. */
  readonly folder: string
  readonly compileCache: string
  /** Leave that folder. */
  readonly keep: boolean
  /** How far it has come. */
  readonly tell: (done: string) => void
}

/** Plays a scenario and compares what it recorded with the truth. */
export async function runScenario(scenario: Scenario, options: Options): Promise<Outcome> {
  const { seed, range, folder, compileCache, keep, tell } = options
  const began = performance.now()
  const site = createSite({ seed, zone: ZONE })
  const server = site.servers.find(({ spec }) => spec.tag === scenario.tag)
  if (server === undefined) throw new Error(`there is no server ${scenario.tag}`)
  const root = mkdtempSync(join(folder, `${scenario.name}-`))
  try {
    const timeline = timelineOf(site, scenario, range, seed)
    const history = await livingHistory(root, dataFolderIn(root), scenario.tag, ZONE)
    const hourly = history.read
    const stage = { scenario, site, server, timeline, seed, root, compileCache, tell, hourly, killEvery: 3600 }
    if (!existsSync(compileCache)) await compile(stage)
    const played = await play(stage)
    const recorded = await readRecorded(played.data, scenario.tag, INTERVAL)
    const indexes = await history.finish(played.lastAt)
    const compared = [...judge(stage, played, recorded), compareHistory(stage, played, indexes)]
    for (const index of Object.values(indexes)) index.close()
    const { unreadable } = recorded
    const { counts, problems } = played
    const seconds = (performance.now() - began) / 1000
    return { title: scenario.title, compared, unreadable, problems, counts, seconds }
  } finally {
    if (!keep) rmSync(root, { recursive: true, force: true })
  }
}
