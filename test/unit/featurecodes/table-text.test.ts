import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellsOf } from '../../../main/featurecodes/table-text.ts'

describe('the cells of a line', () => {
  it.each([
    ['ACME_SIM, "Acme ""Sim"", 2nd" ,2026', ['ACME_SIM', 'Acme "Sim", 2nd', '2026']],
    ['"","", x ', ['', '', 'x']],
    ['"ACME_SIM","Acme",', ['ACME_SIM', 'Acme', '']],
  ])('are taken apart at commas outside of quotes: %s', (line, cells) => {
    expect(cellsOf(line, ',')).toEqual(cells)
  })

  it.each(['"OPEN,no end', 'in "the" middle,x', '"closed" too early,x', '"""'])(
    'are none where the quotes do not match: %s',
    (line) => {
      expect(cellsOf(line, ',')).toBeNull()
    },
  )

  it.each([',', ';'] as const)('are those that csv-parse finds, with the delimiter %s', (delimiter) => {
    const parsed = (line: string): readonly string[] | null => {
      try {
        return parse(line, { delimiter, trim: true })[0] ?? []
      } catch {
        return null
      }
    }
    const line = fc.string({ unit: fc.constantFrom('"', '"', ',', ';', 'a', 'é', '🪑'), maxLength: 12 })
    const quoted = line.filter((text) => text.includes('"'))
    fc.assert(
      fc.property(quoted, (text) => {
        expect(cellsOf(text, delimiter)).toEqual(parsed(text))
      }),
      { numRuns: 2000 },
    )
  })
})
