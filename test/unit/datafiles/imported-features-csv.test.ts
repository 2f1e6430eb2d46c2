import fc from 'fast-check'
import { expect, it } from 'vitest'
import { FEATURES_HEADER } from '../../../main/datafiles/features-csv.ts'
import {
  decodeImportedFeatures,
  encodeImportedFeature,
  IMPORTED_FEATURES_HEADER,
  type ImportedFeatureRow,
} from '../../../main/datafiles/imported-features-csv.ts'

it('reads rows under either header, `--` being what was not said', () => {
  const lines =
    '2026-03-02 08:05:00,solver,1.000,"eng:1,ext",floating license,25,12,11\n2026-03-02 08:05:00,idle,--,--,--,--,0,0\n'
  const rows: readonly ImportedFeatureRow[] = [
    {
      ...{ stamp: '2026-03-02 08:05:00', feature: 'solver', version: '1.000', vendorString: 'eng:1,ext' },
      ...{ licenseType: 'floating license', issued: 25, used: 12, rows: 11 },
    },
    {
      ...{ stamp: '2026-03-02 08:05:00', feature: 'idle', version: null, vendorString: null },
      ...{ licenseType: null, issued: null, used: 0, rows: 0 },
    },
  ]
  for (const header of [IMPORTED_FEATURES_HEADER, FEATURES_HEADER] as const) {
    expect(decodeImportedFeatures(`${header}\n${lines}`, header)).toEqual({ rows, skipped: [] })
  }
})

it('says why a row cannot be read', () => {
  const bad = [
    'today,solver,1,--,--,5,1,1',
    '2026-03-02 08:05:00,solver,1,--,--,five,1,1',
    '2026-03-02 08:05:00,solver',
  ]
  expect(decodeImportedFeatures(`${bad.join('\n')}\n`, FEATURES_HEADER)).toEqual({
    rows: [],
    skipped: [
      { line: 1, reason: 'stamp is not a time' },
      { line: 2, reason: 'issued is not a number' },
      { line: 3, reason: '2 columns instead of 8' },
    ],
  })
})

it('keeps every text a column can hold', () => {
  const text = fc.string({ unit: 'binary' }).map((s) => s.replace(/[\t\r\n]/g, ' '))
  const said = fc.option(
    text.filter((s) => s !== '--'),
    { nil: null },
  )
  const figure = fc.option(fc.nat(), { nil: null })
  const stamp = fc.constant('2026-03-02 08:05:00')
  const row = fc.record<ImportedFeatureRow>({
    ...{ stamp, feature: text, version: said, vendorString: said, licenseType: said },
    ...{ issued: figure, used: figure, rows: figure },
  })
  fc.assert(
    fc.property(row, (one) => {
      const read = decodeImportedFeatures(`${encodeImportedFeature(one)}\n`, IMPORTED_FEATURES_HEADER)
      expect(read).toEqual({ rows: [one], skipped: [] })
    }),
  )
})
