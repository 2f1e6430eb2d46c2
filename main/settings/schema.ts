import * as v from 'valibot'
import { ALERT_KINDS } from '../../preload/contract/alerts.ts'
import { tagProblem } from '../../preload/contract/tag.ts'
import { fullPath, isFullPath, path } from './path-schema.ts'
import { server } from './server-schema.ts'

export { SERVER_KEYS, type ServerSettings } from './server-schema.ts'

const seconds = (least: number, most: number) => {
  const range = `must be a whole number of seconds from ${least} to ${most}`
  return v.pipe(v.number(range), v.integer(range), v.minValue(least, range), v.maxValue(most, range))
}

const oneOf = <const T extends readonly string[]>(options: T) =>
  v.picklist(options, `must be one of ${options.join(', ')}`)

const KEEP_DAYS =
  'must be an object of features, users, checkouts, denials and events, as many of them as you like, each a whole number of ' +
  'days from 1 (capacity is kept for ever)'

/** From one day on, so that a file stands whole for a day: for a backup at night, and for whoever reads the files. */
const DAYS = 'must be a whole number of days from 1 to 36500'
const days = v.exactOptional(v.pipe(v.number(DAYS), v.integer(DAYS), v.minValue(1, DAYS), v.maxValue(36_500, DAYS)))

const EQUIVALENTS = 'must be a list of lists of feature names that do for each other'

const ALERTS = 'must be a list of rules, each with kind, on, limit, minutes, repeatMinutes and of'
const count = (what: string, most: number) => {
  const range = `needs ${what} a whole number from 0 to ${most}`
  return v.pipe(v.number(range), v.integer(range), v.minValue(0, range), v.maxValue(most, range))
}
const NONE_CHOSEN = 'is about some features or servers only, but none is chosen: choose one, or all'
const alertRule = v.pipe(
  v.strictObject(
    {
      kind: v.picklist(ALERT_KINDS, ALERTS),
      on: v.boolean(ALERTS),
      limit: count('a limit that is', 1_000_000),
      minutes: count('minutes that are', 10_080),
      repeatMinutes: count('minutes until it is told again that are', 525_600),
      of: v.pipe(v.array(v.pipe(v.string(ALERTS), v.nonEmpty(NONE_CHOSEN)), ALERTS), v.readonly()),
    },
    ALERTS,
  ),
  v.readonly(),
)
const COMMAND = 'must be a list: the full path of a program, and its arguments'

/** What each key may hold. Defaults stand in `defaultSettings`: one depends on the computer. */
export const KEYS = {
  servers: v.pipe(
    v.array(server, 'must be a list of servers'),
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed) return
      const servers = dataset.value
      const taken = new Map<string, string>()
      for (const [key, { tag }] of servers.entries()) {
        const same = taken.get(tag.toLowerCase())
        const problem = tagProblem(tag, same === undefined ? [] : [same])
        taken.set(tag.toLowerCase(), same ?? tag)
        if (problem === null) continue
        const place = { type: 'array', origin: 'value', input: servers, key, value: servers[key] } as const
        const field = { type: 'object', origin: 'value', input: { tag }, key: 'tag', value: tag } as const
        addIssue({ message: `has a wrong tag: ${problem}`, path: [place, field] })
      }
    }),
    v.readonly(),
  ),
  /** Empty: looked for in PATH and the usual folders. */
  lmutil: v.pipe(
    path,
    v.check((text) => !/[\\/]/.test(text) || isFullPath(text), 'must be a full path'),
  ),
  intervalSeconds: seconds(10, 3600),
  /** How often rows of the features and users files are written (DESIGN 4.1). */
  recordIntervalSeconds: seconds(10, 86_400),
  /** How often issued seats are compared with those last written (DESIGN 4.5). */
  capacityIntervalSeconds: seconds(60, 86_400),
  timeoutSeconds: seconds(1, 600),
  dataFolder: fullPath,
  names: oneOf(['names', 'pseudonyms', 'none']),
  /** Files of a kind are deleted when the day in their name is more than so many days ago; absent: never. */
  keepDays: v.pipe(
    v.strictObject({ features: days, users: days, checkouts: days, denials: days, events: days }, KEEP_DAYS),
    v.readonly(),
  ),
  /** The secret of the pseudonyms; empty until they are first wanted. */
  pseudonymKey: v.pipe(
    v.string('must be a text'),
    v.check((text) => text === '' || text.length >= 16, 'must be a text of 16 characters or more'),
  ),
  /** Keys of features shown in the tray. */
  pinned: v.pipe(v.array(v.string('must hold texts'), 'must be a list'), v.readonly()),
  theme: oneOf(['system', 'light', 'dark']),
  /** Of several denials of one request within so many seconds only the last counts. */
  denialWindowSeconds: seconds(0, 3600),
  /** Features that do for each other: a denial of one does not count when another was got at once. */
  equivalentFeatures: v.pipe(
    v.array(v.pipe(v.array(v.string(EQUIVALENTS), EQUIVALENTS), v.readonly()), EQUIVALENTS),
    v.readonly(),
  ),
  /** What is told without being asked; null: what Seatlog begins with, of the servers it logs. */
  alerts: v.nullable(v.pipe(v.array(alertRule, ALERTS), v.readonly())),
  /** Program and arguments, which get each alert as JSON on their standard input; never a shell. Empty: none. */
  alertCommand: v.pipe(
    v.array(v.string(COMMAND), COMMAND),
    v.check(([program]) => program === undefined || isFullPath(program), COMMAND),
    v.readonly(),
  ),
  /** Keys of features of which the next free seat is told once. */
  tellWhenFree: v.pipe(v.array(v.string('must hold texts'), 'must be a list'), v.readonly()),
  startOnLogin: v.boolean('must be true or false'),
  /** Laid out like a data folder, and read besides it for the history. */
  archiveFolders: v.pipe(v.array(fullPath, 'must be a list'), v.readonly()),
} as const

