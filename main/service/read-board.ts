import * as v from 'valibot'
import { ok, type Result } from '../../preload/contract/result.ts'
import type { Holder } from '../../preload/contract/seats.ts'
import type { FileAccess } from '../datafiles/file-access.ts'
import { damaged, type NowFile, readNow } from '../datafiles/now-json.ts'
import type { ServerBoard } from './board.ts'

const text = v.string()
const number = v.number()
const flag = v.boolean()
const textOrNull = v.nullable(text)
const numberOrNull = v.nullable(number)
const upOrDown = v.picklist(['up', 'down'])

const host = v.object({ host: text, state: upOrDown, master: flag, version: textOrNull, error: textOrNull })
const daemon = v.object({
  name: text,
  state: upOrDown,
  version: textOrNull,
  error: textOrNull,
  completeAt: numberOrNull,
})
const feature = v.object({
  key: text,
  tag: text,
  daemon: text,
  name: text,
  products: v.array(text),
  kind: v.picklist(['counted', 'uncounted', 'error']),
  error: textOrNull,
  known: flag,
  asOf: number,
  issued: numberOrNull,
  noLimit: flag,
  used: numberOrNull,
  held: number,
  reserved: number,
  queued: number,
  lingering: number,
  free: numberOrNull,
  ownFree: numberOrNull,
  packages: v.array(text),
  over: number,
  nodeLocked: flag,
  users: number,
  expires: v.nullable(v.object({ date: text, seats: numberOrNull })),
})
const server = v.object({
  tag: text,
  address: text,
  state: v.picklist(['up', 'degraded', 'down', 'unknown']),
  role: v.picklist(['logger', 'viewer', 'window']),
  paused: flag,
  loggedBy: textOrNull,
  askedAt: numberOrNull,
  answeredAt: numberOrNull,
  nextPollAt: numberOrNull,
  intervalSeconds: number,
  problem: v.nullable(v.object({ message: text, since: number })),
  clock: v.nullable(v.object({ daemon: text, offset: number, zone: text, fitting: numberOrNull })),
  hosts: v.array(host),
  daemons: v.array(daemon),
  features: v.array(feature),
  unrecognized: number,
})

const pool = v.object({
  version: text,
  vendorString: textOrNull,
  type: textOrNull,
  expires: textOrNull,
  issued: numberOrNull,
  held: number,
  free: numberOrNull,
  nodeLocked: flag,
  expired: flag,
})
const waiting = v.object({ user: text, host: textOrNull, display: textOrNull, version: textOrNull, seats: number })
/** By hand, as a schema takes as long for thousands of holders as reading them from JSON. */
function isHolder(value: unknown): value is Holder {
  if (typeof value !== 'object' || value === null) return false
  const { user, host, display, extra, version, seats, since, heldFor, linger, handle, pid, uncertain, raw, pool } =
    value as { readonly [Field in keyof Holder]?: unknown }
  return (
    [user, raw].every(isText) &&
    [host, display, extra, version, since, handle].every((field) => field === null || isText(field)) &&
    typeof seats === 'number' &&
    [heldFor, pid, pool].every((field) => field === null || typeof field === 'number') &&
    typeof uncertain === 'boolean' &&
    v.is(lingerOrNull, linger)
  )
}
const isText = (field: unknown): boolean => typeof field === 'string'
const lingerOrNull = v.nullable(v.object({ remaining: numberOrNull, total: number }))

const details = v.object({
  key: text,
  pools: v.array(pool),
  holders: v.custom<readonly Holder[]>((value) => Array.isArray(value) && value.every(isHolder)),
  reservations: v.array(v.object({ count: number, kind: text, name: text })),
  queued: v.array(waiting),
  listedSeats: number,
})
const schema: v.GenericSchema<unknown, ServerBoard> = v.object({ server, details: v.record(text, details) })

/** As `readNow`, with the seats of the server; `cannot-read` also where these are not what a Seatlog writes. */
export async function readBoard(files: FileAccess, data: string, tag: string): Promise<Result<NowFile<ServerBoard>>> {
  const read = await readNow(files, data, tag)
  if (!read.ok) return read
  const board = v.safeParse(schema, read.value.live)
  return board.success ? ok({ ...read.value, live: board.output }) : damaged(data, tag)
}
