import { encodeCheckout, privateCheckout } from '../datafiles/checkouts-chk.ts'
import { encodeDenial, recordedDenial } from '../datafiles/denials-den.ts'
import { encodeEvent } from '../datafiles/events.ts'
import type { LogEvent } from '../debuglog/event.ts'
import { createLogReader } from '../debuglog/read-log.ts'
import { createLogCheckouts, type LogCheckout, type LogCheckouts } from '../usage/log-checkouts.ts'
import { eventEpoch, type LogRequest, logNews } from '../usage/log-request.ts'
import { joinedPackages, type Package } from '../usage/packages.ts'
import { createDays } from './days.ts'
import type { ImportContext, Sink, SourceReader } from './source.ts'

/** Reads one debug log of several. */
export interface DebugLogReader extends SourceReader {
  /** Checkouts that have not ended, neither in this log nor in one that goes on from it. */
  open(): number
}

/** What of a log is still needed when it is read. */
interface Log {
  readonly daemons: Map<string, LogCheckouts>
  endedAt: number
}

/** A daemon writes the date every six hours: a log that begins later does not go on from this one. */
const MOST_APART = 7 * 3600
/** Two processes write one log, so its times may be off by some seconds. */
const MOST_OVERLAP = 60

/** All of a line until its last zero byte. */
const ZEROS = /^[^\n]*\0/gm

/**
 * Reads debug logs of one import, in the order of their times. A log that begins where one of the same daemon ended goes on
 * from it, as where a server's log is cut into one file a day: what is open in that one is given back in this one.
 */
export function createDebugLogs(context: ImportContext): (sink: Sink) => DebugLogReader {
  const read: Log[] = []

  return (sink) => {
    const log: Log = { daemons: new Map(), endedAt: Number.NEGATIVE_INFINITY }
    const lines = createLogReader()
    const put = rowsOf(context, sink)
    let before: readonly Log[] | null = null
    let packages: readonly Package[] = []
    let damaged = 0
    let zeros = 0

    function take(event: LogEvent): void {
      const news = logNews(event, context.zone)
      const at = news?.at ?? eventEpoch(event, context.zone)
      if (at === null) {
        if (event.user !== undefined && event.type !== 'UNSUPPORTED') skip(event)
        return
      }
      before ??= read.filter(({ endedAt }) => at > endedAt - MOST_OVERLAP && at < endedAt + MOST_APART)
      log.endedAt = Math.max(log.endedAt, at)
      const checkouts = checkoutsOf(event.daemon, before)
      if (event.type === 'PACKAGE')
        packages = joinedPackages([{ package: event.feature ?? '', components: event.components ?? [] }], packages)
      if (news === null) {
        checkouts.alive(at)
        return
      }
      if (news.type === 'DENIED') put.denial(news, event)
      const { ended, unmatched } = checkouts.take(news)
      for (const checkout of ended) put.checkout(checkout)
      if (unmatched > 0) sink.skip(event.line, 'it gives back what was not checked out before')
    }

    function skip({ line, time }: LogEvent): void {
      if (time === undefined) damaged++
      sink.skip(line, time === undefined ? 'its time stamp is damaged' : 'its date is not known')
    }

    /** A crash of the server leaves a block of zeros: what stands before them in a line is cut, behind them it goes on. */
    function withoutZeros(text: string): string {
      return text.replace(ZEROS, () => {
        zeros++
        return ''
      })
    }

    function checkoutsOf(daemon: string, earlier: readonly Log[]): LogCheckouts {
      const known = log.daemons.get(daemon)
      if (known !== undefined) return known
      const from = earlier.find(({ daemons }) => daemons.has(daemon))
      const checkouts = from?.daemons.get(daemon) ?? createLogCheckouts()
      from?.daemons.delete(daemon)
      log.daemons.set(daemon, checkouts)
      return checkouts
    }

    return {
      push(text) {
        for (const event of lines.push(text.includes('\0') ? withoutZeros(text) : text)) take(event)
      },
      end() {
        for (const event of lines.end()) take(event)
        // The reader counts lines with damaged time stamps among them.
        const unreadable = lines.summary().unreadable - damaged
        if (unreadable > 0) sink.skip(0, 'cannot be read', unreadable)
        if (zeros > 0) sink.skip(0, 'held zero bytes, as a crash leaves them: what stands before those is lost', zeros)
        if (packages.length > 0) put.packages(log.endedAt, packages)
        read.push(log)
      },
      open: () => [...log.daemons.values()].reduce((sum, checkouts) => sum + checkouts.open(), 0),
    }
  }
}

function rowsOf({ tag, zone, names }: ImportContext, { row }: Sink) {
  const dayOf = createDays(zone)
  return {
    checkout({ daemon: _, ...checkout }: LogCheckout): void {
      const found = { tag, ...checkout, handle: '', display: '', version: '', pid: 0 }
      row('checkouts', dayOf(checkout.checkinAt), encodeCheckout(privateCheckout(found, names)))
    },
    packages(at: number, packages: readonly Package[]): void {
      row('events', dayOf(at), encodeEvent({ t: at, tag, type: 'packages', packages }))
    },
    denial({ type: _, ...denied }: LogRequest, { reason, code }: LogEvent): void {
      const recorded = recordedDenial({ tag, ...denied, reason, code }, names)
      row('denials', dayOf(denied.at), encodeDenial(recorded.row))
      row('events', dayOf(denied.at), encodeEvent(recorded.event))
    },
  }
}
