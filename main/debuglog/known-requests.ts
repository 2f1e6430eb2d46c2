import type { RequestText, RequestType } from './event.ts'
import { readRequest } from './request.ts'

const MOST_KNOWN = 20_000

/**
 * Reads what stands behind `OUT:` and its like as `readRequest` does, but only once while it is the same: the same people
 * take and return the same features again and again. What it returns is cut out of a copy of the text, as slices would
 * keep their whole chunk of text alive.
 */
export function createRequestReader(): (type: RequestType, text: string) => RequestText | 'damaged' {
  const known = new Map<string, RequestText | 'damaged'>()

  return (type, text) => {
    // It alone may name a key, which the others do not know.
    if (type === 'UNSUPPORTED') return readRequest(type, flatCopy(text)) ?? 'damaged'
    let request = known.get(text)
    if (request === undefined) {
      if (known.size >= MOST_KNOWN) known.clear()
      const copy = flatCopy(text)
      request = readRequest(type, copy) ?? 'damaged'
      known.set(copy, request)
    }
    return request
  }
}

/** A text of its own, which shares no memory with the one it was cut out of. */
export const flatCopy = (text: string): string => JSON.parse(JSON.stringify(text))
