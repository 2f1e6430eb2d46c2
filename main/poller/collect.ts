import type { Readable } from 'node:stream'

/** The bytes of several streams, of all together no more than the limit. */
export interface Collected {
  readonly reachedLimit: boolean
  /** What came of one of them so far. */
  bytesOf(stream: Readable): Uint8Array
}

/** execa could collect as well, but it puts the whole output into an error message that nobody reads. */
export function collect(streams: readonly Readable[], limit: number, onLimit: () => void): Collected {
  const chunks = new Map<Readable, Buffer[]>(streams.map((stream) => [stream, []]))
  let left = limit
  for (const [stream, taken] of chunks) {
    stream.on('data', (chunk: Buffer) => {
      if (left < 0) return
      taken.push(chunk.subarray(0, left))
      left -= chunk.length
      if (left < 0) onLimit()
    })
  }
  return {
    get reachedLimit() {
      return left < 0
    },
    bytesOf: (stream) => Buffer.concat(chunks.get(stream) ?? []),
  }
}
