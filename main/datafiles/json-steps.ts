import type { Steps } from '../../preload/contract/steps.ts'

/** Bytes that are written in one piece. */
const PIECE = 65_536

/** The bytes of texts one behind the other, each a step. */
export function* joinedBytes(texts: Iterable<string>): Steps<Buffer> {
  const pieces: Buffer[] = []
  let piece = ''
  for (const text of texts) {
    piece += text
    if (piece.length >= PIECE) {
      pieces.push(Buffer.from(piece))
      piece = ''
    }
    yield
  }
  pieces.push(Buffer.from(piece))
  return Buffer.concat(pieces)
}

/**
 * `JSON.stringify(value)` in pieces, for a value that is made of JSON alone: what lies `depth` levels below it is one piece.
 */
export function* jsonPieces(value: unknown, depth: number): Generator<string, void, void> {
  if (depth === 0 || typeof value !== 'object' || value === null) {
    yield JSON.stringify(value)
    return
  }
  const isList = Array.isArray(value)
  let before = isList ? '[' : '{'
  for (const [name, part] of Object.entries(value)) {
    if (part === undefined) continue
    yield isList ? before : `${before}${JSON.stringify(name)}:`
    yield* jsonPieces(part, depth - 1)
    before = ','
  }
  const isEmpty = before !== ','
  yield isList ? (isEmpty ? '[]' : ']') : isEmpty ? '{}' : '}'
}
