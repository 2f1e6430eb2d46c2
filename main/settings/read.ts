import { isDeepStrictEqual } from 'node:util'
import { type ErrorCode, type Failure, failure } from '../../preload/contract/result.ts'
import type { SettingsChecked } from '../../preload/contract/settings.ts'
import { checkKey, isSettingsKey, SERVER_KEYS, type ServerSettings, type Settings, type SettingsKey } from './schema.ts'

/** Settings as one file holds them, unchecked. */
export interface Layer {
  /** The file, for sentences. */
  readonly name: string
  readonly values: Readonly<Record<string, unknown>>
}

export interface CheckedLayer {
  readonly values: Partial<Settings>
  /** Keys whose value was not taken, or not wholly. */
  readonly bad: readonly SettingsKey[]
  /** One sentence for each unknown key and each bad value. */
  readonly problems: readonly string[]
}

/** Takes what is good of a file. Of the servers, each is judged by itself: one typing error does not stop the others. */
export function checkLayer({ name, values }: Layer): CheckedLayer {
  const good: { -readonly [K in SettingsKey]?: Settings[K] } = {}
  const bad: SettingsKey[] = []
  const problems: string[] = []
  for (const [key, value] of Object.entries(values)) {
    if (!isSettingsKey(key)) {
      problems.push(`${name} holds “${key}”, which Seatlog does not know: it is ignored.`)
      continue
    }
    const found = key === 'servers' && Array.isArray(value) ? goodServers(value) : checkOne(key, value)
    Object.assign(good, found.value)
    if (found.problems.length > 0) bad.push(key)
    const told = [...found.problems, ...(key === 'servers' ? unknownNames(value) : [])]
    problems.push(...told.map((problem) => `In ${name}, ${key} ${withoutPoint(problem)}.`))
  }
  return { values: good, bad, problems }
}

interface Found {
  readonly value: Partial<Settings>
  readonly problems: readonly string[]
}

function checkOne(key: SettingsKey, value: unknown): Found {
  const checked = checkKey(key, value)
  if (checked.good) return { value: { [key]: checked.value }, problems: [] }
  const problem = withoutPoint(checked.problem)
  // What somebody wanted of names may be to hide them.
  if (key === 'names') return { value: { names: 'none' }, problems: [`${problem}: until then no names are written`] }
  return { value: {}, problems: [`${problem}: the default is used`] }
}

function goodServers(entries: readonly unknown[]): Found {
  // Where all are good, as nearly always, they are checked once.
  const all = checkKey('servers', entries)
  if (all.good) return { value: { servers: all.value }, problems: [] }
  let servers: readonly ServerSettings[] = []
  const problems: string[] = []
  for (const entry of entries) {
    const checked = checkKey('servers', [...servers, entry])
    if (checked.good) servers = checked.value
    else problems.push(`${withoutPoint(checked.problem)}: this server is left out`)
  }
  return { value: { servers }, problems }
}

/** A misspelt name in a server would go unnoticed for years. */
function unknownNames(servers: unknown): readonly string[] {
  return (Array.isArray(servers) ? servers : []).flatMap((server: unknown) => {
    if (typeof server !== 'object' || server === null) return []
    const label = 'tag' in server && typeof server.tag === 'string' ? `(${server.tag}) ` : ''
    const unknown = Object.keys(server).filter((name) => !SERVER_KEYS.includes(name))
    return unknown.map((name) => `${label}holds “${name}”, which Seatlog does not know: it is ignored`)
  })
}

/** Each key from the first layer that has a good value for it. */
export function mergeLayers(layers: readonly Partial<Settings>[], defaults: Settings): Settings {
  const merged: Settings = Object.assign({ ...defaults }, ...layers.toReversed())
  return merged
}

/** What of a patch is to be saved, or why it is refused, and at which key (see `checkKey`). */
export type CheckedPatch =
  | { readonly ok: true; readonly value: Partial<Settings> }
  | (Failure & {
      readonly at: string
      readonly problem: string
      /** Everything that is wrong, the above first. */
      readonly all: SettingsChecked['problems']
    })

/**
 * What of the patch is to be saved; the sentence of a failure names the field. A server keeps its zone and role where the
 * patch does not speak of them.
 */
export function checkPatch(current: Settings, patch: unknown): CheckedPatch {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) {
    return refused('bad-request', '', 'Settings to save must be an object.')
  }
  const good: { -readonly [K in SettingsKey]?: Settings[K] } = {}
  const wrong: Extract<CheckedPatch, { ok: false }>[] = []
  for (const [key, value] of Object.entries(patch)) {
    if (!isSettingsKey(key)) return refused('bad-request', key, `There is no setting “${key}”.`)
    const checked = checkKey(key, key === 'servers' ? completed(value, current.servers) : value)
    if (!checked.good) {
      const code = checked.problem.includes('has a wrong address') ? 'bad-address' : 'bad-settings'
      wrong.push(...checked.all.map(({ at, problem }) => refused(code, at, sentence(key, problem), 'Not saved: ')))
    } else Object.assign(good, { [key]: checked.value })
  }
  const [first] = wrong
  return first === undefined ? { ok: true, value: good } : { ...first, all: wrong.flatMap(({ all }) => all) }
}

