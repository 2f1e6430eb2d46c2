import { describe, expect, test } from 'vitest'
import type { HeatAnswer, HowManyAnswer, LevelsAnswer, UsageAnswer } from '../../../../preload/contract/history.ts'
import { createFormats } from '../../../../renderer/formats.ts'
import {
  comparedTotals,
  comparedWith,
  deniedSentence,
  groupsFinding,
  heatFinding,
  hoursText,
  howManyFinding,
  lengthText,
  levelsFinding,
  percent,
  spanWords,
  usageFinding,
} from '../../../../renderer/history/findings.ts'
import { HOUR, START, totalsOf, usageOf } from './answers.ts'

const english = createFormats('en-GB', 'Europe/Berlin')
const DAY = 86_400
const answered = { span: { from: START, to: START + 90 * DAY }, zone: 'Europe/Berlin', working: false } as const

describe('usage in words', () => {
  const moment = (at: number) => english.localTime(new Date((at + 2 * HOUR) * 1000).toISOString().slice(0, 19), START)
  const words = (own: Partial<UsageAnswer>) => usageFinding(usageOf(own), { formats: english, moment })

  test('tells peak, mean and that a seat was always free', () => {
    expect(words({})).toBe(
      'At most 18 of 20 seats were held, on 12 Oct, 08:00; 8.6 on average. A seat was always free.',
    )
  })

  test('tells how long no seat was free, and who was denied', () => {
    const totals = totalsOf({ peak: 20, fullSeconds: 2700, denials: { counted: 17, raw: 40 } })
    expect(words({ totals })).toBe(
      'At most 20 of 20 seats were held, on 12 Oct, 08:00; 8.6 on average. No seat was free for 45 min; 17 requests were denied.',
    )
    expect(words({ totals: totalsOf({ fullSeconds: 290 * HOUR }) })).toContain(
      'No seat was free for 290 h; nobody is known to have been denied one.',
    )
  })

  test('tells denials beside free seats, and without a capacity only what is known', () => {
    const denials = { counted: 1, raw: 1 }
    expect(words({ totals: totalsOf({ denials }) })).toContain('A seat was always free, yet 1 request was denied.')
    expect(words({ issued: [], totals: totalsOf({ fullSeconds: null }) })).toBe(
      'At most 18 seats were held, on 12 Oct, 08:00; 8.6 on average.',
    )
  })

  test('tells the capacity of the time of the peak', () => {
    const issued = [
      { at: START, seats: 18 },
      { at: START + 3 * HOUR, seats: 25 },
    ]
    expect(words({ issued })).toMatch(/^At most 18 of 18 seats were held/)
  })

  test('never takes what nobody watched for zero', () => {
    const gaps = [{ from: START, to: START + 3 * HOUR + 1200 }]
    expect(words({ gaps })).toMatch(
      /A seat was free whenever it was watched\. Nobody watched 3 h 20 min of this span\.$/,
    )
    expect(words({ totals: totalsOf({ peak: 0, knownSeconds: 0 }) })).toBe(
      'Nobody watched this span: nothing is known of it.',
    )
  })

  test('reads “at least” while a server is not known', () => {
    expect(words({ unknownTags: ['EDA', 'CAD'] })).toBe(
      'At the peak at least 18 of 20 seats were held, on 12 Oct, 08:00; at least 8.6 on average. A seat was free whenever it was watched. Not known at present: EDA and CAD.',
    )
    expect(words({ unknownTags: ['EDA'], totals: totalsOf({ peak: 0 }) })).toContain('Nobody was seen to hold a seat.')
  })

  test('says so when nobody held a seat', () => {
    expect(words({ totals: totalsOf({ peak: 0, peakAt: null }) })).toBe('Nobody held a seat. A seat was always free.')
  })
})

