import type { LogMessage } from './event.ts'
import { type Meaning, readMessage, requestType } from './message.ts'
import { readRequest } from './request.ts'

const MOST_KNOWN = 20_000

/**
 * Reads messages as `readMessage` does, but what stands behind OUT, IN and their like only once while it is the same: the
 * same people take and return the same features again and again. What it returns is cut out of a copy of the message, as
 * slices would keep their whole chunk of text alive.
 */
export function createMessageReader(): (text: string) => Meaning {
  const known = new Map<string, LogMessage | 'damaged'>()

  return (text) => {
    const type = requestType(text)
    if (type === undefined || type === 'UNSUPPORTED') return readMessage(flatCopy(text))
    const body = text.slice(type.length + 1)
    let request = known.get(body)
    if (request === undefined) {
      if (known.size >= MOST_KNOWN) known.clear()
      const copy = flatCopy(body)
      request = readRequest(type, copy) ?? 'damaged'
      known.set(copy, request)
    }
    return request === 'damaged' || request.type === type ? request : { ...request, type }
  }
}

/** A text of its own, which shares no memory with the one it was cut out of. */
export const flatCopy = (text: string): string => JSON.parse(JSON.stringify(text))
