import type { ServerSetting } from '../../preload/contract/settings.ts'
import { linesOf, namesOf } from './typed.ts'

/** What counts as working hours where a server has none of its own. */
export const USUAL_HOURS: DraftHours = { weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '18:00', holidays: '' }

/** A server as it is being typed. `id` keeps its row apart from its neighbors. */
export interface DraftServer {
  readonly id: number
  readonly tag: string
  readonly address: string
  readonly role: 'auto' | 'viewer'
  readonly zone: string
  /** Paths, one a line. */
  readonly debugLogs: string
  /** Null: the usual ones. */
  readonly workingHours: DraftHours | null
  readonly optionsFile: string
  readonly licenseFile: string
  readonly packages: readonly DraftPackage[]
}

export interface DraftHours {
  /** 0 for Sunday. */
  readonly weekdays: readonly number[]
  readonly from: string
  readonly to: string
  /** Dates, one a line. */
  readonly holidays: string
}

export interface DraftPackage {
  readonly id: number
  readonly name: string
  /** With blanks between. */
  readonly components: string
}

/** A server's row, filled. */
export function draftOfServer(server: ServerSetting, id: number): DraftServer {
  const { tag, address, role = 'auto', zone = '', debugLogs = [], workingHours: hours } = server
  const { optionsFile = '', licenseFile = '', packages = {} } = server
  return {
    id,
    tag,
    address,
    role,
    zone,
    debugLogs: debugLogs.join('\n'),
    workingHours: hours === undefined ? null : { ...hours, holidays: hours.holidays.join('\n') },
    optionsFile,
    licenseFile,
    packages: Object.entries(packages).map(([name, parts], row) => ({ id: row, name, components: parts.join(' ') })),
  }
}

/** A number that no row has yet. */
export const nextId = (rows: readonly { readonly id: number }[]): number =>
  Math.max(-1, ...rows.map(({ id }) => id)) + 1

/** An empty row at the end. */
export const withServer = (servers: readonly DraftServer[], own: Partial<DraftServer> = {}): readonly DraftServer[] => [
  ...servers,
  { ...draftOfServer({ tag: '', address: '' }, nextId(servers)), ...own },
]

/** The servers with one of them moved by a place up (-1) or down (1). */
export function moved(servers: readonly DraftServer[], id: number, by: -1 | 1): readonly DraftServer[] {
  const from = servers.findIndex((server) => server.id === id)
  const other = servers[from + by]
  const one = servers[from]
  if (one === undefined || other === undefined) return servers
  return servers.toSpliced(Math.min(from, from + by), 2, ...(by === 1 ? [other, one] : [one, other]))
}

/** The rows that are saved: those with a tag or an address. */
export const filled = (servers: readonly DraftServer[]): readonly DraftServer[] =>
  servers.filter(({ tag, address }) => tag.trim() !== '' || address.trim() !== '')

/**
 * What is saved of a row. A server keeps what a patch does not name: whatever was emptied is therefore named, as empty or
 * as what is usual.
 */
export function serverOf(draft: DraftServer, saved: readonly ServerSetting[]): ServerSetting {
  const tag = draft.tag.trim()
  const before = saved.find((one) => one.tag.toLowerCase() === tag.toLowerCase())
  const debugLogs = linesOf(draft.debugLogs)
  const packages = packagesOf(draft.packages)
  const hours = draft.workingHours ?? (before?.workingHours === undefined ? null : USUAL_HOURS)
  return {
    tag,
    address: draft.address.trim(),
    role: draft.role,
    ...text('zone', draft, before),
    ...(debugLogs.length > 0 || before?.debugLogs !== undefined ? { debugLogs } : {}),
    ...(hours === null ? {} : { workingHours: { ...hours, holidays: linesOf(hours.holidays) } }),
    ...text('optionsFile', draft, before),
    ...text('licenseFile', draft, before),
    ...(Object.keys(packages).length > 0 || before?.packages !== undefined ? { packages } : {}),
  }
}

function text<K extends 'zone' | 'optionsFile' | 'licenseFile'>(
  key: K,
  draft: DraftServer,
  before: ServerSetting | undefined,
): { readonly [P in K]?: string } | object {
  const value = draft[key].trim()
  return value === '' && before?.[key] === undefined ? {} : { [key]: value }
}

/** Empty rows are left out; two of the same name are one. What a row lacks is for main to tell. */
function packagesOf(rows: readonly DraftPackage[]): Readonly<Record<string, readonly string[]>> {
  const packages = new Map<string, readonly string[]>()
  for (const { name, components } of rows) {
    const parts = namesOf(components)
    if (name.trim() !== '' || parts.length > 0)
      packages.set(name.trim(), [...(packages.get(name.trim()) ?? []), ...parts])
  }
  return Object.fromEntries(packages)
}

/** What a row says of the rest of its server, in a few words: what is not as usual. */
export function othersOf(draft: DraftServer): readonly string[] {
  const logs = linesOf(draft.debugLogs).length
  const packages = Object.keys(packagesOf(draft.packages)).length
  return [
    draft.role === 'viewer' ? 'only shown' : '',
    draft.zone.trim(),
    logs === 0 ? '' : `${logs} debug ${logs === 1 ? 'log' : 'logs'}`,
    draft.workingHours === null ? '' : 'own working hours',
    draft.optionsFile.trim() === '' ? '' : 'options file',
    draft.licenseFile.trim() === '' ? '' : 'license file',
    packages === 0 ? '' : `${packages} ${packages === 1 ? 'package' : 'packages'}`,
  ].filter(Boolean)
}
