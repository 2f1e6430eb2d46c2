import type { Append } from './journal.ts'

/** The exact bytes of an append: whole lines, the header first where the file is new. */
export function appendBytes({ header, eol, lines }: Omit<Append, 'id'>): Buffer {
  const all = header === null ? lines : [header, ...lines]
  return Buffer.from(all.map((line) => line + eol).join(''))
}

/**
 * How many rows of an append are in the file as whole lines. `found` is what stands in the file from `before` on; null when
 * there is no such file. Whoever went on writing the file in between may have cut a torn line of ours off.
 */
export function landedRows(append: Append, found: Buffer | null): number {
  if (found === null) return 0
  const common = commonLength(appendBytes(append), found)
  let end = append.header === null ? 0 : Buffer.byteLength(append.header + append.eol)
  let landed = 0
  for (const line of append.lines) {
    end += Buffer.byteLength(line + append.eol)
    if (end > common) break
    landed++
  }
  return landed
}

function commonLength(a: Buffer, b: Buffer): number {
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at++) if (a[at] !== b[at]) return at
  return length
}
