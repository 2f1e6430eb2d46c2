import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { loadTables } from '../../../main/featurecodes/codes.ts'

const FOLDER = 'Feature Codes'
const FACTS = '../shared/feature-codes/autodesk'
const rowsOf = (file: string): Record<string, string>[] => parse(readFileSync(file), { columns: true })

describe('the shipped tables', () => {
  it('are read without a problem', () => {
    const codes = loadTables(FOLDER)
    expect(codes.problems()).toEqual([])
    expect(codes.productsOf('870723DSMAX_2019_0F')).toEqual(['Autodesk 3ds Max 2019'])
    expect(codes.productsOf('Grid', 'ARCGIS')).toEqual(['ArcGIS Spatial Analyst'])
  })

  it.each(readdirSync(FOLDER).filter((name) => name.endsWith('.csv')))(
    '%s has the five columns, no row twice, and sources the README explains',
    (name) => {
      const text = readFileSync(`${FOLDER}/${name}`, 'utf8')
      expect(text.split('\n', 1)).toEqual(['feature_code,product_name,release,kind,source'])
      expect(text).not.toMatch(/[\r\uFEFF]/)
      const rows = rowsOf(`${FOLDER}/${name}`)
      expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBe(rows.length)
      const readme = readFileSync(`${FOLDER}/README.md`, 'utf8')
      for (const word of new Set(rows.flatMap((row) => [row.source, row.kind]))) expect(readme).toContain(`\`${word}\``)
    },
  )
})

const noFacts = existsSync(FACTS) ? false : `${FACTS} is not there`
describe(`the Autodesk table${noFacts ? ` (skipped: ${noFacts})` : ''}`, () => {
  it.skipIf(noFacts).each([
    { list: 'autodesk-merged-2014-2019.csv', rows: 1641, product: 'product_name', release: 'list_year' },
    {
      list: 'autodesk-version-codes-2020-2023-derived.csv',
      rows: 26,
      product: 'derived_product_name',
      release: 'release_year',
    },
    { list: 'autodesk-legacy-2002-2017.csv', rows: 1068, product: 'product_name', release: '' },
  ])('holds every code and product of $list', ({ list, rows, product, release }) => {
    const facts = rowsOf(`${FACTS}/${list}`)
    expect(facts).toHaveLength(rows)
    const known = new Set<string>()
    for (const row of rowsOf(`${FOLDER}/autodesk.csv`)) {
      known.add(`${row.feature_code} ${row.product_name}`)
      known.add(`${row.feature_code} ${row.product_name} ${row.release}`)
    }
    const text = (row: Record<string, string>) => `${row.feature_code} ${row[product]}${release && ` ${row[release]}`}`
    expect(facts.map(text).filter((row) => !known.has(row))).toEqual([])
  })
})
