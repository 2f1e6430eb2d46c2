import * as v from 'valibot'
import { addressProblem } from '../../preload/contract/address.ts'
import { tagProblem } from '../../preload/contract/tag.ts'

/** Text a user typed or pasted as a path: Windows copies paths with quotes around them. */
const path = v.pipe(
  v.string('must be a text'),
  v.trim(),
  v.transform((text) => text.replace(/^"(.*)"$/, '$1')),
  v.check((text) => !text.includes('\0'), 'must not hold control characters'),
)

const isFullPath = (text: string): boolean => /^(?:\/|[a-z]:[\\/]|\\\\[^\\]+\\)/i.test(text)

/** A relative path would mean another place in every host. */
const fullPath = v.pipe(path, v.check(isFullPath, 'must be a full path'))

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
const days = v.exactOptional(
  v.pipe(v.number(KEEP_DAYS), v.integer(KEEP_DAYS), v.minValue(1, KEEP_DAYS), v.maxValue(36_500, KEEP_DAYS)),
)

const WORKING_HOURS =
  'needs workingHours such as {"weekdays": [1, 2, 3, 4, 5], "from": "08:00", "to": "18:00", "holidays": ["2026-12-25"]}, ' +
  'with 0 for Sunday'
const clockTime = v.pipe(v.string(WORKING_HOURS), v.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, WORKING_HOURS))

const workingHours = v.pipe(
  v.strictObject(
    {
      weekdays: v.pipe(v.array(v.picklist([0, 1, 2, 3, 4, 5, 6], WORKING_HOURS), WORKING_HOURS), v.readonly()),
      from: clockTime,
      to: clockTime,
      holidays: v.optional(
        v.pipe(v.array(v.pipe(v.string(WORKING_HOURS), v.isoDate(WORKING_HOURS)), WORKING_HOURS), v.readonly()),
        [],
      ),
    },
    WORKING_HOURS,
  ),
  v.check(({ from, to }) => from < to, 'needs workingHours whose end is after their begin'),
  v.readonly(),
)

const EQUIVALENTS = 'must be a list of lists of feature names that do for each other'

const server = v.pipe(
  v.object(
    {
      tag: v.string('needs a tag that is a text'),
      address: v.pipe(
        v.string('needs an address that is a text, empty for lmutil’s own search'),
        v.trim(),
        v.rawCheck(({ dataset, addIssue }) => {
          const problem = dataset.typed ? addressProblem(dataset.value) : null
          if (problem !== null) addIssue({ message: `has a wrong address: ${problem}` })
        }),
      ),
      /** IANA name of the server's time zone; absent: this computer's. */
      zone: v.exactOptional(v.pipe(v.string('needs a zone that is a text'), v.check(isZone, zoneMessage))),
      /** Full paths of its daemons' debug logs; `@DATE@` and `@LATEST@` stand for what changes in a name (`logFiles`). */
      debugLogs: v.exactOptional(v.pipe(v.array(fullPath, 'needs debugLogs that are a list of paths'), v.readonly())),
      /** When people work there: what “working hours only” means in the history. Absent: Monday to Friday, 08:00 to 18:00. */
      workingHours: v.exactOptional(workingHours),
      /** Full path of its vendor daemon's options file, for its GROUP lines. */
      optionsFile: v.exactOptional(fullPath),
      /** `viewer`: never polls, even where nobody else does. */
      role: v.optional(oneOf(['auto', 'viewer']), 'auto'),
    },
    'must be an object with tag and address',
  ),
  v.readonly(),
)

/** What a server of the settings may hold. */
export const SERVER_KEYS: readonly string[] = Object.keys(server.pipe[0].entries)

/** One license server as configured (DESIGN section 1). */
export type ServerSettings = v.InferOutput<typeof server>

/** What each key may hold. Defaults stand in `defaultSettings`: one depends on the computer. */
export const KEYS = {
  servers: v.pipe(
    v.array(server, 'must be a list of servers'),
    v.rawCheck(({ dataset, addIssue }) => {
      const problem = dataset.typed ? firstTagProblem(dataset.value) : null
      if (problem !== null) addIssue({ message: problem })
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
    archiveFolders: [],
  }
}

/** The value of one key, or what is wrong with it: the end of a sentence that begins with the key's name. */
export function checkKey<K extends SettingsKey>(
  key: K,
  value: unknown,
): { readonly good: true; readonly value: Settings[K] } | { readonly good: false; readonly problem: string } {
  const result = v.safeParse<(typeof KEYS)[SettingsKey]>(KEYS[key], value)
  if (result.success) return { good: true, value: result.output as Settings[K] }
  const [issue] = result.issues
  return { good: false, problem: whereIn(key, issue) + issue.message }
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

function firstTagProblem(servers: readonly { readonly tag: string }[]): string | null {
  const tags = servers.map((one) => one.tag)
  for (const [index, tag] of tags.entries()) {
    const problem = tagProblem(tag, tags.slice(0, index))
    if (problem !== null) return `${labelOf(tag)}has a wrong tag: ${problem}`
  }
  return null
}

function isZone(zone: string): boolean {
  if (!/^[a-z]/i.test(zone)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

function zoneMessage(issue: { readonly received: string }): string {
  return `has a time zone that is not known, ${issue.received}: write an IANA name such as Europe/Berlin`
}
