import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseLmstat } from '../../../main/lmstat/parse.ts'
import { checkoutsOf, featuresOf } from './read-sample.ts'

/** Real outputs that stay outside the project: they hold names of real people. */
const SHARED = new URL('../../../../shared/fixtures/', import.meta.url)
const present = existsSync(new URL('EXPECTED.json', SHARED))
if (!present) console.log('skipped: the shared lmstat fixtures are not beside this checkout')

function read(path: string): string {
  return readFileSync(new URL(path, SHARED), 'utf8')
}

const expected: Record<string, Record<string, number>> = present ? JSON.parse(read('EXPECTED.json')).lmstat : {}
const names = Object.keys(expected)

describe.skipIf(!present)('the shared fixtures', () => {
  test('are all there', () => expect(names).toHaveLength(30))

  test.each(names)('%s gives the counts that are known of it', (name) => {
    const answer = parseLmstat(read(`lmstat/${name}`))
    const features = featuresOf(answer)
    const kinds = (kind: string): number => features.filter((feature) => feature.kind === kind).length
    const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
    const reservations = features.flatMap((feature) => feature.reservations)
    const found: Record<string, number> = {
      features: features.length,
      counted: kinds('counted'),
      uncounted: kinds('uncounted'),
      error: kinds('error'),
      issued_sum: sum(features.map((feature) => feature.issued ?? 0)),
      used_sum: sum(features.map((feature) => feature.used ?? 0)),
      checkout_lines: checkoutsOf(answer).length,
      checkout_seats: sum(checkoutsOf(answer).map((row) => row.seats)),
      reservation_lines: reservations.length,
      reserved_seats: sum(reservations.map((row) => row.count)),
      queued_lines: features.flatMap((feature) => feature.queued).length,
      lmstat_i_rows: answer.licenseTable.length,
    }
    expect(found).toMatchObject(expected[name] ?? {})
    expect(answer.unrecognized).toEqual([])
  })

  test.each(names)('%s leaves no split of names uncertain', (name) => {
    // The same rows with a year need no guess for it: what is still uncertain is the split.
    const text = read(`lmstat/${name}`).replaceAll(/(, start \w+ \d+\/\d+) /g, '$1/2020 ')
    const uncertain = checkoutsOf(parseLmstat(text)).filter((row) => row.uncertain)
    expect(uncertain.map((row) => row.raw)).toEqual([])
  })

  test('of another license manager are not taken for an answer', () => {
    const others = readdirSync(new URL('lmstat/rlm/', SHARED))
    expect(others.length).toBeGreaterThan(0)
    for (const name of others) {
      const answer = parseLmstat(read(`lmstat/rlm/${name}`))
      expect(answer.complete).toBe(false)
      expect(featuresOf(answer)).toEqual([])
      expect(answer.unrecognized.length).toBeGreaterThan(0)
    }
  })
})
