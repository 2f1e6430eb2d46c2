import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeCheckouts } from '../../../main/datafiles/checkouts-chk.ts'
import {
  Batch,
  HOST,
  IN,
  OFFSET,
  OUT,
  SEATS,
  SEATS_MASK,
  WAIT,
  WHO,
  WORDS,
  word,
} from '../../../main/history/packed.ts'
import { createCheckoutScanner } from '../../../main/history/scan-checkouts.ts'

/** What the scanner makes of pieces of a file, with names in place of numbers. */
function scanned(pieces: readonly Buffer[]) {
  const names: string[] = []
  const number = (name: string): number => names.push(name) - 1
  const scanner = createCheckoutScanner('CAD', { feature: (_, name) => number(name), user: number, host: number })
  const batch = new Batch(2)
  const skipped: { line: number; reason: string }[] = []
  let [offset, lines] = [0, 0]
  for (const piece of pieces) {
    const found = scanner.scan(piece, { source: 1, offset, lines }, batch)
    offset += piece.length
    lines += found.lines
    skipped.push(...found.skipped)
  }
  const rows = Array.from({ length: batch.count }, (_, row) => {
    const at = (field: number): number => word(batch.rows, row * WORDS + field)
    const { [word(batch.owners, row)]: feature, [at(WHO)]: user, [at(HOST)]: host } = names
    const [seats, out, end, wait] = [at(SEATS) & SEATS_MASK, at(OUT), at(IN), at(WAIT)]
    return { feature, user, host, seats, out, in: end, wait }
  })
  const offsets = Array.from({ length: batch.count }, (_, row) => word(batch.rows, row * WORDS + OFFSET))
  return { rows, skipped, lines, offsets }
}

function decoded(bytes: Buffer) {
  const { rows, skipped } = decodeCheckouts(bytes.toString('utf8'))
  return {
    skipped,
    rows: rows.map((row) => ({
      feature: row.feature,
      user: row.user,
      host: row.host,
      seats: Math.min(row.seats, SEATS_MASK),
      out: row.checkoutAt,
      in: row.checkinAt,
      wait: Math.max(0, row.checkoutAt - row.requestAt),
    })),
  }
}

const text = fc.oneof(
  fc.constantFrom('', 'ada', 'Bo Berg', 'r:GROUP cad', '__proto__', 'ünïcode', '\u0000', '#x', '"a"'),
  fc.string({ maxLength: 6 }).map((name) => name.replace(/[\t\n\r\ufeff]/g, ' ')),
)
const time = fc.integer({ min: 631_152_000, max: 4_294_967_295 }).map(String)
const odd = fc.constantFrom('', '-1', '1.5', '1e3', 'x', ' 7', '7 ', '007', '9'.repeat(14), '9'.repeat(16), '٣')
/** A number as a file may have it; those behind the years that an index holds are left to a test of their own. */
const count = fc.oneof(fc.nat({ max: 100_000 }).map(String), odd)
const pid = fc.oneof(fc.constant('0'), count)
const fields = fc
  .tuple(
    text,
    text,
    text,
    text,
    text,
    text,
    text,
    text,
    count,
    pid,
    fc.oneof(time, count),
    time,
    fc.nat({ max: 200_000 }),
  )
  .map((all) => {
    const out = Number(all[11])
    return [...all.slice(0, 12), String(Math.min(out + all[12], 4_294_967_295))]
  })
const broken = fc
  .tuple(fields, fc.nat({ max: 12 }), fc.constantFrom('', 'x', '-5', '1.5'))
  .map(([row, at, wrong]) => row.with(at, wrong))
const line = fc
  .tuple(
    fc.oneof(
      { weight: 6, arbitrary: fields.map((row) => row.join('\t')) },
      { weight: 2, arbitrary: broken.map((row) => row.join('\t')) },
      { weight: 1, arbitrary: fields.map((row) => [...row, 'more', ''].join('\t')) },
      { weight: 1, arbitrary: fields.map((row) => row.slice(0, 12).join('\t')) },
      { weight: 1, arbitrary: fc.constantFrom('', '# TAG\tNAME', '#', '\t', '\t'.repeat(12), '\t'.repeat(20)) },
    ),
    fc.constantFrom('\n', '\n', '\r\n'),
  )
  .map((parts) => Buffer.from(parts.join('')))

describe('the scanner of checkout files', () => {
  it('reads what the decoder reads, and leaves out what that does, in one piece or in many', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), fc.boolean(), fc.nat(), (lines, hasMark, cut) => {
        const all = hasMark ? [Buffer.from('\ufeff'), ...lines] : lines
        const whole = Buffer.concat(all)
        const { rows, skipped, lines: count, offsets } = scanned([whole])
        expect({ rows, skipped }).toEqual(decoded(whole))
        expect(count).toBe(lines.length)
        expect(offsets.every((offset) => offset === 0 || (hasMark && offset === 3) || whole[offset - 1] === 10)).toBe(
          true,
        )
        const first = Buffer.concat(all.slice(0, (cut % (all.length + 1)) + (hasMark ? 1 : 0)))
        expect(scanned([first, whole.subarray(first.length)])).toEqual({ rows, skipped, lines: count, offsets })
      }),
      { numRuns: 400, seed: 3 },
    )
  })

  it('reads names that are no UTF-8 as the decoder does', () => {
    const row = ['CAD', 'F1', '', 'a', 'b', '1', '', '1', '1', '0', '1773486000', '1773486000', '1773486060'].join('\t')
    const bytes = Buffer.from(`${row}\n`)
    bytes[bytes.indexOf('\ta\t') + 1] = 0xff
    expect(scanned([bytes]).rows).toEqual(decoded(bytes).rows)
    expect(scanned([bytes]).rows).toHaveLength(1)
  })

  it('leaves out rows of times that an index does not hold, and says so', () => {
    const row = (out: number, end: number): string =>
      `${['CAD', 'F1', '', 'ada', 'ws1', '1', '', '1', '1', '0', out, out, end].join('\t')}\n`
    const { rows, skipped } = scanned([
      Buffer.from(row(0, 60) + row(2 ** 32 - 1, 2 ** 32) + row(2 ** 32 - 1, 2 ** 32 - 1)),
    ])
    expect(rows).toHaveLength(1)
    expect(skipped.map((one) => one.line)).toEqual([1, 2])
  })
})