describe('totals compared', () => {
  test('stand beside those of the span before', () => {
    const before = totalsOf({ peak: 12, fullSeconds: 5400 })
    const figures = comparedTotals(usageOf({ before }), english)
    expect(figures).toHaveLength(7)
    expect(figures.slice(0, 3)).toEqual([
      { label: 'Peak', value: '18', least: false, before: 'was 12' },
      { label: 'Mean', value: '8.6', least: false, before: 'was 8.6' },
      { label: 'No seat free', value: '0 h', least: false, before: 'was 1.5 h' },
    ])
    expect(comparedWith(usageOf({ before }))).toBe('Compared with as long a time before.')
  })

  test('stand alone where nothing is known of the span before', () => {
    for (const before of [null, totalsOf({ knownSeconds: 0 })]) {
      const answer = usageOf({ before })
      expect(comparedTotals(answer, english).map((figure) => figure.before)).toEqual(Array(7).fill(null))
      expect(comparedWith(answer)).toBe('The record does not reach back to the span before.')
    }
  })

  test('tell of no people where it is not known who held seats', () => {
    const nobody = totalsOf({ users: 0, checkouts: 0 })
    const figures = comparedTotals(usageOf({ totals: nobody, before: nobody, unknownTags: ['EDA'] }), english)
    expect(figures.slice(-2)).toEqual([
      { label: 'Checkouts', value: '–', least: false, before: null },
      { label: 'Users', value: '–', least: false, before: null },
    ])
    const unused = comparedTotals(usageOf({ totals: { ...nobody, peak: 0 } }), english)
    expect(unused.slice(-2).map(({ value }) => value)).toEqual(['0', '0'])
  })

  test('leave out how long no seat was free where the capacity is not known', () => {
    const figures = comparedTotals(usageOf({ totals: totalsOf({ fullSeconds: null }), unknownTags: ['EDA'] }), english)
    expect(figures.map(({ label }) => label)).toEqual(['Peak', 'Mean', 'Denials', 'Seat-hours', 'Checkouts', 'Users'])
    expect(figures.every(({ least }) => least)).toBe(true)
  })
})

describe('levels in words', () => {
  const words = (own: Partial<LevelsAnswer>) =>
    levelsFinding(
      {
        ...answered,
        levels: [],
        peak: 20,
        mean: 8.6,
        p50: 7,
        p95: 16,
        p99: 19,
        knownSeconds: 100 * HOUR,
        fullSeconds: 1800,
        issued: 20,
        ...own,
      },
      english,
    )

  test.each<[string, Partial<LevelsAnswer>, string]>([
    [
      'how many seats were enough, and how long all were taken',
      {},
      '16 seats were enough for 95 % of the time, 19 for 99 %, 20 always. All seats were taken for 30 min of 100 h.',
    ],
    ['that seats were left', { fullSeconds: 0 }, 'The seats were never all taken at once.'],
    [
      'one number where it was enough all the time',
      { p95: 1, peak: 1, fullSeconds: null },
      '1 seat was enough all the time.',
    ],
    ['that nobody held a seat', { peak: 0 }, 'Nobody held a seat.'],
    ['that nothing is known', { knownSeconds: 0 }, 'Nobody watched this span: nothing is known of it.'],
  ])('tell %s', (_, own, expected) => {
    expect(words(own)).toContain(expected)
  })
})

describe('the heat map in words', () => {
  const cell = (weekday: number, hour: number, peak: number | null, counted = 0) => ({
    weekday,
    hour,
    peak,
    mean: peak === null ? null : peak / 2,
    denials: { counted, raw: counted },
  })
  const day = (of: number) => ['Sunday', 'Monday', 'Tuesday'][of] ?? ''
  const words = (cells: HeatAnswer['cells'], kind: 'peak' | 'mean' | 'denials') =>
    heatFinding({ ...answered, cells, issued: 20 }, kind, day, english)

  test('tells the hour with the most', () => {
    const cells = [cell(0, 0, null), cell(1, 9, 19, 2), cell(2, 13, 17, 5)]
    expect(words(cells, 'peak')).toBe('The highest peak, 19 seats, was on a Monday from 09:00 to 10:00.')
    expect(words(cells, 'mean')).toBe('Most is held on Monday from 09:00 to 10:00: 9.5 on average.')
    expect(words(cells, 'denials')).toBe('Most denials, 5, were on Tuesday from 13:00 to 14:00.')
  })

  test('counts hours that are alike', () => {
    const cells = [cell(1, 9, 19, 5), cell(1, 10, 19, 5), cell(2, 13, 17, 5)]
    expect(words(cells, 'peak')).toBe('The highest peak, 19 seats, was reached in 2 hours of the week.')
    expect(words(cells, 'mean')).toBe('Most is held in 2 hours of the week: 9.5 on average.')
    expect(words(cells, 'denials')).toBe('Most denials, 5 each, were in 3 hours of the week.')
  })

  test('tells nothing from unknown', () => {
    expect(words([cell(1, 9, 0)], 'peak')).toBe('Nobody held a seat.')
    expect(words([cell(1, 9, 3)], 'denials')).toBe('Nobody was denied a seat.')
    expect(words([cell(1, 9, null)], 'mean')).toBe('Nobody watched this span: nothing is known of it.')
  })
})

