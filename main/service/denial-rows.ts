import { encodeDenial, recordedDenial } from '../datafiles/denials-den.ts'
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
    const { type: _, ...denied } = request
    const recorded = recordedDenial({ tag, ...denied, reason: event.reason, code: event.code }, names)
    return [
      { kind: 'denials', name: '', at: denied.at, line: encodeDenial(recorded.row) },
      { kind: 'events', name: '', at: denied.at, line: encodeEvent(recorded.event) },
    ] as const
  })
}
