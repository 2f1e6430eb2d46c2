import { describe, expect, test } from 'vitest'
import type { HistoryStatus } from '../../../../preload/contract/history.ts'
import { createFormats } from '../../../../renderer/formats.ts'
import { missingText, progressText, readingText, skippedText } from '../../../../renderer/history/index-words.ts'

const english = createFormats('en-GB', 'Europe/Berlin')
const PROGRESS = { bytes: 412_000_000, ofBytes: 1_260_000_000, rows: 1_840_000, rowsPerSecond: 238_000, left: 160 }
const READY: HistoryStatus = {
  state: 'ready',
  progress: null,
  problem: null,
  record: { from: 1_759_000_000, to: 1_791_000_000 },
  checkouts: 184_220,
  denials: 3120,
  skipped: { lines: 0, told: [] },
  missing: [],
  servers: [],
}

describe('progress of reading', () => {
  test.each([
    [PROGRESS, '32 %, 238,000 rows/s, 2 min left'],
    [{ ...PROGRESS, left: 15.2 }, '32 %, 238,000 rows/s, 16 s left'],
    [{ ...PROGRESS, bytes: 0, rowsPerSecond: 0, left: null }, '0 %'],
    [{ ...PROGRESS, bytes: 0, ofBytes: 0, rowsPerSecond: 0, left: null }, '0 %'],
  ])('%o reads "%s"', (progress, text) => {
    expect(progressText(progress, english)).toBe(text)
  })
})

describe('the word about reading', () => {
  test('says whether an old history is shown meanwhile', () => {
    const rebuilding = { ...READY, state: 'rebuilding' as const, progress: PROGRESS }
    expect(readingText(rebuilding)).toContain('until then the old one is shown')
    expect(readingText({ ...rebuilding, record: null })).toBe('The history is being built from the data files.')
  })

  test('is not said about the rows of a poll, which are read at once', () => {
    expect(readingText(READY)).toBeNull()
    expect(readingText({ ...READY, state: 'reading', progress: { ...PROGRESS, left: 1 } })).toBeNull()
    expect(readingText({ ...READY, state: 'reading', progress: PROGRESS })).toContain('figures grow until')
  })
})

test('lines that were skipped and files that are gone are counted; none is not worth a word', () => {
  expect(skippedText({ lines: 1, told: [] }, english)).toBe('1 line of the data files could not be read.')
  expect(skippedText({ lines: 0, told: [] }, english)).toBeNull()
  expect(missingText(['checkouts/eng/2026.03.02.chk'], english)).toMatch(/^A file that was read is gone;/)
  expect(missingText(['a', 'b'], english)).toMatch(/^2 files that were read are gone;/)
  expect(missingText([], english)).toBeNull()
})