describe('another number of seats in words', () => {
  const answer: HowManyAnswer = {
    ...answered,
    curve: [
      { seats: 17, shortSeconds: 9 * HOUR, waiting: 30 },
      { seats: 18, shortSeconds: 3.5 * HOUR, waiting: 12 },
      { seats: 19, shortSeconds: 0, waiting: 0 },
    ],
    issued: 20,
    peak: 19,
    checkouts: 1400,
    knownSeconds: 80 * DAY,
    denials: { counted: 2, raw: 9 },
  }

  test('fewer would have been short', () => {
    expect(howManyFinding(answer, 18, english)).toBe(
      'With 18 seats instead of 20, 3.5 h in 90 days would have been short; 12 checkouts of 1,400 would have waited.',
    )
  })

  test('only working hours are told so', () => {
    expect(howManyFinding({ ...answer, working: true }, 18, english)).toContain('3.5 h in the working hours of 90 days')
  })

  test('enough is enough: those there are, fewer and more', () => {
    const enough = 'enough for all 1,400 checkouts in 90 days: at most 19 were held at once.'
    expect(howManyFinding(answer, 20, english)).toBe(
      'With the 20 seats there are, all 1,400 checkouts in 90 days found one: at most 19 were held at once.',
    )
    expect(howManyFinding(answer, 19, english)).toBe(`With 19 seats instead of 20 there would have been ${enough}`)
    expect(howManyFinding({ ...answer, issued: null }, 25, english)).toBe(
      `With 25 seats there would have been ${enough}`,
    )
  })

  test('there were more once than there are now', () => {
    expect(howManyFinding({ ...answer, issued: 18 }, 18, english)).toBe(
      'Had there always been the 18 seats there are, 3.5 h in 90 days would have been short; 12 checkouts of 1,400 would have waited.',
    )
  })

  test('nothing is claimed of what nobody watched, nor of those who gave up', () => {
    expect(howManyFinding({ ...answer, knownSeconds: 0 }, 18, english)).toBe(
      'Nobody watched this span: nothing is known of it.',
    )
    expect(deniedSentence(answer, english)).toBe(
      '2 requests were denied under the seats there were: those who gave up are not in the curve.',
    )
    expect(deniedSentence({ ...answer, denials: { counted: 0, raw: 3 } }, english)).toBeNull()
  })
})

test('groups in words tell the first, and how much went to people in none', () => {
  const group = (name: string | null, share: number) => ({ group: name, seatHours: 10, checkouts: 2, users: 1, share })
  const words = (...groups: ReturnType<typeof group>[]) =>
    groupsFinding({ ...answered, groups, problem: null }, english)
  expect(words(group('DESIGN', 0.6), group('TEST', 0.2))).toBe('DESIGN used most: 60 % of the seat-hours.')
  expect(words(group('DESIGN', 0.6), group(null, 0.4))).toBe(
    'DESIGN used most: 60 % of the seat-hours; 40 % went to people in no group.',
  )
  expect(words(group(null, 1))).toBe('Nobody who held a seat is in a group.')
})

test('lengths and shares are told as people say them', () => {
  expect([0, 30, 2400, 12_600, 4_334_400].map((seconds) => hoursText(seconds, english))).toEqual([
    '0 h',
    'under 1 min',
    '40 min',
    '3.5 h',
    '1,204 h',
  ])
  expect([10, 2400, 12_000, 205_200, 172_800].map((seconds) => lengthText(seconds, english))).toEqual([
    '1 min',
    '40 min',
    '3 h 20 min',
    '2 d 9 h',
    '2 d',
  ])
  const spans = [600, HOUR, DAY, 90 * DAY, 365 * DAY].map((to) => spanWords({ from: 0, to }, english))
  expect(spans).toEqual(['10 minutes', '1 hour', '24 hours', '90 days', '1 year'])
  expect([0, 0.004, 0.126, 1].map((share) => percent(share, english))).toEqual(['0 %', '< 1 %', '13 %', '100 %'])
})
