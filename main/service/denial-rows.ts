import { encodeDenial, privateDenial } from '../datafiles/denials-den.ts'
import { encodeEvent } from '../datafiles/events.ts'
import type { PendingRow } from '../datafiles/journal.ts'
import type { Names } from '../datafiles/names.ts'
import type { LogEvent } from '../debuglog/event.ts'
import { epochOf } from '../usage/zone-time.ts'

/** Of each DENIED event of a debug log its row (DESIGN 4.4) and the event that keeps reason and code. Pure. */
export function denialRows(
  events: readonly LogEvent[],
  { tag, zone, names }: { readonly tag: string; readonly zone: string; readonly names: Names },
): readonly PendingRow[] {
  return events.flatMap((event) => {
    const at = event.type === 'DENIED' ? eventEpoch(event, zone) : null
    if (at === null) return []
    const { feature = '', user = '', host = '', seats = 1, daemon, reason, code } = event
    const row = privateDenial({ at, tag, feature, account: '', user, host, seats }, names)
    const kept = {
      ...({ t: at, tag, type: 'denial', daemon, feature, user: row.user, host: row.host, seats } as const),
      ...(reason === undefined ? {} : { reason }),
      ...(code === undefined ? {} : { code }),
    }
    return [
      { kind: 'denials', name: '', at, line: encodeDenial(row) },
      { kind: 'events', name: '', at, line: encodeEvent(kept) },
    ] as const
  })
}

/** Epoch second of an event; null where the log does not tell its date. */
function eventEpoch({ time, offset, repeated }: LogEvent, zone: string): number | null {
  if (time === undefined || !time.includes('T')) return null
  if (offset !== undefined) return Date.parse(`${time}${offset}`) / 1000
  const late = epochOf(time, zone)
  // A local time that a clock change brings twice is the first one, unless the log's order says otherwise.
  return late === null || repeated ? late : epochOf(time, zone, late - 1)
}
