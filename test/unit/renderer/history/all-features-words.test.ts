import { describe, expect, test } from 'vitest'
import type { FeatureRow } from '../../../../preload/contract/history.ts'
import { createFormats } from '../../../../renderer/formats.ts'
import { featuresFinding, notUsed } from '../../../../renderer/history/all-features-words.ts'

const english = createFormats('en-GB', 'Europe/Berlin')
const DAY = 86_400
const END = 1_791_000_000

const row = (feature: string, own: Partial<FeatureRow> = {}): FeatureRow => ({
  tag: 'eng',
  feature,
  products: [],
  issued: 10,
  peak: 4,
  mean: 1.5,
  p95: 3,
  seatHours: 120,
  checkouts: 40,
  users: 6,
  denials: { counted: 0, raw: 0 },
  fullSeconds: 0,
  knownSeconds: 86_400,
  lastUsed: END,
  ...own,
})

describe('what stands out among all features', () => {
  test('is the one that was full longest and the one most often denied', () => {
    const rows = [
      row('MATLAB', { fullSeconds: 45_000, denials: { counted: 7, raw: 30 } }),
      row('87084ACD_2019_0F', {
        products: ['Autodesk AutoCAD 2019'],
        fullSeconds: 7200,
        denials: { counted: 12, raw: 90 },
      }),
      row('SIMULINK'),
    ]
    expect(featuresFinding(rows, english)).toBe(
      '2 of 3 features had no free seat at times, longest MATLAB: 12.5 h. Most often denied: Autodesk AutoCAD 2019, 12 times of 19 in all.',
    )
  })

  test('is told as a shortage that was not recorded where none was, and capacity that is not known is none', () => {
    expect(featuresFinding([row('MATLAB', { fullSeconds: null })], english)).toBe(
      'No seat shortage is recorded among 1 feature.',
    )
  })
})

describe('features not used for 90 days', () => {
  const rows = [
    row('MATLAB'),
    row('SIMULINK', { lastUsed: END - 90 * DAY - 1 }),
    row('Compiler', { lastUsed: END - 90 * DAY }),
    row('Report_Gen', { lastUsed: null }),
  ]

  test('are those last used before, or never', () => {
    const idle = notUsed(rows, { from: END - 400 * DAY, to: END })
    expect(idle?.map(({ feature }) => feature)).toEqual(['SIMULINK', 'Report_Gen'])
  })

  test('cannot be told from a record that is younger', () => {
    expect(notUsed(rows, { from: END - 89 * DAY, to: END })).toBeNull()
  })
})
