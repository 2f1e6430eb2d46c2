import type { NamesMode } from '../../preload/contract/api.ts'
import type { FusedPerson, FusionState } from '../usage/fusion-state.ts'
import { NOTHING_FUSED } from '../usage/fusion-state.ts'
import type { Live } from '../usage/live.ts'
import type { Package } from '../usage/packages.ts'
import { NOTHING_TRACKED, type TrackedFeature, type TrackerState } from '../usage/tracker-state.ts'
import { NOTHING_REPORTED, type Reported, withoutQuotes } from '../usage/transitions.ts'
import type { LogMemory } from './log-following.ts'

/** What a server's polls have to remember over restarts; kept in the journal, in one transaction with the rows. */
export interface PollMemory {
  /** In which mode names stand in it; null: nothing is remembered. */
  readonly names: NamesMode | null
  /** Mode `none`: the key of the hashes by which people are told apart meanwhile; '': they are not told apart at all. */
  readonly peopleKey: string
  readonly lastPollAt: number | null
  /** When the last poll was made, the next one was due so many seconds later. */
  readonly intervalSeconds: number
  /** Per daemon the record interval its last rows are of. */
  readonly slots: Readonly<Record<string, number>>
  readonly reported: Reported
  /** The last `logging` event without its time, as JSON. */
  readonly logging: string
  /** Ids of the daemons whose tracked features the record tells (`serves` events). */
  readonly serving: readonly string[]
  /** The local day, `YYYY-MM-DD`, on which it was last due. */
  readonly announcedOn: string
  /** The live view without its features: since when servers and daemons are silent. */
  readonly live: Live | null
  /** Packages as the debug logs told them, and all of them as the last `packages` event told them, as JSON. */
  readonly packages: { readonly ofLog: readonly Package[]; readonly told: string }
  /** Open checkouts, who waits, and the last known capacity, with names as the record has them. */
  readonly tracker: TrackerState
  /** What waits for the debug logs, or was found in them, with names as the record has them. */
  readonly fusion: FusionState
  /** How far the debug logs were read. */
  readonly logs: LogMemory
}

export const NOTHING_REMEMBERED: PollMemory = {
  names: null,
  peopleKey: '',
  lastPollAt: null,
  intervalSeconds: 0,
  slots: {},
  reported: NOTHING_REPORTED,
  logging: '',
  serving: [],
  announcedOn: '',
  live: null,
  packages: { ofLog: [], told: '[]' },
  tracker: NOTHING_TRACKED,
  fusion: NOTHING_FUSED,
  logs: {},
}

/** A memory in parts, each a JSON value: what a poll did not change is the same part afterwards, and not written again. */
export type MemoryParts = ReadonlyMap<string, unknown>

const FORMAT = 5
/** The part that stands for the whole: small, and another one with every poll. */
const HEAD = 'head'
const LICENSES = 'licenses'
const CAPACITY = 'capacity'
const PACKAGES = 'packages'
/** Names of parts begin with these: the rows of a feature behind `[address, daemon, feature]`, and its people. */
export const ROWS = 'rows '
export const PEOPLE = 'people '

export function partsOf({ tracker, fusion, live, reported, packages, ...rest }: PollMemory): MemoryParts {
  const { licenses, ...told } = reported
  const parts = new Map<string, unknown>()
  for (const { name, address, features } of tracker.daemons) {
    for (const feature of features) parts.set(ROWS + JSON.stringify([address, name, feature.name]), feature)
  }
  for (const [feature, people] of fusion.features) parts.set(PEOPLE + feature, people)
  parts.set(LICENSES, licenses)
  parts.set(CAPACITY, tracker.capacity)
  parts.set(PACKAGES, packages)
  parts.set(HEAD, {
    format: FORMAT,
    ...rest,
    live: live && {
      ...live,
      problem: silence(live),
      licenseTable: [],
      daemons: live.daemons.map((one) => ({ ...one, features: [] })),
    },
    reported: told,
    daemons: tracker.daemons.map(({ features: _, ...daemon }) => daemon),
    fusion: { readTo: fusion.readTo, waiting: fusion.waiting, late: fusion.late, daemons: fusion.daemons },
  })
  return parts
}

/** Since when it lasts is all that matters of it; a sentence may quote other people's text. */
const silence = ({ problem }: Live): Live['problem'] =>
  problem && { ...problem, message: withoutQuotes(problem.message) }

interface Head extends Omit<PollMemory, 'reported' | 'tracker' | 'fusion' | 'packages'> {
  readonly format: unknown
  readonly reported: Omit<Reported, 'licenses'>
  readonly daemons: readonly Omit<TrackerState['daemons'][number], 'features'>[]
  readonly fusion: Pick<FusionState, 'readTo' | 'waiting' | 'late'> & {
    readonly daemons: readonly (readonly [string, never])[]
  }
}

/** The memory of the parts as `stateText` wrote them; null where there is none, or one of another version. */
export function memoryOf(parts: MemoryParts): PollMemory | null {
  const head = parts.get(HEAD) as Head | undefined
  if (head?.format !== FORMAT) return null
  const { format: _, daemons, fusion, reported, live, ...rest } = head
  const licenses = parts.get(LICENSES) as string
  const rows = new Map<string, TrackedFeature[]>()
  const people = new Map<string, ReadonlyMap<string, FusedPerson>>()
  for (const [name, part] of parts) {
    if (name.startsWith(ROWS)) {
      const [address, daemon] = JSON.parse(name.slice(ROWS.length)) as [string, string]
      const known = rows.get(`${address}\n${daemon}`) ?? []
      known.push(part as TrackedFeature)
      rows.set(`${address}\n${daemon}`, known)
    } else if (name.startsWith(PEOPLE)) {
      people.set(name.slice(PEOPLE.length), new Map(part as [string, FusedPerson][]))
    }
  }
  return {
    ...rest,
    live: live && { ...live, licenseTable: JSON.parse(licenses) },
    packages: parts.get(PACKAGES) as PollMemory['packages'],
    reported: { ...reported, licenses },
    tracker: {
      daemons: daemons.map((daemon) => ({ ...daemon, features: rows.get(`${daemon.address}\n${daemon.name}`) ?? [] })),
      capacity: parts.get(CAPACITY) as TrackerState['capacity'],
    },
    fusion: { ...fusion, daemons: new Map(fusion.daemons), features: people },
  }
}
