import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { isAbsolute } from 'node:path'
import { counted } from '../../preload/contract/counted.ts'
import type { LogTried } from '../../preload/contract/settings.ts'
import { systemCode } from '../../preload/contract/system-code.ts'
import { wholeLines } from '../datafiles/whole-lines.ts'
import type { LogEvent } from '../debuglog/event.ts'
import { createLogReader } from '../debuglog/read-log.ts'
import { decodeText } from '../poller/decode.ts'
import { logFiles } from '../poller/log-path.ts'
import { isLogPath, LOG_PATH } from '../settings/path-schema.ts'
import { onceAtATime } from './once-at-a-time.ts'

const EVENTS = 20
/** A log tells what it is in its first lines, a good one also what happens. */
const READ_BYTES = 4 * 1024 * 1024
const MOST_FILES = 100
const PATIENCE_MS = 5000

/** What a configured path of a debug log (see `logFiles`) stands for now, and the first events of its newest file. */
export async function tryLog(wanted: string): Promise<LogTried> {
  const path = wanted.trim().replace(/^"(.*)"$/, '$1')
  if (!isAbsolute(path))
    return unreadable(`“${path}” is no full path on this computer: begin it at the root or a drive.`)
  if (!isLogPath(path)) return unreadable(`This path ${LOG_PATH}.`)
  return startOf(path)
}

const startOf = onceAtATime(readStart, PATIENCE_MS, (path, hanging) =>
  unreadable(
    hanging === path
      ? `${path} did not answer within ${PATIENCE_MS / 1000} s: check its drive or the network.`
      : `${path} was not tried, as ${hanging} still does not answer: try again when that one is reached.`,
  ),
)

function unreadable(problem: string, files: readonly string[] = []): LogTried {
  return { problem, files, events: [] }
}

async function readStart(path: string): Promise<LogTried> {
  let files: readonly string[] = []
  try {
    files = (await logFiles(path)).map((file) => file.path).slice(-MOST_FILES)
    const newest = files.at(-1)
    if (newest === undefined) return unreadable(`There is no file ${path} now: check the path, and that it is reached.`)
    const { events, lines } = await firstEvents(newest)
    if (events.length === 0 && lines > 0) {
      const start = `${newest} holds no event of a license server in ${counted(lines, 'line')} from its start`
      return unreadable(`${start}: check that it is the debug log of a vendor daemon or of lmgrd.`, files)
    }
    return { problem: null, files, events: events.map(inWords) }
  } catch (error) {
    const code = systemCode(error)
    if (code === null) throw error
    return unreadable(`${path} cannot be read (${code}): give this user the right, and check its drive.`, files)
  }
}

async function firstEvents(file: string): Promise<{ readonly events: readonly LogEvent[]; readonly lines: number }> {
  const reader = createLogReader()
  const events: LogEvent[] = []
  // Where a pipe has taken the name meanwhile, an open or a read that waits would wait for ever.
  await using handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  if (!(await handle.stat()).isFile()) return { events, lines: 0 }
  for await (const lines of wholeLines(handle.createReadStream({ end: READ_BYTES - 1, autoClose: false }))) {
    events.push(...reader.push(decodeText(lines)))
    if (events.length >= EVENTS) break
  }
  if (events.length < EVENTS) events.push(...reader.end())
  return { events: events.slice(0, EVENTS), lines: reader.summary().lines }
}

function inWords(event: LogEvent): LogTried['events'][number] {
  return { time: event.time?.replace('T', ' ') ?? '', type: event.type, text: sentence(event) }
}

/** One line a person understands who does not know the log. */
function sentence(event: LogEvent): string {
  const { daemon, host, feature = '', seats = 1, reason, code, components = [] } = event
  const why = [reason, code].filter((part) => part !== undefined).join(', ')
  const because = why === '' ? '' : ` (${why})`
  const who = [event.user, host].filter((part) => part !== undefined).join('@') || 'somebody'
  const what = seats === 1 ? feature : `${counted(seats, 'seat')} of ${feature}`
  switch (event.type) {
    case 'OUT':
      return `${who} got ${what}`
    case 'IN':
      return `${who} gave ${what} back${because}`
    case 'DENIED':
      return `${who} was denied ${what}${because}`
    case 'QUEUED':
      return `${who} waits for ${what}`
    case 'DEQUEUED':
      return `${who} no longer waits for ${what}`
    case 'UNSUPPORTED':
      return `${who} asked for ${feature}, which is not served${because}`
    case 'EXPIRED':
      return `${feature} has expired`
    case 'TIMESTAMP':
      return `${daemon} tells the date`
    case 'START':
      return `${daemon} started${host === undefined ? '' : ` on ${host}`}`
    case 'STOP':
      return `${daemon} ended${because}`
    case 'PACKAGE':
      return `${feature} is a package of ${components.join(', ')}`
  }
}
