import { bracketsEnd, createDaemonReader, daemonName } from './daemon-names.ts'
import { clockText, createTimeText } from './dates.ts'
import { createDating, secondOfDay } from './dating.ts'
import type { EventDraft, LogEvent, RequestText, RequestType } from './event.ts'
import { createHeld } from './held.ts'
import { createRequestReader, flatCopy } from './known-requests.ts'
import { createLineSplitter } from './lines.ts'
import { type NamedMessage, readDate, readFullTime, readMessage, requestType } from './message.ts'
import { createPackageReader } from './packages.ts'
import { isDigit, readStamp, type Stamp } from './stamp.ts'
import { createTally, type LogSummary } from './summary.ts'

/** Reads a debug log as its text comes; never throws, and keeps no more than a half line and the events that wait. */
export interface LogReader {
  /** The next piece of the text, of any size: a half line waits for its end. Returns the events that are final. */
  push(chunk: string): readonly LogEvent[]
  /** The text is over: its last line may lack its line end, and events that wait for a date go out without one. */
  end(): readonly LogEvent[]
  /** Of all events returned so far. */
  summary(): LogSummary
  /** Where to go on behind the last whole line, for a later reader; undefined while no date is known. */
  position(): LogPosition | undefined
}

/** Where in a log its reading stopped, as JSON: whoever remembers it also remembers up to which byte. */
export interface LogPosition {
  readonly lines: number
  /** Local seconds since 1970 of the last line. */
  readonly local: number
  /** The same of the end of an hour that the clock told twice, while the second of the two lasts. */
  readonly repeatedUntil?: number
}

/**
 * A reader of one debug log (GRAMMAR part B), of one daemon or of a whole server, from its first line or from where an
 * earlier one stopped. Events come in the log's order, but a PACKAGE when its list is complete.
 */
