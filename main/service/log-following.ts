import { performance } from 'node:perf_hooks'
import * as v from 'valibot'
import type { LogEvent } from '../debuglog/event.ts'
import { createLogReader, type LogPosition, type LogReader } from '../debuglog/read-log.ts'
import { readTail, readTailState, type TailState } from '../poller/tail.ts'
import { eventEpoch } from '../usage/log-request.ts'

/** How far each debug log of a server was read, by its configured path; kept in the journal with the rows it brought. */
export type LogMemory = Readonly<Record<string, FollowedLog>>

interface FollowedLog {
  /** Null: nothing was read yet. */
  readonly read: { readonly tail: TailState; readonly position: LogPosition } | null
  /** Epoch seconds: what it tells of the time until then another Seatlog recorded. */
  readonly since?: number
}

/** What was read on in the debug logs of a server. */
export interface FollowedLogs {
  readonly events: readonly LogEvent[]
  readonly memory: LogMemory
  /** All of them were read to their ends. */
  readonly readToEnd: boolean
  /** Sentences on logs that cannot be read. */
  readonly problems: readonly string[]
}

/**
 * Logs without a date yet, by their configured paths, as far as this process has read them: nothing of them counts as read,
 * since what waits for a date would be lost with this process, but they are not read again at every poll.
 */
export type UndatedLogs = Map<string, { readonly tail: TailState; readonly reader: LogReader }>

/** A long log is caught up over several polls: each gives it this long. */
const BUDGET_MS = 2000

const schema = v.record(
  v.string(),
  v.object({
    read: v.nullable(
      v.object({
        tail: v.unknown(),
        position: v.object({ lines: v.number(), local: v.number(), repeatedUntil: v.exactOptional(v.number()) }),
      }),
    ),
    since: v.exactOptional(v.number()),
  }),
)

/** What was remembered; whatever is not of this form is read from the start again. */
export function readLogMemory(remembered: unknown): LogMemory {
  const found = v.safeParse(schema, remembered)
  if (!found.success) return {}
  const entries = Object.entries(found.output).map(([pattern, { read, since }]) => {
    const tail = readTailState(read?.tail)
    const known = read === null || tail === null ? null : { tail, position: read.position }
    return [pattern, { read: known, ...(since === undefined ? {} : { since }) }] as const
  })
  return Object.fromEntries(entries)
}

/**
 * Reads on in the debug logs of a server (see `readTail` for their paths), whose time zone is `zone`. While the date of a
 * log is not known nothing of it counts as read: what waits for a date would be lost with this process.
 */
export async function followLogs(
  patterns: readonly string[],
  memory: LogMemory,
  zone: string,
  undated: UndatedLogs,
): Promise<FollowedLogs> {
  const events: LogEvent[] = []
  const problems: string[] = []
  const next = new Map<string, FollowedLog>()
  let readToEnd = true
  for (const pattern of patterns) {
    const known = Object.hasOwn(memory, pattern) ? memory[pattern] : undefined
    const { found, read, isEnd, problem } = await readOn(pattern, known?.read ?? null, undated)
    if (problem !== null) problems.push(problem)
    if (!isEnd) readToEnd = false
    const { since } = known ?? {}
    for (const event of found) if (since === undefined || (eventEpoch(event, zone) ?? 0) > since) events.push(event)
    if (read !== null || known !== undefined) next.set(pattern, { ...known, read })
  }
  return { events, memory: Object.fromEntries(next), readToEnd, problems }
}

async function readOn(pattern: string, known: FollowedLog['read'], undated: UndatedLogs) {
  const waiting = known === null ? undated.get(pattern) : undefined
  undated.delete(pattern)
  let reader = waiting?.reader ?? createLogReader(known?.position)
  const found: LogEvent[] = []
  const push = ({ text, begins }: { readonly text: string; readonly begins: boolean }): void => {
    // Lines are counted by the file; its first date goes on from that of the one before, or is one for both.
    if (begins && reader.position() !== undefined) reader = createLogReader(withoutLines(reader.position()))
    for (const event of reader.push(text)) found.push(event)
  }
  const clock = () => performance.now()
  const { state, more, problem } = await readTail(pattern, known?.tail ?? waiting?.tail ?? null, {
    push,
    clock,
    budgetMs: BUDGET_MS,
  })
  const position = reader.position()
  const isEnd = !more && problem === null
  const message = problem?.message ?? null
  if (state === null) return { found: [], read: known, isEnd, problem: message }
  if (position === undefined) {
    undated.set(pattern, { tail: state, reader })
    // What it holds is still to come.
    return { found: [], read: known, isEnd: false, problem: message }
  }
  return { found, read: { tail: state, position }, isEnd, problem: message }
}

const withoutLines = (position: LogPosition | undefined): LogPosition | undefined =>
  position === undefined ? undefined : { ...position, lines: 0 }
