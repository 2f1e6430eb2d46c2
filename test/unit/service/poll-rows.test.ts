import { describe, expect, it } from 'vitest'
import { decodeEvents } from '../../../main/datafiles/events.ts'
import { stateText } from '../../../main/datafiles/journal.ts'
import { createNames } from '../../../main/datafiles/names.ts'
import type { Answer } from '../../../main/lmstat/answer.ts'
import { NOTHING_REMEMBERED, type PollMemory, partsOf } from '../../../main/service/poll-memory.ts'
import type { RecordRules } from '../../../main/service/poll-rows.ts'
import { type Live, withPoll } from '../../../main/usage/live.ts'
import { pollRows } from '../../at-once.ts'
import { answer, checkout, daemon, feature } from '../usage/answers.ts'

const ZONE = 'Europe/Berlin'
const EIGHT = Date.UTC(2026, 2, 2, 7) / 1000
const NOTHING: PollMemory = { ...NOTHING_REMEMBERED, intervalSeconds: 60 }
const LOGGING = {
  tag: 'main',
  type: 'logging',
  folder: '',
  zone: ZONE,
  interval: 60,
  recordInterval: 300,
  names: 'names',
} as const
const rules: RecordRules = {
  expectedSeconds: 60,
  recordIntervalSeconds: 300,
  capacitySeconds: 3600,
  names: createNames('names', ''),
  people: createNames('names', ''),
  logging: LOGGING,
}
const busy = answer([daemon('adskflex', [feature('A', 10, 1, { checkouts: [checkout('rhea')] })])])

/** The rows of each poll of a sequence, `kind: line`. */
function sequence(
  polls: readonly (readonly [number, Answer])[],
  how: RecordRules = rules,
  intervalSeconds = 60,
): string[][] {
  let memory = NOTHING
  let live: Live | null = null
  return polls.map(([askedAt, what]) => {
    live = withPoll(live, { askedAt, answer: what, problem: what.complete ? null : 'no answer' })
    const result = pollRows(
      memory,
      { tag: 'main', zone: ZONE, askedAt, intervalSeconds, answer: what, live, packages: [] },
      how,
      null,
    )
    memory = result.memory
    return result.rows.map(({ kind, line }) => `${kind}: ${line}`)
  })
}

/** What is kept after one poll, as text. */
function remembered(what: Answer, how: RecordRules): string {
  const live = withPoll(null, { askedAt: EIGHT, answer: what, problem: null })
  const poll = { tag: 'main', zone: ZONE, askedAt: EIGHT, intervalSeconds: 60, answer: what, live, packages: [] }
  return stateText(partsOf(pollRows(NOTHING, poll, how, null).memory))
}

const kinds = (rows: readonly string[] | undefined) => rows?.map((row) => row.split(':')[0])

