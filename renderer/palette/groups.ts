import type { CodeFound } from '../../preload/contract/api.ts'
import type { NamesFound } from '../../preload/contract/history.ts'
import { VIEW_ENTRIES } from '../header/views.ts'
import { matches, searchWords } from '../seats/filter.ts'
import {
  codeEntry,
  type Entry,
  entryOf,
  featureEntry,
  type Known,
  nameEntry,
  serverEntry,
  viewEntry,
} from './entries.ts'
import type { Goal } from './goal.ts'
import { PLACES } from './places.ts'
import { rankOf } from './rank.ts'

export interface Group {
  readonly label: string
  readonly entries: readonly Entry[]
  /** More were found than are shown. */
  readonly more: boolean
}

/** What Seatlog found to a text: names in the record, codes, keys of features by those who hold or wait. */
export interface Found {
  readonly text: string
  readonly names: NamesFound
  readonly codes: readonly CodeFound[]
  readonly holders: readonly string[]
}

export const NOTHING_FOUND: Found = { text: '', names: { users: [], hosts: [] }, codes: [], holders: [] }

const SHOWN = { features: 8, names: 6, servers: 4, codes: 5, holders: 4 } as const

/** What is offered before anything is typed: where one was last, and the views. */
export function groupsAtFirst(recents: readonly Goal[], known: Known): readonly Group[] {
  const last = recents.map((goal) => entryOf(goal, known)).filter((one) => one !== null)
  const views = VIEW_ENTRIES.map((view) => viewEntry(view.label)).filter(({ id }) => last.every((one) => one.id !== id))
  return [
    { label: 'Recent', entries: last, more: false },
    { label: 'Views', entries: views, more: false },
  ].filter(({ entries }) => entries.length > 0)
}

/**
 * All that fits what was typed. What this window knows itself comes first, the group with the best name on top; what is
 * asked for comes below, so that nothing moves under the finger when it arrives. Of an older text only what still fits.
 */
export function groupsFor(text: string, known: Known, pinned: ReadonlySet<string>, found: Found): readonly Group[] {
  const typed = text.trim().toLowerCase()
  const words = searchWords(typed)
  const features = ranked([...known.features.values()], ({ names, also }) => rankOf(names, also, typed, words))
  const isPinned = ({ item }: (typeof features)[number]) => Number(pinned.has(item.feature.key))
  features.sort((a, b) => a.rank - b.rank || isPinned(b) - isPinned(a))
  const servers = ranked(known.servers, ({ tag, address }) => rankOf(lower(tag, address), [], typed, words))
  const views = ranked(PLACES, ({ label, holds }) => rankOf(lower(label), [holds], typed, words))
  const own = [
    {
      best: bestOf(features),
      ...group('Features', features, SHOWN.features, ({ item }) => featureEntry(item.feature, known)),
    },
    { best: bestOf(views), ...group('Views', views, views.length, ({ item }) => viewEntry(item.label)) },
    { best: bestOf(servers), ...group('Servers', servers, SHOWN.servers, ({ item }) => serverEntry(item)) },
  ].sort((a, b) => a.best - b.best)

  const current = found.text === text.trim()
  const fits = (...names: readonly string[]) => current || matches(names, words)
  const users = found.names.users.filter(({ name }) => fits(name))
  const hosts = found.names.hosts.filter(({ name }) => fits(name))
  const listed = new Set(features.map(({ item }) => item.feature.key))
  // The code of a feature that is served is found with the feature.
  const codes = found.codes.filter(
    ({ code, product, seen }) => fits(code, product) && !seen.some((key) => listed.has(key)),
  )
  const holders = (current ? found.holders : []).filter((key) => !listed.has(key) && known.features.has(key))
  return [
    ...own,
    group('Users', users, SHOWN.names, (name) => nameEntry('user', name, known)),
    group('Hosts', hosts, SHOWN.names, (name) => nameEntry('host', name, known)),
    group('Held or waited for', holders, SHOWN.holders, (key) =>
      entryOf({ kind: 'holder', key, text: found.text }, known),
    ),
    group('Feature codes', uniqueCodes(codes), SHOWN.codes, codeEntry),
  ].filter(({ entries }) => entries.length > 0)
}

/** The lines of the first so many. */
function group<T>(label: string, items: readonly T[], shown: number, line: (item: T) => Entry | null): Group {
  const entries = items.slice(0, shown).map(line)
  return { label, entries: entries.filter((one) => one !== null), more: items.length > shown }
}

const lower = (...texts: readonly string[]): readonly string[] => texts.map((text) => text.toLowerCase())

interface Ranked<T> {
  readonly item: T
  readonly rank: number
}

function ranked<T>(items: readonly T[], rank: (item: T) => number | null): Ranked<T>[] {
  return items.flatMap((item) => {
    const found = rank(item)
    return found === null ? [] : [{ item, rank: found }]
  })
}

const bestOf = (items: readonly Ranked<unknown>[]): number => Math.min(9, ...items.map(({ rank }) => rank))

/** A code stands in several tables; the first is the newest. */
function uniqueCodes(codes: readonly CodeFound[]): readonly CodeFound[] {
  return [...new Map(codes.toReversed().map((one) => [one.code, one])).values()].toReversed()
}
