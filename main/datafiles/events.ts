import * as v from 'valibot'
import { isZone } from '../../preload/contract/local-text.ts'
import { type Decoded, decodeLines, oneLine } from './lines.ts'

/** `YYYY-MM-DD events.jsonl` (DESIGN 4.6): what the other files cannot hold, one JSON object a line. */
export const eventsFileName = (day: string): string => `${day} events.jsonl`

// JSON can tell of numbers that are too large for any.
const number = v.pipe(v.number(), v.finite())
/** `t`: epoch seconds. */
const common = { t: number, tag: v.string() }
const text = v.string()
const why = { daemon: v.exactOptional(text), reason: v.exactOptional(text) }
const feature = { daemon: text, feature: text }
const seats = number
const zone = v.pipe(v.string(), v.check(isZone, 'zone is no time zone'))

const schema = v.variant('type', [
  /** Written at start and at every change: readers go by this, not by settings. `folder` is relative to the data folder,
   * '' for itself; intervals are seconds. */
  v.object({
    ...common,
    type: v.literal('logging'),
    folder: text,
    zone,
    interval: number,
    recordInterval: number,
    names: v.picklist(['names', 'pseudonyms', 'none']),
  }),
  /** Without `daemon`: the license server itself, with all of its daemons. */
  v.object({ ...common, type: v.literal('up'), ...why }),
  v.object({ ...common, type: v.literal('down'), ...why }),
  v.object({ ...common, type: v.literal('degraded'), ...why }),
  v.object({ ...common, type: v.literal('poll-failed'), daemon: v.exactOptional(text), reason: text }),
  /** Epoch seconds between which nobody watched: not running, asleep, away. */
  v.object({ ...common, type: v.literal('gap'), from: number, to: number }),
  /** Features that a daemon has, beside those that an event before tells: all of them, when the record first tells of it. */
  v.object({ ...common, type: v.literal('serves'), daemon: text, features: v.array(text) }),
  /** Rows that the spool had no room for: their kind, how many, and the epoch seconds they were about. */
  v.object({ ...common, type: v.literal('dropped'), kind: text, rows: number, from: number, to: number }),
  /** The whole table of `lmstat -i`, whenever it changed. */
  v.object({
    ...common,
    type: v.literal('expiry'),
    licenses: v.array(
      v.object({
        feature: text,
        version: text,
        count: v.union([number, v.literal('uncounted')]),
        vendor: text,
        expires: text,
      }),
    ),
  }),
  /** All packages (Autodesk collections and suites) that are known, whenever that changed. */
  v.object({
    ...common,
    type: v.literal('packages'),
    packages: v.array(v.object({ package: text, components: v.array(text) })),
  }),
  /** Idle reservations of a feature, whenever they changed. */
  v.object({
    ...common,
    type: v.literal('reserved'),
    ...feature,
    reservations: v.array(v.object({ count: number, kind: text, name: text })),
  }),
  /** Who waits for a feature, whenever it changed. */
  v.object({
    ...common,
    type: v.literal('queued'),
    ...feature,
    waiting: v.array(v.object({ user: text, host: v.nullable(text), seats })),
  }),
  /** A DENIED line of a debug log: what its row in the denials file cannot hold. */
  v.object({
    ...common,
    type: v.literal('denial'),
    ...feature,
    user: text,
    host: text,
    seats,
    reason: v.exactOptional(text),
    code: v.exactOptional(text),
  }),
  /** A holder's row that shows a linger time, in seconds. */
  v.object({
    ...common,
    type: v.literal('linger'),
    ...feature,
    user: text,
    host: v.nullable(text),
    seats,
    remaining: v.nullable(number),
    total: number,
  }),
])

type Immutable<T> = T extends object ? { readonly [K in keyof T]: Immutable<T[K]> } : T
export type SeatlogEvent = Immutable<v.InferOutput<typeof schema>>

/** The event as a line without its line end. */
export const encodeEvent = ({ t, tag, type, ...rest }: SeatlogEvent): string =>
  JSON.stringify({ t, tag, type, ...rest }, (_, value: unknown) => (typeof value === 'string' ? oneLine(value) : value))

/** Names that an event has beyond those known here are left out; a type that is not known is skipped, and counted. */
export const decodeEvents = (lines: string): Decoded<SeatlogEvent> =>
  decodeLines<SeatlogEvent>(lines, (line) => {
    const value = parsed(line)
    // To have told what is wrong with each line of a file that is another one takes long.
    if (value === undefined) return 'no event that is known here: it is no JSON'
    const event = v.safeParse(schema, value)
    return event.success ? event.output : `no event that is known here: ${event.issues[0].message}`
  })

function parsed(line: string): unknown {
  if (!line.startsWith('{')) return undefined
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
