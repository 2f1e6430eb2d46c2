import * as v from 'valibot'
import type { Journal } from '../datafiles/journal.ts'
import type { Live } from '../usage/live.ts'
import { NOTHING_TRACKED, type TrackerState } from '../usage/tracker-state.ts'
import { NOTHING_REPORTED, type Reported } from '../usage/transitions.ts'

/** What a server's polls have to remember over restarts; kept in the journal, in one transaction with the rows. */
export interface PollMemory {
  readonly lastPollAt: number | null
  /** When the last poll was made, the next one was due so many seconds later. */
  readonly intervalSeconds: number
  /** Per daemon the record interval its last rows are of. */
  readonly slots: Readonly<Record<string, number>>
  readonly reported: Reported
  /** The last `logging` event without its time, as JSON. */
  readonly logging: string
  /** The live view without its features: since when servers and daemons are silent. */
  readonly live: Live | null
  /** Open checkouts, who waits, and the last known capacity, with names as the record has them. */
  readonly tracker: TrackerState
}

const FORMAT = 2
const KEY = 'polls'

const schema = v.object({
  format: v.literal(FORMAT),
  memory: v.custom<PollMemory>((value) => typeof value === 'object' && value !== null),
})

const NOTHING: PollMemory = {
  lastPollAt: null,
  intervalSeconds: 0,
  slots: {},
  reported: NOTHING_REPORTED,
  logging: '',
  live: null,
  tracker: NOTHING_TRACKED,
}

/** What an earlier version wrote in another form is forgotten: it costs a row too many, never one too few. */
export function readMemory(journal: Journal, tag: string): PollMemory {
  const found = v.safeParse(schema, journal.state(tag, KEY))
  return found.success ? found.output.memory : NOTHING
}

/** As the `state` argument of `journal.commit`. */
export function memoryState(memory: PollMemory): Readonly<Record<string, unknown>> {
  const live = memory.live && { ...memory.live, daemons: memory.live.daemons.map((d) => ({ ...d, features: [] })) }
  return { [KEY]: { format: FORMAT, memory: { ...memory, live } } }
}

/** Another Seatlog polled the server until `lastPollAt` and recorded what was news then. */
export function forgetPolls(journal: Journal, tag: string, lastPollAt: number): void {
  for (const [key, value] of Object.entries(memoryState({ ...NOTHING, lastPollAt }))) journal.setState(tag, key, value)
}
