import { describe, expect, it } from 'vitest'
import { ownCodes, withOwnCodes } from '../../../main/featurecodes/own-codes.ts'

const code = (name: string, product: string, release = '') => ({ code: name, product, release })

const TABLE = `feature_code,product_name,release,kind,owner
ACME_SIM,Acme Simulator,2026,version,Wind tunnel
BROKEN,
"OPEN,no end
ACME_MESH,"Acme Mesher, big",2025,package,Wind tunnel

ACME_MESH,Acme Mesher,,package,Workshop
`

describe('one’s own codes', () => {
  it('are the rows that count, in their order', () => {
    expect(ownCodes(TABLE)).toEqual([
      code('ACME_SIM', 'Acme Simulator', '2026'),
      code('ACME_MESH', 'Acme Mesher, big', '2025'),
      code('ACME_MESH', 'Acme Mesher'),
    ])
  })

  it('are none to be told where the header names no code or product', () => {
    expect(ownCodes('code,name\nA,B\n')).toBeNull()
    expect(withOwnCodes('code,name\nA,B\n', [])).toBeNull()
  })

  it('leave the text as it is when nothing changes', () => {
    expect(withOwnCodes(TABLE, ownCodes(TABLE) ?? [])).toBe(TABLE)
  })

  it('change in their place, with their other columns; lines that count for nothing stay', () => {
    const changed = [
      code('ACME_SIM', 'Acme "Sim", 2nd', '2026'),
      code('ACME_MESH', 'Acme Mesher, big', '2025'),
      code('ACME_GRID', 'Acme Mesher'),
    ]
    expect(withOwnCodes(TABLE, changed)).toBe(`feature_code,product_name,release,kind,owner
ACME_SIM,"Acme ""Sim"", 2nd",2026,version,Wind tunnel
BROKEN,
"OPEN,no end
ACME_MESH,"Acme Mesher, big",2025,package,Wind tunnel

ACME_GRID,Acme Mesher,,package,Workshop
`)
  })

  it('go and come: what is no longer named goes, new ones stand last', () => {
    expect(withOwnCodes(TABLE, [code('ACME_MESH', 'Acme Mesher'), code('NEW', 'New one', '1')])).toBe(
      `feature_code,product_name,release,kind,owner
BROKEN,
"OPEN,no end

ACME_MESH,Acme Mesher,,package,Workshop
NEW,New one,1,,
`,
    )
  })

  it('keep byte order mark, line ends and the semicolons of a spreadsheet', () => {
    const table = '\uFEFFproduct_name;feature_code\r\nAcme; ACME\r\n'
    expect(withOwnCodes(table, [code('ACME', 'Acme'), code('B', 'Bolts; nuts')])).toBe(
      '\uFEFFproduct_name;feature_code\r\nAcme; ACME\r\n"Bolts; nuts";B\r\n',
    )
  })

  it('get a column for their release where the table has none', () => {
    expect(
      withOwnCodes('feature_code,product_name\nA,Acme\nB,Bolts\n', [code('A', 'Acme', '2026'), code('B', 'Bolts')]),
    ).toBe('feature_code,product_name,release\nA,Acme,2026\nB,Bolts\n')
  })

  it('begin a table where there is none', () => {
    expect(ownCodes('')).toEqual([])
    const text = withOwnCodes('', [code('A', 'Acme', '2026')])
    expect(text).toBe('feature_code,product_name,release\nA,Acme,2026\n')
    expect(ownCodes(text ?? '')).toEqual([code('A', 'Acme', '2026')])
  })
})
