import type { CodeFound } from '../../preload/contract/api.ts'
import type { NameFound } from '../../preload/contract/history.ts'
import type { FeatureSeats, ServerSeats } from '../../preload/contract/seats.ts'
import type { Formats } from '../formats.ts'
import { freeWords, label } from '../seats/seat-words.ts'
import { type Goal, goalId } from './goal.ts'
import { PLACES } from './places.ts'

/** A line of the palette. */
export interface Entry {
  readonly id: string
  readonly goal: Goal
  readonly label: string
  /** What tells it from others that are called the same. */
  readonly detail: string
  /** At the end of the line: how things stand there. */
  readonly hint: string
}

/** What lines are made of. `now` in epoch seconds. */
export interface Known {
  readonly servers: readonly ServerSeats[]
  /** By key, in the order of their names. */
  readonly features: ReadonlyMap<string, KnownFeature>
  readonly now: number
  readonly formats: Formats
}

/** A feature with what it is found by, in lower case. */
interface KnownFeature {
  readonly feature: FeatureSeats
  readonly names: readonly string[]
  /** What tells it from others of the name. */
  readonly also: readonly string[]
}

const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

/** What is done once for all that will be typed. */
export function knownOf(servers: readonly ServerSeats[], now: number, formats: Formats): Known {
  const features = servers
    .flatMap((server) => server.features)
    .sort((a, b) => byName.compare(label(a), label(b)))
    .map((feature) => ({
      feature,
      names: lower(feature.name, ...feature.products),
      also: lower(feature.tag, feature.daemon),
    }))
  return { servers, features: new Map(features.map((one) => [one.feature.key, one])), now, formats }
}

const lower = (...texts: readonly string[]): readonly string[] => texts.map((text) => text.toLowerCase())

const entry = (goal: Goal, text: string, detail = '', hint = ''): Entry => ({
  id: goalId(goal),
  goal,
  label: text,
  detail,
  hint,
})

/** The line of a goal that was gone to before; null where it is there no more. */
export function entryOf(goal: Goal, known: Known): Entry | null {
  switch (goal.kind) {
    case 'view':
      return PLACES.some(({ label: name }) => name === goal.label) ? entry(goal, goal.label) : null
    case 'feature':
    case 'holder': {
      const found = known.features.get(goal.key)
      return found === undefined ? null : featureEntry(found.feature, known, goal)
    }
    case 'server': {
      const server = known.servers.find(({ tag }) => tag === goal.tag)
      return server === undefined ? null : serverEntry(server)
    }
    case 'user':
    case 'host':
      return entry(goal, goal.name)
    case 'code':
      return entry(goal, goal.code, goal.product)
  }
}

export function featureEntry(
  feature: FeatureSeats,
  { now, formats }: Known,
  goal: Goal = { kind: 'feature', key: feature.key },
): Entry {
  const name = label(feature)
  const detail = name === feature.name ? feature.tag : `${feature.name}, ${feature.tag}`
  return entry(goal, name, detail, freeWords(feature, now, formats).text)
}

export const serverEntry = ({ tag, address, state }: ServerSeats): Entry =>
  entry({ kind: 'server', tag }, tag, address, state)

export const viewEntry = (name: string): Entry => entry({ kind: 'view', label: name }, name)

export const nameEntry = (kind: 'user' | 'host', { name, lastSeen }: NameFound, { now, formats }: Known): Entry =>
  entry({ kind, name }, name, '', lastSeen === 0 ? '' : `seen ${formats.moment(lastSeen, now)}`)

export const codeEntry = ({ code, product, vendor }: CodeFound): Entry =>
  entry({ kind: 'code', code, product }, code, product, vendor)
