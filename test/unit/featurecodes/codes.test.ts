import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadTables } from '../../../main/featurecodes/codes.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seatlog-codes-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const HEADER = 'feature_code,product_name,release,kind,source\n'
const AUTODESK = `${HEADER}64300ACD_F,Autodesk AutoCAD 2018,2018,maintenance,lists
64300ACD_F,Autodesk AutoCAD 2019,2019,maintenance,lists
64300ACD_F,AutoCAD Package,,maintenance,old
87072RVT_2019_0F,Autodesk Revit 2019,2019,version,lists
870723DSMAX_2019_0F,Autodesk 3ds Max 2019 with Softimage,2019,version,lists
`
const ESRI = `${HEADER}Viewer,ArcGIS Basic (ArcView),,license level,notes\n`

const write = (name: string, text: string): string => {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}
const feature = (name: string, daemon: string) => ({ key: `T/${daemon}/${name}/0`, name, daemon })

describe('the products of a code', () => {
  it('come with the newest release first, whatever the case of the code', () => {
    write('autodesk.csv', AUTODESK)
    expect(loadTables(folder).productsOf('64300acd_f')).toEqual([
      'Autodesk AutoCAD 2019',
      'Autodesk AutoCAD 2018',
      'AutoCAD Package',
    ])
  })

  it('are none for a code that stands in no table, even if it can be guessed', () => {
    write('autodesk.csv', AUTODESK)
    expect(loadTables(folder).productsOf('88001ACD_2026_0F')).toEqual([])
  })

  it("are those of the user's own table alone for the codes it names", () => {
    write('autodesk.csv', AUTODESK)
    const own = write('own.txt', 'feature_code,product_name\n64300acd_F,Drawing office AutoCAD\n')
    const codes = loadTables(folder, own)
    expect(codes.productsOf('64300ACD_F')).toEqual(['Drawing office AutoCAD'])
    expect(codes.productsOf('87072RVT_2019_0F')).toEqual(['Autodesk Revit 2019'])
  })

  it("are not Esri's for a plain word that another vendor's daemon serves", () => {
    write('esri.csv', ESRI)
    const codes = loadTables(folder)
    expect(codes.productsOf('Viewer', 'ARCGIS')).toEqual(['ArcGIS Basic (ArcView)'])
    expect(codes.productsOf('Viewer')).toEqual(['ArcGIS Basic (ArcView)'])
    expect(codes.productsOf('Viewer', 'cadvendor')).toEqual([])
  })
})

describe('tables as people save them', () => {
  it('count from the next question on when they are to be read anew', () => {
    const own = write('own.txt', 'feature_code,product_name\nBOX1,Toolbox\n')
    const codes = loadTables(folder, own)
    expect(codes.productsOf('BOX1')).toEqual(['Toolbox'])
    write('own.txt', 'feature_code,product_name\nBOX1,Chest\n')
    expect(codes.productsOf('BOX1')).toEqual(['Toolbox'])
    codes.forget()
    expect(codes.productsOf('BOX1')).toEqual(['Chest'])
  })

  it('may be nothing but lines that cannot be used', () => {
    const own = write('own.txt', `feature_code,product_name\n${'a\n'.repeat(200_000)}`)
    expect(loadTables(folder, own).problems()).toHaveLength(200_000)
  })

  it('may have a byte order mark, CRLF, semicolons, quotes and columns in another order', () => {
    const own = write('own.txt', '\uFEFF"Product_Name";Feature_Code\r\n"Toolbox; large";BOX1\r\nPlain;BOX2')
    const codes = loadTables(folder, own)
    expect(codes.problems()).toEqual([])
    expect(codes.productsOf('BOX1')).toEqual(['Toolbox; large'])
    expect(codes.productsOf('BOX2')).toEqual(['Plain'])
  })

  it('lose only their bad rows, each named by file and line', () => {
    write('vendor.csv', 'feature_code,product_name\nA1,First\n,nothing\nA2,\n\nA3,"open\nA4,Fourth,,,,more\n')
    const codes = loadTables(folder)
    expect(codes.problems()).toEqual([
      { file: 'vendor.csv', line: 3, message: 'the row has no feature code' },
      { file: 'vendor.csv', line: 4, message: 'A2 has no product name' },
      { file: 'vendor.csv', line: 6, message: 'the quotes do not match' },
    ])
    expect(codes.productsOf('A1')).toEqual(['First'])
    expect(codes.productsOf('A4')).toEqual(['Fourth'])
  })

  it('are reported whole when the header lacks the needed columns', () => {
    write('vendor.csv', '\uFEFFcode;name\nA1;First\n')
    expect(loadTables(folder).problems()).toEqual([
      { file: 'vendor.csv', line: 1, message: 'the header must name the columns feature_code and product_name' },
    ])
  })

  it('may be missing: an own table without a word, the folder with a problem', () => {
    expect(loadTables(folder, join(folder, 'none.csv')).problems()).toEqual([])
    const [problem, ...others] = loadTables(join(folder, 'none')).problems()
    expect(others).toEqual([])
    expect(problem?.message).toMatch(/^cannot be read: .*ENOENT/)
  })
})