export type SettingsKey = keyof typeof KEYS
/** All settings, checked; intervals in seconds. */
export type Settings = { readonly [K in SettingsKey]: v.InferOutput<(typeof KEYS)[K]> }

export const SETTINGS_KEYS = Object.keys(KEYS) as readonly SettingsKey[]
export const isSettingsKey = (key: string): key is SettingsKey => Object.hasOwn(KEYS, key)

/** What counts where no file says anything. */
export function defaultSettings(dataFolder: string): Settings {
  return {
    servers: [],
    lmutil: '',
    intervalSeconds: 60,
    recordIntervalSeconds: 300,
    capacityIntervalSeconds: 3600,
    timeoutSeconds: 30,
    dataFolder,
    names: 'names',
    keepDays: {},
    pseudonymKey: '',
    pinned: [],
    theme: 'system',
    denialWindowSeconds: 10,
    equivalentFeatures: [],
    alerts: null,
    alertCommand: [],
    tellWhenFree: [],
    startOnLogin: false,
    archiveFolders: [],
  }
}

/**
 * The value of one key, or what is wrong with it: the end of a sentence that begins with the key's name. `at`: the key,
 * and where in its value, such as `servers.1.address`.
 */
export function checkKey<K extends SettingsKey>(
  key: K,
  value: unknown,
):
  | { readonly good: true; readonly value: Settings[K] }
  /** `all`: every part of the value that is wrong, once each; `problem` and `at` are the first of them. */
  | (WrongAt & { readonly good: false; readonly all: readonly WrongAt[] }) {
  const result = v.safeParse<(typeof KEYS)[SettingsKey]>(KEYS[key], value)
  if (result.success) return { good: true, value: result.output as Settings[K] }
  const found = new Map<string, WrongAt>()
  for (const issue of result.issues) {
    const at = [key, ...(issue.path ?? []).map((part) => String(part.key))].join('.')
    if (!found.has(at)) found.set(at, { problem: whereIn(key, issue) + issue.message, at })
  }
  const [first = { problem: 'is wrong', at: key }, ...others] = found.values()
  return { good: false, ...first, all: [first, ...others] }
}

/** What is wrong with a part of a key's value: the end of a sentence, and the part's place, `servers.1.address`. */
interface WrongAt {
  readonly problem: string
  readonly at: string
}

/** Names the list's member that is wrong, a server by its tag. */
function whereIn(key: SettingsKey, issue: v.BaseIssue<unknown>): string {
  const index = issue.path?.[0]?.key
  if (typeof index !== 'number') return ''
  if (key !== 'servers') return `(number ${index + 1}) `
  const given: unknown = issue.path?.[0]?.value
  const tag = typeof given === 'object' && given !== null && 'tag' in given ? given.tag : undefined
  return typeof tag === 'string' ? labelOf(tag) : labelOf('')
}

function labelOf(tag: string): string {
  return tag === '' ? '(the one without a tag) ' : `(${tag}) `
}