describe('the rows of a poll', () => {
  it('stamps features and users with the local time of the license server', () => {
    const [rows] = sequence([[EIGHT, busy]])
    expect(rows).toHaveLength(6)
    expect(rows?.slice(4)).toEqual([
      'features: 2026-03-02 08:00:00,A,--,adskflex,--,10,1,1',
      'users: A,rhea,ws-12,ws-12,1.000,lic1,27000,101,2026-03-02 07:30:00,2026-03-02 08:00:00',
    ])
  })

  it('writes features and users once a record interval, whatever the polls between', () => {
    const all = sequence([0, 60, 120, 180, 240, 300, 360].map((after) => [EIGHT + after, busy]))
    expect(all.map((rows) => kinds(rows)?.filter((kind) => kind === 'features' || kind === 'users').length)).toEqual([
      2, 0, 0, 0, 0, 2, 0,
    ])
  })

  it('makes up for a daemon that did not answer at the interval’s beginning as soon as it does', () => {
    const failed = answer([], { servers: [] })
    const all = sequence([
      [EIGHT, busy],
      [EIGHT + 300, failed],
      [EIGHT + 360, busy],
      [EIGHT + 420, busy],
    ])
    expect(all.map((rows) => rows.filter((row) => row.startsWith('features')).length)).toEqual([1, 0, 1, 0])
  })

  it('writes rows of every poll where no interval is kept, as a scheduled task wants it', () => {
    const all = sequence(
      [
        [EIGHT, busy],
        [EIGHT + 1, busy],
      ],
      { ...rules, recordIntervalSeconds: null },
    )
    expect(all.map((rows) => rows.filter((row) => row.startsWith('features')).length)).toEqual([1, 1])
  })

  it('writes a checkout when it has ended: from lmstat’s start to half-way between the polls around its end', () => {
    const idle = answer([daemon('adskflex', [feature('A', 10, 0)])])
    const all = sequence([
      [EIGHT, busy],
      [EIGHT + 60, busy],
      [EIGHT + 120, idle],
      [EIGHT + 180, idle],
    ])
    const checkouts = all.map((rows) => rows.filter((row) => row.startsWith('checkouts')))
    expect(checkouts.map((rows) => rows.length)).toEqual([0, 0, 1, 0])
    const fields = [
      'main',
      'A',
      '',
      'rhea',
      'ws-12',
      '101',
      'ws-12',
      '1.000',
      1,
      0,
      EIGHT - 1800,
      EIGHT - 1800,
      EIGHT + 90,
    ]
    expect(checkouts[2]?.[0]).toBe(`checkouts: ${fields.join('\t')}`)
  })

  it('writes capacity at the first complete answer, and no more while it stays', () => {
    const all = sequence([
      [EIGHT, busy],
      [EIGHT + 60, busy],
      [EIGHT + 7200, busy],
    ])
    expect(all.map((rows) => rows.filter((row) => row.startsWith('capacity')))).toEqual([
      [`capacity: setCapacity\tmain\tA\t10\t${EIGHT}`],
      [],
      [],
    ])
  })

  it('closes nothing while polls fail', () => {
    const failed = answer([], { servers: [] })
    const all = sequence([
      [EIGHT, busy],
      [EIGHT + 60, failed],
      [EIGHT + 120, failed],
      [EIGHT + 180, busy],
    ])
    expect(all.flat().some((row) => row.startsWith('checkouts'))).toBe(false)
  })

  it('knows the people of finished checkouts by their pseudonyms, and remembers no more', () => {
    const idle = answer([daemon('adskflex', [feature('A', 10, 0)])])
    const names = createNames('pseudonyms', 'secret')
    const hidden = { ...rules, names, people: names }
    const rows = sequence(
      [
        [EIGHT, busy],
        [EIGHT + 60, idle],
      ],
      hidden,
    ).flat()
    const [row] = rows.filter((line) => line.startsWith('checkouts'))
    expect(row).toMatch(/\tu-[a-z2-7]{12}\th-[a-z2-7]{12}\t101\t\t1\.000\t/)
    expect(remembered(busy, hidden)).not.toMatch(/rhea|ws-12/)
    expect(remembered(busy, rules)).toMatch(/rhea/)
  })

  it('writes no users file where people are not logged by name', () => {
    for (const mode of ['pseudonyms', 'none'] as const) {
      const [rows] = sequence([[EIGHT, busy]], {
        ...rules,
        names: createNames(mode, 'secret'),
        people: createNames('pseudonyms', 'secret'),
      })
      expect(rows?.some((row) => row.startsWith('features'))).toBe(true)
      expect(rows?.join('\n')).not.toContain('rhea')
    }
  })

  it('announces how it logs first, and again only when that changes', () => {
    const all = sequence([
      [EIGHT, busy],
      [EIGHT + 60, busy],
    ])
    const events = decodeEvents(
      `${all[0]
        ?.filter((r) => r.startsWith('events'))
        .map((r) => r.slice(8))
        .join('\n')}\n`,
    )
    expect(events.rows).toEqual([
      { t: EIGHT, ...LOGGING },
      { t: EIGHT, tag: 'main', type: 'serves', daemon: 'adskflex', features: ['A'] },
      { t: EIGHT, tag: 'main', type: 'up' },
    ])
    expect(all[1]).toEqual([])
  })

  it('tells which daemon has a feature, once, and which of them did not answer', () => {
    const solver = feature('A', 10, 1)
    const both = (...more: readonly (typeof solver)[]) =>
      answer([daemon('adskflex', [solver]), daemon('MLM', [feature('M', 2, 0), ...more])])
    const half = answer([daemon('adskflex', [solver]), daemon('MLM', [], { complete: false })])
    const all = sequence([
      [EIGHT, both()],
      [EIGHT + 60, half],
      [EIGHT + 120, both()],
      [EIGHT + 180, both(feature('N', 1, 0))],
    ])
    const news = all.map((rows) => rows.filter((row) => /serves|poll-failed/.test(row)).map((row) => row.slice(8)))
    const told = (at: number, what: object): string => JSON.stringify({ t: EIGHT + at, tag: 'main', ...what })
    expect(news).toEqual([
      [
        told(0, { type: 'serves', daemon: 'adskflex', features: ['A'] }),
        told(0, { type: 'serves', daemon: 'MLM', features: ['M'] }),
      ],
      [told(60, { type: 'poll-failed', daemon: 'MLM', reason: 'no answer' })],
      [],
      [told(180, { type: 'serves', daemon: 'MLM', features: ['N'] })],
    ])
  })

  it('sees no gap between the polls of a server that is asked rarely because it answers slowly', () => {
    const all = sequence(
      [
        [EIGHT, busy],
        [EIGHT + 600, busy],
      ],
      rules,
      600,
    )
    expect(all[1]?.join('\n')).not.toContain('gap')
  })

  it('records the time nobody polled, and not a clock that was put back', () => {
    const all = sequence([
      [EIGHT, busy],
      [EIGHT + 600, busy],
      [EIGHT + 300, busy],
    ])
    expect(all[1]?.[0]).toContain(`"type":"gap","from":${EIGHT},"to":${EIGHT + 600}`)
    expect(all[2]?.join('\n')).not.toContain('gap')
  })

  it('ends a checkout half-way between two polls of a scheduled task, whatever the interval of the settings', () => {
    const idle = answer([daemon('adskflex', [feature('A', 10, 0)])])
    const all = sequence(
      [
        [EIGHT, busy],
        [EIGHT + 300, idle],
      ],
      { ...rules, expectedSeconds: 300, recordIntervalSeconds: null },
    )
    const row = all[1]?.find((line) => line.startsWith('checkouts: '))
    expect(Number(row?.split('\t').at(-1))).toBe(EIGHT + 150)
  })
})