describe('the lookup', () => {
  const found = (text: string, seen = [feature('64300ACD_F', 'adskflex')]) => {
    write('autodesk.csv', AUTODESK)
    write('esri.csv', ESRI)
    return loadTables(folder).lookup(text, seen)
  }

  it('finds a code with its products, table and the features that carry it', () => {
    const rows = found('64300acd_f')
    expect(rows.map((row) => row.product)).toEqual([
      'Autodesk AutoCAD 2019',
      'Autodesk AutoCAD 2018',
      'AutoCAD Package',
    ])
    expect(rows[0]).toEqual({
      code: '64300ACD_F',
      product: 'Autodesk AutoCAD 2019',
      release: '2019',
      kind: 'maintenance',
      vendor: 'autodesk',
      seen: ['T/adskflex/64300ACD_F/0'],
    })
  })

  it('finds by product when every word is there, in any order and case', () => {
    expect(found('MAX 2019').map((row) => row.code)).toEqual(['870723DSMAX_2019_0F'])
    expect(found('max 2018')).toEqual([])
  })

  it('puts the exact code first, then codes that begin with the text, then the rest', () => {
    write(
      'vendor.csv',
      'feature_code,product_name\nBIGNET,Big one\nNETWORK,Long one\nNET,Short one\nOTHER,A net product\n',
    )
    expect(found('net').map((row) => row.code)).toEqual(['NET', 'NETWORK', 'BIGNET', 'OTHER'])
  })

  it('finds seen codes that no table lists, without a product', () => {
    expect(found('sim', [feature('SimTool_Pro', 'simd')])).toEqual([
      { code: 'SimTool_Pro', product: '', release: '', kind: '', vendor: '', seen: ['T/simd/SimTool_Pro/0'] },
    ])
  })

  it("keeps another vendor's feature apart from Esri's row of the same name", () => {
    const rows = found('viewer', [feature('Viewer', 'cadvendor'), feature('Viewer', 'ARCGIS')])
    expect(rows.map((row) => [row.product, row.seen])).toEqual([
      ['', ['T/cadvendor/Viewer/0']],
      ['ArcGIS Basic (ArcView)', ['T/ARCGIS/Viewer/0']],
    ])
  })

  it('finds nothing for blanks', () => {
    expect(found('  ')).toEqual([])
  })

  it.each([
    ['88001ACD_2026_0F', 'probably Autodesk AutoCAD 2026', '2026'],
    ['880013DSMAX_2026_0F', 'probably Autodesk 3ds Max 2026 with Softimage', '2026'],
    ['66800RVT_T_F', 'probably Autodesk Revit', ''],
  ])('marks what %s probably is as a guess by the stem', (code, product, release) => {
    expect(found(code)).toEqual([{ code, product, release, kind: 'guess', vendor: 'autodesk', seen: [] }])
  })

  it('finds a seen code by its guessed product', () => {
    const rows = found('autocad 2026', [feature('88001ACD_2026_0F', 'adskflex')])
    expect(rows.map((row) => [row.product, row.seen])).toEqual([
      ['probably Autodesk AutoCAD 2026', ['T/adskflex/88001ACD_2026_0F/0']],
    ])
  })

  it('does not guess where the stem is unknown or the code has another form', () => {
    expect(found('88001QQQ_2026_0F')).toEqual([])
    expect(found('ACD_2026_0F')).toEqual([])
  })
})
