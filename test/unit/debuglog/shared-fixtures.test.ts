import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readText } from './read-text.ts'

/** Real logs that stay outside the project: they hold names of real people. */
const SHARED = new URL('../../../../shared/fixtures/', import.meta.url)
const present = existsSync(new URL('EXPECTED.json', SHARED))
if (!present) console.log('skipped: the shared debug log fixtures are not beside this checkout')

const read = (path: string): string => readFileSync(new URL(path, SHARED), 'utf8')
const expected: Record<string, Record<string, number>> = present ? JSON.parse(read('EXPECTED.json')).debuglog : {}
const names = Object.keys(expected)

describe.skipIf(!present)('the shared fixtures', () => {
  test('are all there', () => expect(names).toHaveLength(9))

  test.each(names)('%s gives the counts that are known of it', (name) => {
    const { events, summary } = readText(read(`debuglog/${name}`))
    const returned = (reason: string): number =>
      events.filter((event) => event.type === 'IN' && event.reason === reason).length
    const found: Record<string, number> = {
      ...summary.events,
      in_inactive: returned('INACTIVE'),
      in_shutdown: returned('SHUTDOWN'),
      out_seats: summary.outSeats,
      in_seats: summary.inSeats,
      lines: summary.lines,
    }
    const compared = Object.fromEntries(Object.keys(expected[name] ?? {}).map((key) => [key, found[key]]))
    expect(compared).toEqual(expected[name])
  })

  test.each([
    ['01-imsukh-adskflex-windows.log', '2018-07-27', '2018-08-09'],
    ['02-sergioedo-adskflex-options-inactive.log', '2016-03-30', '2016-04-30'],
    ['03-joseantoniovilar-maplelmg-utf8bom.log', '2022-06-09', '2022-07-07'],
  ])('the clock alone dates %s as its marks do', (name, first, last) => {
    const text = read(`debuglog/${name}`)
    const marked = readText(text)
    expect(marked.summary).toMatchObject({ first, last, undated: 0, unreadable: 0 })
    const withoutMarks = text.replaceAll('TIMESTAMP', 'IGNORE').replaceAll(' Time: ', ' Tide: ')
    const times = ({ events }: typeof marked) =>
      events.flatMap(({ type, time }) => (type === 'TIMESTAMP' ? [] : [time]))
    expect(times(readText(withoutMarks))).toEqual(times(marked))
  })
})
