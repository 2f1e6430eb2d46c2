import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvCells } from '../../../../preload/contract/csv-cells.ts'

describe('the cells of a line', () => {
  it.each([
    ['ACME_SIM, "Acme ""Sim"", 2nd" ,2026', ['ACME_SIM', 'Acme "Sim", 2nd', '2026']],
    ['"","", x ', ['', '', 'x']],
    ['"ACME_SIM","Acme",', ['ACME_SIM', 'Acme', '']],
  ])('are taken apart at commas outside of quotes: %s', (line, cells) => {
    expect(csvCells(line, { delimiter: ',', trimmed: true })).toEqual(cells)
  })

  it.each(['"OPEN,no end', 'in "the" middle,x', '"closed" too early,x', '"""'])(
    'are none where the quotes do not match: %s',
    (line) => {
      expect(csvCells(line)).toBeNull()
    },
  )

  it('keep their blanks unless these belong to the table', () => {
    expect(csvCells(' a ,b ,"c "')).toEqual([' a ', 'b ', 'c '])
    expect(csvCells('a, "b"')).toBeNull()
  })

  it('are found in a line of millions of quotes', () => {
    const quotes = '"'.repeat(4_000_000)
    expect(csvCells(`a,"${quotes}",b`)).toEqual(['a', quotes.slice(2_000_000), 'b'])
    expect(csvCells(`a,"${quotes},b`)).toBeNull()
  })

  it.each([
    { delimiter: ',', trimmed: false },
    { delimiter: ',', trimmed: true },
    { delimiter: ';', trimmed: true },
  ] as const)('are those that csv-parse finds: %o', ({ delimiter, trimmed }) => {
    const parsed = (line: string): readonly string[] | null => {
      try {
        return parse(line, { delimiter, trim: trimmed })[0] ?? []
      } catch {
        return null
      }
    }
    const line = fc.string({ unit: fc.constantFrom('"', '"', ',', ';', ' ', 'a', 'é', '🪑'), maxLength: 12 })
    // csv-parse takes two quoted texts with blanks between them for one cell.
    const quoted = line.filter((text) => text.includes('"') && !/" +"/.test(text))
    fc.assert(
      fc.property(quoted, (text) => {
        expect(csvCells(text, { delimiter, trimmed })).toEqual(parsed(text))
      }),
      { numRuns: 2000 },
    )
  })
})
