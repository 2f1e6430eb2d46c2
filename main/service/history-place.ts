import { readFile } from 'node:fs/promises'
import type { HistoryStatus } from '../../preload/contract/history.ts'
import { indexFolder } from '../history/index-files.ts'
import type { GroupsTold, IndexPlace } from '../history/messages.ts'
import type { ServerSettings, Settings } from '../settings/schema.ts'
import { groupsOf } from '../usage/option-groups.ts'
import type { WorkingHours } from '../usage/working-hours.ts'

/** What the history of the settings' data folder is of, where its index lies, and what it counts by. */
export function historyPlace(settings: Settings, localStateFolder: string): IndexPlace {
  const { servers, dataFolder, archiveFolders, denialWindowSeconds, equivalentFeatures, keepDays } = settings
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  const zones = servers.flatMap(({ tag, zone }) => (zone === undefined ? [] : [[tag.toLowerCase(), zone] as const]))
  const hours = servers.flatMap(({ tag, workingHours }) =>
    workingHours === undefined ? [] : [[tag.toLowerCase(), inMinutes(workingHours)] as const],
  )
  return {
    dataFolder,
    archiveFolders,
    keepDays,
    tags: servers.map(({ tag }) => tag),
    folder: indexFolder(localStateFolder, dataFolder),
    anyBasis: false,
    basis: {
      zones: { '': here, ...Object.fromEntries(zones) },
      workingHours: Object.fromEntries(hours),
      denials: { windowSeconds: denialWindowSeconds, equivalents: equivalentFeatures },
    },
  }
}

const inMinutes = ({ weekdays, from, to, holidays }: NonNullable<ServerSettings['workingHours']>): WorkingHours => ({
  weekdays,
  from: minutes(from),
  to: minutes(to),
  holidays,
})

const minutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))

/** The groups of the options files of all servers; the problem is one sentence. */
export async function readGroups({ servers }: Settings): Promise<GroupsTold> {
  const files = servers.flatMap(({ optionsFile }) => optionsFile ?? [])
  if (files.length === 0)
    return { groups: [], problem: 'No options file is named in the settings (optionsFile of a server).' }
  const groups = new Map<string, ReadonlySet<string>>()
  let problem: string | null = null
  for (const file of files) {
    try {
      for (const [group, members] of groupsOf(await readFile(file, 'utf8'))) {
        groups.set(group, new Set([...(groups.get(group) ?? []), ...members]))
      }
    } catch (error) {
      problem = `${file} cannot be read (${error instanceof Error ? error.message : String(error)}): check the optionsFile of the settings.`
    }
  }
  if (groups.size === 0) problem ??= `${files.join(', ')} has no GROUP lines.`
  return { groups: [...groups].map(([group, members]) => [group, [...members]]), problem }
}

/** A history that could not be opened. */
export const historyOff = (problem: string): HistoryStatus => ({
  state: 'off',
  progress: null,
  problem,
  record: null,
  checkouts: 0,
  denials: 0,
  skipped: { lines: 0, told: [] },
  missing: [],
  servers: [],
})
