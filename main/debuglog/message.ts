import { longDate, slashDay } from './dates.ts'
import { type LogMessage, REQUEST_TYPES, type RequestType } from './event.ts'

/** An event; `daemon` where it is about another daemon than the one that wrote it. */
export interface NamedMessage extends LogMessage {
  readonly daemon?: string
}

const START = /^(?:Server|FLEX[A-Za-z ]{2,20}\(v[^)]{1,100}\)) started on (\S+)/i
const STOP = /^(?:EXITING |SHUTDOWN request |lmgrd will now shut down|(\S{1,64}) exited with status )/

/** `damaged` begins as an event and does not go on as one. */
export type Meaning = NamedMessage | 'damaged' | 'noise'

/** Reads what stands behind the `(daemon)` of a line and is no request, without outer blanks (GRAMMAR B2, B3). */
export function readMessage(text: string): Meaning {
  if (text.startsWith('TIMESTAMP ')) return readDate(text) === undefined ? 'damaged' : { type: 'TIMESTAMP' }
  if (text.startsWith('EXPIRED:')) {
    const feature = /^\s{0,9}"?([^\s"]+)/.exec(text.slice('EXPIRED:'.length))?.[1]
    return feature === undefined ? 'damaged' : { type: 'EXPIRED', feature }
  }
  // Named by the manual and seen in no log: counted, not guessed at.
  if (text.startsWith('UPGRADE:')) return 'damaged'
  const host = START.exec(text)?.[1]
  if (host !== undefined) return { type: 'START', host }
  const stop = STOP.exec(text)
  if (stop === null) return 'noise'
  return { type: 'STOP', reason: text, ...(stop[1] === undefined ? {} : { daemon: stop[1] }) }
}

/** Which request the message at this place of a text tells, if it does: its type stands before a colon. */
export function requestType(text: string, at: number): RequestType | undefined {
  for (const type of REQUEST_TYPES) {
    if (text.charCodeAt(at + type.length) === COLON && text.startsWith(type, at)) return type
  }
  return undefined
}

const COLON = 58

/** Days since 1970 that a TIMESTAMP or the start of a manager names. */
export function readDate(text: string): number | undefined {
  if (text.startsWith('TIMESTAMP ')) return slashDay(text.slice('TIMESTAMP '.length).trimStart())
  return START.test(text) ? slashDay(text.slice(text.lastIndexOf('(') + 1)) : undefined
}

const FULL_TIMES = ["Server's System Date and Time: ", 'Time: ', 'Start-Date: ']

/** Local seconds since 1970 that a message or a line of statistics names as its own time. */
export function readFullTime(text: string): number | undefined {
  const words = FULL_TIMES.find((start) => text.startsWith(start))
  return words === undefined ? undefined : longDate(text.slice(words.length))
}
