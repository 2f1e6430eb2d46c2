import type { Settings } from '../settings/schema.ts'
import { type FollowedLogs, followLogs, type LogMemory, type UndatedLogs } from './log-following.ts'

/** The debug logs of all servers of the settings. */
export interface DebugLogs {
  /** Their paths; none: no log of the server is followed. */
  of(tag: string): readonly string[]
  /** Reads on where `memory` says; null where no log is followed. */
  read(tag: string, memory: LogMemory, zone: string): Promise<FollowedLogs | null>
  /** Sentences on logs that cannot be read. */
  problems(): readonly string[]
}

export function createDebugLogs({ servers }: Pick<Settings, 'servers'>): DebugLogs {
  const told = new Map<string, readonly string[]>()
  const undated = new Map<string, UndatedLogs>(servers.map(({ tag }) => [tag, new Map()]))
  const of = (tag: string) => servers.find((server) => server.tag === tag)?.debugLogs ?? []
  return {
    of,
    async read(tag, memory, zone) {
      const paths = of(tag)
      if (paths.length === 0) return null
      const logs = await followLogs(paths, memory, zone, undated.get(tag) ?? new Map())
      told.set(
        tag,
        logs.problems.map((problem) => `${tag}: ${problem}`),
      )
      return logs
    },
    problems: () => [...told.values()].flat(),
  }
}
