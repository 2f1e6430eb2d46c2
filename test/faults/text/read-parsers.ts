import { isDeepStrictEqual } from 'node:util'
import { encodeCheckout } from '../../../main/datafiles/checkouts-chk.ts'
import { encodeFeatures } from '../../../main/datafiles/features-csv.ts'
import { createNames } from '../../../main/datafiles/names.ts'
import { encodeUsers } from '../../../main/datafiles/users-csv.ts'
import type { LogEvent } from '../../../main/debuglog/event.ts'
import { printEvent, printSummary } from '../../../main/debuglog/print.ts'
import { createLogReader } from '../../../main/debuglog/read-log.ts'
import type { Answer } from '../../../main/lmstat/answer.ts'
import { parseLmstat } from '../../../main/lmstat/parse.ts'
import { printAnswer } from '../../../main/lmstat/print.ts'
import { decodeText } from '../../../main/poller/decode.ts'
import { learnDaemons, noHints } from '../../../main/poller/hints.ts'
import { healthReport } from '../../../main/service/health-report.ts'
import { ownBoard } from '../../../main/service/server-board.ts'
import { type Live, withPoll } from '../../../main/usage/live.ts'
import { createLogCheckouts } from '../../../main/usage/log-checkouts.ts'
import { logNews } from '../../../main/usage/log-request.ts'
import { NOTHING_TRACKED } from '../../../main/usage/tracker-state.ts'
import { learnHosts, privateAnswer, recordRows, track } from '../../at-once.ts'
import { about, hold, type Reader } from './reader.ts'
import { debugLogSamples, lmstatSamples } from './samples.ts'

const ZONE = 'Europe/Berlin'
const NAMES = createNames('pseudonyms', 'a key of sixteen letters')

/** lmstat's text, and a debug log: read, and printed as the command line does. */
export const parsers = (): readonly Reader[] => [
  { name: 'lmstat text', samples: lmstatSamples(), read: readLmstat },
  { name: 'lmstat text, on to seats and record', samples: lmstatSamples(), read: createRecorder() },
  { name: 'debug log', samples: debugLogSamples(), read: readLog },
  { name: 'bytes of any encoding', samples: [...lmstatSamples().slice(0, 8)], read: readBytes },
]

function readLmstat(text: string): string {
  const answer = parseLmstat(text)
  const printed = printAnswer(answer)
  const lines = text.split(/\r\n|\r|\n/).length
  hold(
    [...answer.unrecognized, ...answer.errors].every(({ line }) => line >= 1 && line <= lines),
    'a line is told that is none of the text',
  )
  hold(printed === printAnswer(parseLmstat(text)), 'the same text gives two answers')
  return formOf(answer)
}

function formOf({ servers, errors, unrecognized, licenseTable, complete }: Answer): string {
  const daemons = servers.flatMap((server) => server.daemons)
  const features = daemons.flatMap((daemon) => daemon.features)
  const rows = features.flatMap(({ checkouts }) => checkouts)
  const kinds = new Set(features.map(({ kind }) => kind))
  const keys = new Set(rows.slice(0, 50).map((row) => Object.keys(row).join()))
  const counts = [servers, daemons, features, rows, errors, unrecognized, licenseTable].map((all) => about(all.length))
  return [complete, ...counts, ...kinds, ...keys].join(' ')
}

/** Answers follow each other, as those of polls do. What lmutil printed holds no half characters: bytes are decoded before. */
function createRecorder(): Reader['read'] {
  const hints = noHints()
  let live: Live | null = null
  let state = NOTHING_TRACKED
  let at = Date.UTC(2026, 2, 3) / 1000
  return (text) => {
    at += 60
    const answer = parseLmstat(text.toWellFormed(), { hosts: hints.hosts, daemonOf: hints.daemonOf })
    learnHosts(hints, answer, 1000)
    learnDaemons(hints, answer.licenseTable)
    healthReport(answer, 'Seatlog')
    const own = privateAnswer(answer, NAMES, NAMES)
    live = withPoll(live, { askedAt: at, answer, problem: answer.complete ? null : 'It is cut.' })
    const board = ownBoard({ ...ABOUT, nextPollAt: at + 60 }, live, at, { clock: null, packages: [] })
    const { features, users } = recordRows(answer, () => true)
    const lines = [...encodeFeatures('2026-03-03 10:05:00', features), ...encodeUsers('2026-03-03 10:05:00', users)]
    const poll = { tag: 'CAD', at, intervalSeconds: 60, zone: ZONE, answer: own, capacitySeconds: 3600 }
    const tracked = track(state, poll)
    state = tracked.state
    lines.push(...tracked.finished.map(encodeCheckout))
    hold(!lines.some((line) => /[\r\n]/.test(line)), 'a row is more than a line')
    hold(JSON.stringify(board).length > 0, 'the board is no JSON')
    // The state grows with every name there is: it begins anew now and then.
    if (state.daemons.length > 40) {
      state = NOTHING_TRACKED
      live = null
      hints.hosts.clear()
    }
    return [lines.length, tracked.finished.length, tracked.news.length].map(about).join(' ')
  }
}

const ABOUT = { tag: 'CAD', address: '27000@lic', role: 'logger', paused: false, intervalSeconds: 60 } as const

function readLog(text: string): string {
  const whole = createLogReader()
  const events = [...whole.push(text), ...whole.end()]
  const inPieces = createLogReader()
  const cut = Math.floor(text.length / 3)
  const pieces = [text.slice(0, cut), text.slice(cut, cut + 1), text.slice(cut + 1)]
  const same = [...pieces.flatMap((piece) => inPieces.push(piece)), ...inPieces.end()]
  hold(isDeepStrictEqual(events, same), 'a log gives other events when it comes in pieces')
  const checkouts = createLogCheckouts()
  let ended = 0
  for (const event of events) {
    hold(printEvent(event).endsWith('}\n'), 'an event is no line')
    const news = logNews(event, ZONE)
    if (news !== null) ended += checkouts.take(news).ended.length
  }
  hold(printSummary(whole.summary()).endsWith('}\n'), 'the summary is no object')
  return formOfLog(events, ended)
}

function formOfLog(events: readonly LogEvent[], ended: number): string {
  const keys = new Set(events.map((event) => event.type + Object.keys(event).length))
  return [about(events.length), about(ended), ...[...keys].sort()].join(' ')
}

/** Characters beyond 255 stand for two bytes, so that every byte occurs. */
function readBytes(text: string): string {
  const bytes = Buffer.from(text, 'utf16le').filter((byte) => byte !== 0)
  const decoded = decodeText(bytes)
  const ends = (lines: Iterable<unknown>): number => [...lines].length
  const isUtf16 = ['255,254', '254,255'].includes(bytes.subarray(0, 2).join())
  hold(
    isUtf16 || ends(decoded.matchAll(/\n/g)) === bytes.reduce((sum, byte) => sum + (byte === 10 ? 1 : 0), 0),
    'a line end is lost or made',
  )
  return String(decoded.includes('\ufffd'))
}
