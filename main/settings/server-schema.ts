import * as v from 'valibot'
import { addressProblem } from '../../preload/contract/address.ts'
import { isZone } from '../../preload/contract/local-text.ts'
import { isFullPath, isLogPath, LOG_PATH, path } from './path-schema.ts'

const fullPathOf = (name: string) => v.pipe(path, v.check(isFullPath, `needs ${name} that is a full path`))

const logPath = v.pipe(fullPathOf('a debug log'), v.check(isLogPath, `has a debug log whose path ${LOG_PATH}`))

const WORKING_HOURS =
  'needs working hours with weekdays from 0 (Sunday) to 6, from and to as times such as 08:00, and holidays as dates'
const clockTime = v.pipe(
  v.string(WORKING_HOURS),
  v.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'needs working hours with times such as 08:00'),
)
const HOLIDAYS = 'needs holidays that are dates such as 2026-12-25'
const holiday = v.pipe(v.string(HOLIDAYS), v.isoDate(HOLIDAYS), v.check(isDate, HOLIDAYS))

const workingHours = v.pipe(
  v.strictObject(
    {
      weekdays: v.pipe(v.array(v.picklist([0, 1, 2, 3, 4, 5, 6], WORKING_HOURS), WORKING_HOURS), v.readonly()),
      from: clockTime,
      to: clockTime,
      holidays: v.optional(v.pipe(v.array(holiday, WORKING_HOURS), v.readonly()), []),
    },
    WORKING_HOURS,
  ),
  v.check(({ from, to }) => from < to, 'needs working hours that end after they begin'),
  v.readonly(),
)

const PACKAGES = 'needs packages such as {"64300ACD_F": ["87676ACD_2023_0F"]}: each package with its components'
const NAMES = 'needs packages and components with names that hold no blanks and no commas'
const featureName = v.pipe(v.string(PACKAGES), v.regex(/^[^\s,]*$/, NAMES))
const packages = v.pipe(
  v.record(featureName, v.pipe(v.array(v.pipe(featureName, v.nonEmpty(NAMES)), PACKAGES), v.readonly()), PACKAGES),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return
    const input = { ...dataset.value }
    for (const [name, components] of Object.entries(input)) {
      const message =
        name === ''
          ? 'has components without a package: name the package that they belong to'
          : `has a package ${name} without components: name the features it takes seats of`
      if (name !== '' && components.length > 0) continue
      addIssue({ message, path: [{ type: 'object', origin: 'value', input, key: name, value: components }] })
    }
  }),
  v.readonly(),
)

/** What one server of the settings may hold. */
export const server = v.pipe(
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
      debugLogs: v.exactOptional(v.pipe(v.array(logPath, 'needs debugLogs that are a list of paths'), v.readonly())),
      /** When people work there: what “working hours only” means in the history. Absent: Monday to Friday, 08:00 to 18:00. */
      workingHours: v.exactOptional(workingHours),
      /** Full path of its vendor daemon's options file, for its GROUP lines. */
      optionsFile: v.exactOptional(fullPathOf('an options file')),
      /** Full path of its license file, for its PACKAGE lines; absent: the address, where that is one. */
      licenseFile: v.exactOptional(fullPathOf('a license file')),
      /** Components of packages (Autodesk collections and suites), by the package; before what license file and debug log tell. */
      packages: v.exactOptional(packages),
      /** `viewer`: never polls, even where nobody else does. */
      role: v.optional(v.picklist(['auto', 'viewer'], 'needs a role that is auto or viewer'), 'auto'),
    },
    'must be an object with tag and address',
  ),
  v.readonly(),
)

/** What a server of the settings may hold. */
export const SERVER_KEYS: readonly string[] = Object.keys(server.pipe[0].entries)

/** One license server as configured (DESIGN section 1). */
export type ServerSettings = v.InferOutput<typeof server>

/** The calendar has it. */
function isDate(date: string): boolean {
  const at = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date)
}

function zoneMessage(issue: { readonly received: string }): string {
  return `has a time zone that is not known, ${issue.received}: write an IANA name such as Europe/Berlin`
}
