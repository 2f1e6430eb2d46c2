import { encodeCheckout, privateCheckout } from '../datafiles/checkouts-chk.ts'
import { decodeUsers, type StampedUserRow } from '../datafiles/users-csv.ts'
import { epochOf } from '../usage/zone-time.ts'
import { createDays, isTime } from './days.ts'
import { readLines } from './read-lines.ts'
import type { ImportContext, Sink, SourceReader } from './source.ts'

/** The users files of one feature, which cover a day each. */
export interface UsersFiles {
  reader(sink: Sink): SourceReader
  /** All files are read: the checkouts go to the sink of the file that showed them last. */
  end(): void
}

interface Seen {
  first: number
  last: number
  sink: Sink
}

/**
 * Infers checkouts from users files of the Python logger (GRAMMAR part D): rows equal in feature, user, host, display,
 * version, handle and start are one, from that start to the last poll that showed it. Holds one entry a checkout.
 */
export function createUsersFiles({ tag, zone, names }: ImportContext): UsersFiles {
  const seen = new Map<string, Seen>()
  let stamp = ''
  let stampAt: number | null = null

  /** All rows of a poll have the same. */
  function timeOf(text: string): number | null {
    if (text !== stamp) {
      stamp = text
      const local = text.replace(' ', 'T')
      stampAt = isTime(local) ? epochOf(local, zone) : null
    }
    return stampAt
  }

  function take(row: StampedUserRow, sink: Sink): string | null {
    const at = timeOf(row.stamp)
    if (at === null) return 'update_time is not a time'
    if (row.checkout === null) return 'it does not say since when'
    const start = startOf(row.checkout, at, zone)
    if (start === null) return 'checkout_datetime is no day of the years before update_time'
    const key = [row.feature, row.user, row.host ?? '', row.display ?? '', row.version ?? '', row.handle ?? '', start]
    const text = key.join('\n')
    const known = seen.get(text)
    if (known === undefined) seen.set(text, { first: at, last: at, sink })
    else {
      known.first = Math.min(known.first, at)
      if (at >= known.last) {
        known.last = at
        known.sink = sink
      }
    }
    return null
  }
  return {
    reader: (sink) => readLines(decodeUsers, (row) => take(row, sink), sink.skip),
    end() {
      const dayOf = createDays(zone)
      for (const [key, { first, last, sink }] of seen) {
        const [feature = '', user = '', host = '', display = '', version = '', handle = '', start = ''] =
          key.split('\n')
        const said = { tag, feature, account: '', user, host, handle, display, version, seats: 1, pid: 0 }
        // The clocks of the license server and of who asked it differ.
        const checkoutAt = Math.min(epochOf(start, zone, first) ?? first, first)
        const row = { ...said, requestAt: checkoutAt, checkoutAt, checkinAt: last }
        sink.row('checkouts', dayOf(last), encodeCheckout(privateCheckout(row, names)))
      }
      seen.clear()
    },
  }
}

const DAY = 86_400
/** Of a 29 February the year before a leap year's is four years back, once in a century eight. */
const MOST_YEARS = 8

/**
 * The local time at which a checkout began: that logger gave each start the year of its own clock, so that one of
 * December, seen in January, lay in the future. A 29 February is one of a year that has it.
 */
function startOf(text: string, seenAt: number, zone: string): string | null {
  const year = Number(text.slice(0, 4))
  for (let back = 0; back <= MOST_YEARS; back++) {
    const start = `${String(year - back).padStart(4, '0')}${text.slice(4)}`
    const at = isTime(start) ? epochOf(start, zone) : null
    if (at !== null && at <= seenAt + DAY) return start
  }
  return null
}
