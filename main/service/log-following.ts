import { performance } from 'node:perf_hooks'
import * as v from 'valibot'
import type { LogEvent } from '../debuglog/event.ts'
import { createLogReader, type LogPosition } from '../debuglog/read-log.ts'
import { readTail, readTailState, type TailState } from '../poller/tail.ts'

/** How far each debug log of a server was read, by its configured path; kept in the journal with the rows it brought. */
export type LogMemory = Readonly<Record<string, { readonly tail: TailState; readonly position: LogPosition }>>

export interface FollowedLogs {
  readonly events: readonly LogEvent[]
  readonly memory: LogMemory
  /** Sentences on logs that cannot be read. */
  readonly problems: readonly string[]
}

/** A long log is caught up over several polls: each gives it this long. */
const BUDGET_MS = 2000

const schema = v.record(
  v.string(),
  v.object({ tail: v.unknown(), position: v.object({ lines: v.number(), local: v.number() }) }),
)

/** What was remembered; whatever is not of this form is read from the start again. */
export function readLogMemory(remembered: unknown): LogMemory {
  const found = v.safeParse(schema, remembered)
  if (!found.success) return {}
  const entries = Object.entries(found.output).flatMap(([pattern, { tail, position }]) => {
    const state = readTailState(tail)
    return state === null ? [] : [[pattern, { tail: state, position }] as const]
  })
  return Object.fromEntries(entries)
}

/**
 * Reads on in the debug logs of a server (see `readTail` for their paths). While the date of a log is not known nothing of
 * it counts as read: what waits for a date would be lost with this process.
 */
export async function followLogs(patterns: readonly string[], memory: LogMemory): Promise<FollowedLogs> {
  const events: LogEvent[] = []
  const problems: string[] = []
  const next = new Map<string, LogMemory[string]>()
  for (const pattern of patterns) {
    const known = Object.hasOwn(memory, pattern) ? memory[pattern] : undefined
    let reader = createLogReader(known?.position)
    const found: LogEvent[] = []
    const push = ({ text, begins }: { readonly text: string; readonly begins: boolean }): void => {
      // Lines are counted by the file; its first date goes on from that of the one before.
      if (begins) reader = createLogReader(withoutLines(reader.position()))
      found.push(...reader.push(text))
    }
    const clock = () => performance.now()
    const { state, problem } = await readTail(pattern, known?.tail ?? null, { push, clock, budgetMs: BUDGET_MS })
    if (problem !== null) problems.push(problem.message)
    const position = reader.position()
    if (state !== null && position !== undefined) {
      events.push(...found)
      next.set(pattern, { tail: state, position })
    } else if (known !== undefined) next.set(pattern, known)
  }
  return { events, memory: Object.fromEntries(next), problems }
}

const withoutLines = (position: LogPosition | undefined): LogPosition | undefined =>
  position === undefined ? undefined : { ...position, lines: 0 }