/** Refuses a patch after which rows would be written more often than servers are asked; `current`: what counts besides it. */
export function checkIntervals(current: Settings, patch: Partial<Settings>): CheckedPatch {
  const { intervalSeconds, recordIntervalSeconds } = { ...current, ...patch }
  const isAsked = 'intervalSeconds' in patch || 'recordIntervalSeconds' in patch
  if (!isAsked || recordIntervalSeconds >= intervalSeconds) return { ok: true, value: patch }
  const problem = `must not be shorter than the interval of polls, ${intervalSeconds} seconds`
  return refused('bad-settings', 'recordIntervalSeconds', sentence('recordIntervalSeconds', problem), 'Not saved: ')
}

const sentence = (key: SettingsKey, problem: string): string => `${WORDS[key]} ${withoutPoint(problem)}.`

/** What is wrong with a patch, for the window. */
export const problemsOf = (checked: CheckedPatch): SettingsChecked['problems'] => (checked.ok ? [] : checked.all)

/** The patch without keys that `by`, the computer's settings, locks: they may be named, but not be changed. */
export function withoutLocked(
  current: Settings,
  patch: Partial<Settings>,
  locked: readonly SettingsKey[],
  by: string,
): CheckedPatch {
  const changed = locked.find((key) => key in patch && !isDeepStrictEqual(patch[key], current[key]))
  if (changed === undefined) return { ok: true, value: withoutKeys(patch, locked) }
  const what = isListed(changed) ? LISTS[changed] : WORDS[changed]
  return refused('bad-settings', changed, `${what} is locked by this computer’s administrator in ${by}.`, 'Not saved: ')
}

/** The settings without some of their keys. */
export function withoutKeys(settings: Partial<Settings>, keys: readonly SettingsKey[]): Partial<Settings> {
  return Object.fromEntries(Object.entries(settings).filter(([key]) => !keys.some((other) => other === key)))
}

function completed(servers: unknown, known: readonly ServerSettings[]): unknown {
  if (!Array.isArray(servers)) return servers
  return servers.map((server: unknown) => {
    if (typeof server !== 'object' || server === null || !('tag' in server)) return server
    const { tag } = server
    const before = known.find((one) => typeof tag === 'string' && one.tag.toLowerCase() === tag.toLowerCase())
    return withoutEmptied({ ...before, ...server })
  })
}

/** What a form leaves empty is to be as if nobody had said anything. */
function withoutEmptied(server: object): object {
  const isEmptied = ([name, value]: [string, unknown]): boolean =>
    value === '' && ['zone', 'optionsFile', 'licenseFile'].includes(name)
  return Object.fromEntries(Object.entries(server).filter((entry) => !isEmptied(entry)))
}

/** What sentences call the keys. */
const WORDS: Readonly<Record<SettingsKey, string>> = {
  servers: 'the server',
  lmutil: 'the path of lmutil',
  intervalSeconds: 'the interval',
  recordIntervalSeconds: 'the record interval',
  capacityIntervalSeconds: 'the interval of the capacity check',
  timeoutSeconds: 'the time limit',
  dataFolder: 'the data folder',
  names: 'the way names are kept',
  keepDays: 'the time files are kept',
  pseudonymKey: 'the key of the pseudonyms',
  pinned: 'the list of pinned features',
  theme: 'the theme',
  denialWindowSeconds: 'the time in which denials count once',
  equivalentFeatures: 'the list of equivalent features',
  alerts: 'the alert rule',
  alertCommand: 'the command of alerts',
  tellWhenFree: 'the list of features to be told of',
  startOnLogin: 'the start on login',
  archiveFolders: 'the list of archive folders',
}

/** Keys whose sentences are about one of their members. */
const LISTS = { servers: 'the list of servers', alerts: 'the list of alert rules' } as const
const isListed = (key: SettingsKey): key is keyof typeof LISTS => Object.hasOwn(LISTS, key)

function refused(code: ErrorCode, at: string, problem: string, before = ''): Extract<CheckedPatch, { ok: false }> {
  const message = problem[0]?.toUpperCase() + problem.slice(1)
  return { ...failure(code, before + problem), at, problem: message, all: [{ key: at, message }] }
}

function withoutPoint(sentence: string): string {
  return sentence.replace(/\.$/, '')
}
