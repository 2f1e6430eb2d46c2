import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type SeatlogProcess, startSeatlog } from './seatlog-process.ts'
import { createWorld, type Shape, type World } from './world.ts'

/** License servers, the Seatlog that logs them, and where everything lies. */
export interface LoadedSite {
  readonly world: World
  readonly logger: SeatlogProcess
  readonly data: string
  /** Holds the index of the history. */
  readonly home: string
  /** Starts a Seatlog that only looks on, by a name of its own. */
  startViewer(name: string): Promise<SeatlogProcess>
  /** Polls every server once, a round that begins at that time. */
  pollAll(at: number): Promise<Round>
  /** What the logger told its user. */
  readonly problems: ReadonlySet<string>
}

export interface Round {
  /** Milliseconds until the window was told of each server. */
  readonly told: readonly number[]
  /** Of seats, of all servers. */
  readonly holders: number
}

export interface SiteWish {
  readonly shape: Shape
  readonly seed: number
  /** An empty folder. */
  readonly folder: string
  readonly from: number
  readonly names: 'names' | 'none'
  readonly intervalSeconds: number
}

/** Within a round, each server's slot is its own. */
const ROUND_SECONDS = 60

/** The logger has polled every server once. */
export async function startSite({ shape, seed, folder, from, names, intervalSeconds }: SiteWish): Promise<LoadedSite> {
  const world = createWorld(join(folder, 'licenses'), shape, seed)
  world.goTo(from)
  const [data, home] = [join(folder, 'data'), join(folder, 'home')]
  mkdirSync(data)
  const settingsOf = (name: string, role: 'auto' | 'viewer'): string => {
    const file = join(folder, `${name}.json`)
    const servers = world.servers.map((server) => ({ ...server, role }))
    const { lmutil } = world
    writeFileSync(
      file,
      JSON.stringify({ servers, lmutil, dataFolder: data, intervalSeconds, names, timeoutSeconds: 60 }),
    )
    return file
  }
  const logger = await startSeatlog({ config: settingsOf('logger', 'auto'), from, beatMs: 5 }, home)
  const problems = new Set<string>()
  return {
    ...{ world, logger, data, home, problems },
    startViewer: (name) =>
      startSeatlog({ config: settingsOf(name, 'viewer'), from: null, beatMs: 50 }, join(folder, name)),
    async pollAll(at) {
      const { holders } = world.goTo(at)
      const told: number[] = []
      for (const [index, { tag }] of world.servers.entries()) {
        const time = at + Math.floor((index * ROUND_SECONDS) / world.servers.length)
        const polled = await logger.poll(tag, time)
        told.push(polled.toldMs)
        for (const problem of polled.problems) problems.add(problem)
      }
      return { told, holders }
    },
  }
}
