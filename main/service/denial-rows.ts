import { encodeDenial, privateDenial } from '../datafiles/denials-den.ts'
import { encodeEvent } from '../datafiles/events.ts'
import type { PendingRow } from '../datafiles/journal.ts'
import type { Names } from '../datafiles/names.ts'
import type { LogEvent } from '../debuglog/event.ts'
import { logRequest } from '../usage/log-request.ts'

/** Of each DENIED event of a debug log its row (DESIGN 4.4) and the event that keeps reason and code. Pure. */
export function denialRows(
  events: readonly LogEvent[],
  { tag, zone, names }: { readonly tag: string; readonly zone: string; readonly names: Names },
): readonly PendingRow[] {
  return events.flatMap((event) => {
    const request = event.type === 'DENIED' ? logRequest(event, zone) : null
    if (request === null) return []
    const { type: _, daemon, ...denied } = request
    const { at, feature, seats } = denied
    const { reason, code } = event
    const row = privateDenial({ tag, ...denied }, names)
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
