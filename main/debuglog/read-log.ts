import { clockText, createDayText, DAY } from './dates.ts'
import { createDating, secondOfDay } from './dating.ts'
import type { LogEvent, Undated } from './event.ts'
import { createHeld } from './held.ts'
import { createMessageReader, flatCopy } from './known-messages.ts'
import { createLineSplitter } from './lines.ts'
import { type NamedMessage, readDate, readFullTime } from './message.ts'
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
}

/**
 * A reader of one debug log (GRAMMAR part B), of one daemon or of a whole server, from its first line or from where an
 * earlier one stopped. Events come in the log's order, but a PACKAGE when its list is complete.
 */
export function createLogReader(from?: LogPosition): LogReader {
  const dating = createDating(from?.local)
  const held = createHeld()
  const packages = createPackageReader()
  const tally = createTally()
  const read = createMessageReader()
  let lastWritten = ''
  let lastDaemon = ''
  const dayText = createDayText()
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
    const close = daemonEnd(text, open, to)
    if (close < 0) {
      unreadable++
      return
    }
    dating.clock(stamp.seconds)
    if (stamp.day !== undefined) moved(dating.day(stamp.day))

    let at = close + 1
    while (at < to && isBlank(text, at)) at++
    if (text.charCodeAt(at) === OPENS && text.charCodeAt(at + 1) === AT) readStatistics(text, at, to)
    else readMessageOf(daemonAt(text, open + 1, close), text.slice(at, to))
  }

  /** A log has tens of times more statistics than events, so only what may be a date is looked at. */
  function readStatistics(text: string, from: number, to: number): void {
    const close = daemonEnd(text, from, to)
    const initial = close < 0 ? '' : text[close + 2]
    if (initial !== 'T' && initial !== 'S') return
    mark(readFullTime(text.slice(close + 2, to)))
  }

  function readMessageOf(daemon: string, text: string): void {
    const message = read(text)
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
      emit(message, daemon, lines, dating.local)
      if (message.type === 'START') {
        packages.end(daemon)
        readPackages(daemon, text)
      }
    }
  }

  function readPackages(daemon: string, text: string): void {
    for (const { message, line } of packages.take(daemon, text, lines)) emit(message, daemon, line, dating.local)
  }

  /** A damaged time stamp before a good event: the event is told, its time is not guessed. */
  function readWithoutTime(text: string): void {
    unreadable++
    const open = isDigit(text, 0) ? text.indexOf('(') : -1
    const close = open > 0 && open < 40 ? daemonEnd(text, open, text.length) : -1
    if (close < 0) return
    const message = read(text.slice(close + 1).trimStart())
    if (message === 'noise' || message === 'damaged') return
    emit(message, daemonAt(text, open + 1, close), lines, undefined)
  }

  function mark(local: number | undefined): void {
    if (local !== undefined) moved(dating.full(local))
  }

  function moved(off: number): void {
    for (const { event, local } of held.release(off)) send(event, local, true)
  }

  function emit(message: NamedMessage, writer: string, line: number, local: number | undefined): void {
    const daemon = message.daemon === undefined ? writer : daemonName(message.daemon)
    const event: Undated['event'] = { ...message, daemon, line }
    if (local !== undefined) {
      if (stamp.offset !== undefined) event.offset = stamp.offset
      if (dating.repeated) event.repeated = true
    }
    if (dating.known) send(event, local, true)
    else for (const older of held.hold({ event, local })) send(older.event, older.local, false)
  }

  /** Most lines are by the daemon that wrote the line before. */
  function daemonAt(text: string, from: number, to: number): string {
    if (to - from !== lastWritten.length || !text.startsWith(lastWritten, from)) {
      lastWritten = flatCopy(text.slice(from, to))
      lastDaemon = daemonName(lastWritten)
    }
    return lastDaemon
  }

  function send(event: Undated['event'], local: number | undefined, dateKnown: boolean): void {
    let day: number | undefined
    if (local !== undefined) {
      const clock = secondOfDay(local)
      if (dateKnown) day = (local - clock) / DAY
      event.time = day === undefined ? clockText(clock) : `${dayText(day)}T${clockText(clock)}`
    }
    tally.add(event, day)
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
      for (const { event, local } of held.release(0)) send(event, local, false)
      return taken()
    },
    summary: () => tally.summary(lines, unreadable + packages.lost),
    position: () => (dating.known ? { lines, local: dating.local } : undefined),
  }
}

const BYTE_ORDER_MARK = 0xfeff
const OPENS = 40
const CLOSES = 41
const AT = 64
const HASH = 35

/** Where the name that begins with the bracket at `open` ends; below zero where none stands there. */
function daemonEnd(text: string, open: number, to: number): number {
  if (text.charCodeAt(open) !== OPENS) return -1
  const limit = Math.min(to, open + 80)
  for (let at = open + 1; at < limit; at++) if (text.charCodeAt(at) === CLOSES) return at
  return -1
}

function isBlank(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code === 32 || code === 9 || code === 13
}

/** A forked copy of a daemon calls itself `name_2`. */
const daemonName = (written: string): string => written.replace(/(?<=.)_\d{1,9}$/, '')