export function createLogReader(from?: LogPosition): LogReader {
  const dating = createDating(from)
  const held = createHeld()
  const packages = createPackageReader()
  const tally = createTally()
  const readRequest = createRequestReader()
  const timeText = createTimeText()
  const daemons = createDaemonReader()
  const splitter = createLineSplitter(readLine, () => {
    lines++
    unreadable++
  })
  const stamp: Stamp = { seconds: 0, end: 0, day: undefined, offset: undefined }
  let lines = from?.lines ?? 0
  let unreadable = 0
  let out: LogEvent[] = []

  function readLine(text: string, lineFrom: number, lineTo: number): void {
    lines++
    let from = lineFrom
    let to = lineTo
    if (lines === 1 && text.charCodeAt(from) === BYTE_ORDER_MARK) from++
    while (from < to && isBlank(text, from)) from++
    while (from < to && isBlank(text, to - 1)) to--
    if (from === to || text.charCodeAt(from) === HASH) return

    if (readStamp(text, from, stamp)) readStamped(text, to)
    else readWithoutTime(text.slice(from, to))
  }

  function readStamped(text: string, to: number): void {
    const open = stamp.end + 1
    const close = daemons.read(text, open, to)
    if (close < 0) {
      unreadable++
      return
    }
    dating.clock(stamp.seconds)
    if (stamp.day !== undefined) moved(dating.day(stamp.day))

    let at = close + 1
    while (at < to && isBlank(text, at)) at++
    if (text.charCodeAt(at) === OPENS && text.charCodeAt(at + 1) === AT) readStatistics(text, at, to)
    else readLineOf(daemons.name(), text, at, to)
  }

  /** A log has tens of times more statistics than events, so only what may be a date is looked at. */
  function readStatistics(text: string, from: number, to: number): void {
    const close = bracketsEnd(text, from, to)
    const initial = close < 0 ? '' : text[close + 2]
    if (initial !== 'T' && initial !== 'S') return
    mark(readFullTime(text.slice(close + 2, to)))
  }

  function readLineOf(daemon: string, text: string, from: number, to: number): void {
    const type = requestType(text, from)
    if (type === undefined) {
      readMessageOf(daemon, flatCopy(text.slice(from, to)))
      return
    }
    const request = readRequest(type, text.slice(from + type.length + 1, to))
    if (request === 'damaged') unreadable++
    else emit(requestEvent(type, request, timeNow(), daemon, lines))
  }

  function readMessageOf(daemon: string, text: string): void {
    const message = readMessage(text)
    if (message === 'damaged') unreadable++
    else if (message === 'noise') {
      mark(readFullTime(text))
      if (text === 'EXTERNAL FILTERS are OFF') packages.end(daemon)
      readPackages(daemon, text)
    } else {
      if (message.type === 'TIMESTAMP' || message.type === 'START') {
        const day = readDate(text)
        if (day !== undefined) moved(dating.day(day))
      }
      emit(messageEvent(message, daemon, lines))
      if (message.type === 'START') {
        packages.end(daemon)
        readPackages(daemon, text)
      }
    }
  }

  function readPackages(daemon: string, text: string): void {
    for (const { message, line } of packages.take(daemon, text, lines)) emit(messageEvent(message, daemon, line))
  }

  /** A damaged time stamp before a good event: the event is told, its time is not guessed. */
  function readWithoutTime(text: string): void {
    unreadable++
    const open = isDigit(text, 0) ? text.indexOf('(') : -1
    const close = open > 0 && open < 40 ? daemons.read(text, open, text.length) : -1
    if (close < 0) return
    const daemon = daemons.name()
    const rest = text.slice(close + 1).trimStart()
    const type = requestType(rest, 0)
    if (type === undefined) {
      const message = readMessage(flatCopy(rest))
      if (message !== 'damaged' && message !== 'noise') pass(messageEvent(message, daemon, lines), undefined)
    } else {
      const request = readRequest(type, rest.slice(type.length + 1))
      if (request !== 'damaged') pass({ type, ...request, daemon, line: lines }, undefined)
    }
  }

  function mark(local: number | undefined): void {
    if (local !== undefined) moved(dating.full(local))
  }

  function moved(off: number): void {
    for (const { event, local } of held.release(off)) {
      if (local !== undefined) event.time = timeText(local)
      send(event, local)
    }
  }

  /** Of the last line, as far as it is known. */
  const timeNow = (): string => (dating.known ? timeText(dating.local) : clockText(secondOfDay(dating.local)))

  /** An event with the time of the last line. */
  function emit(event: EventDraft): void {
    event.time ??= timeNow()
    if (stamp.offset !== undefined) event.offset = stamp.offset
    if (dating.repeatedUntil !== undefined) event.repeated = true
    pass(event, dating.local)
  }

  function pass(event: EventDraft, local: number | undefined): void {
    if (dating.known) send(event, local)
    else for (const older of held.hold({ event, local })) send(older.event, undefined)
  }

  /** `local`: undefined where no date could be known. */
  function send(event: EventDraft, local: number | undefined): void {
    tally.add(event, local)
    out.push(event)
  }

  function taken(): readonly LogEvent[] {
    const events = out
    out = []
    return events
  }
  return {
    push(chunk) {
      splitter.push(chunk)
      return taken()
    },
    end() {
      splitter.end()
      packages.end()
      for (const { event } of held.release(0)) send(event, undefined)
      return taken()
    },
    summary: () => tally.summary(lines, unreadable + packages.lost),
    position() {
      if (!dating.known) return undefined
      const { local, repeatedUntil } = dating
      return { lines, local, ...(repeatedUntil === undefined ? {} : { repeatedUntil }) }
    },
  }
}

const BYTE_ORDER_MARK = 0xfeff
const OPENS = 40
const AT = 64
const HASH = 35

function isBlank(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code === 32 || code === 9 || code === 13
}

const messageEvent = (message: NamedMessage, writer: string, line: number): EventDraft => ({
  ...message,
  daemon: message.daemon === undefined ? writer : daemonName(message.daemon),
  line,
})

/** With all names at once, which is several times as fast as to copy and add some. */
function requestEvent(
  type: RequestType,
  { feature, user, host, seats, data, reason, code }: RequestText,
  time: string,
  daemon: string,
  line: number,
): EventDraft {
  const event: EventDraft = { type, feature, user, host, seats, time, daemon, line }
  if (data !== undefined) event.data = data
  if (reason !== undefined) event.reason = reason
  if (code !== undefined) event.code = code
  return event
}
