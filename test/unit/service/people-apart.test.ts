import { describe, expect, it } from 'vitest'
import { decodeCheckouts } from '../../../main/datafiles/checkouts-chk.ts'
import { decodeEvents } from '../../../main/datafiles/events.ts'
import { createNames } from '../../../main/datafiles/names.ts'
import { createLogReader } from '../../../main/debuglog/read-log.ts'
import { NOTHING_REMEMBERED, type PollMemory } from '../../../main/service/poll-memory.ts'
import { createKnownPeople, withoutPeople } from '../../../main/service/private-memory.ts'
import { type Live, withPoll } from '../../../main/usage/live.ts'
import type { NamesMode } from '../../../preload/contract/api.ts'
import { pollRows } from '../../at-once.ts'
import { answer, checkout, daemon, feature } from '../usage/answers.ts'

/** Monday, 2 March 2026, 8:00 in Berlin. */
const EIGHT = Date.UTC(2026, 2, 2, 7) / 1000
const ZONE = 'Europe/Berlin'

/** Who holds a seat of one feature: seconds after eight. They overlap, and end in another order than they began. */
const HELD: readonly (readonly [user: string, from: number, to: number])[] = [
  ['rhea', 65, 410],
  ['io', 70, 190],
  ['tethys', 75, 300],
  ['dione', 130, 150],
  ['mimas', 200, 700],
]

const clock = (second: number): string => new Date((EIGHT + 3600 + second) * 1000).toISOString().slice(11, 19)
const DEBUG_LOG = [
  [0, '(lmgrd) TIMESTAMP 3/2/2026'] as const,
  ...HELD.flatMap(([user, from, to]) => [
    [from, `(MLM) OUT: "A" ${user}@ws-12`] as const,
    [to, `(MLM) IN: "A" ${user}@ws-12`] as const,
  ]),
].toSorted(([a], [b]) => a - b)

function shown(second: number) {
  const rows = HELD.flatMap(([user, from, to], at) => {
    if (second < from || second >= to) return []
    const minute = clock(from).slice(0, 5)
    const start = { start: `2026-03-02T${minute}:00`, startText: `Mon 3/2 ${minute}` }
    return [checkout(user, { ...start, raw: `${user} ws-12 ws-12`, handle: String(100 + at) })]
  })
  const queued = [{ user: 'titan', host: 'ws-7', seats: 1 }]
  return answer([daemon('MLM', [feature('A', 10, rows.length, { checkouts: rows, queued })])])
}

/** Polls of a minute until nothing waits any more; what is handed over at `handedOver` goes on without people. */
function record(mode: NamesMode, handedOver = -1) {
  const names = createNames(mode, 'a key of our own')
  const known = createKnownPeople(names)
  const reader = createLogReader()
  let memory: PollMemory = { ...NOTHING_REMEMBERED, intervalSeconds: 60 }
  let live: Live | null = null
  const lines: string[] = []
  const events: string[] = []
  for (let second = 0; second <= 1800; second += 60) {
    const text = DEBUG_LOG.filter(([at]) => at > second - 60 && at <= second)
    const found = [...reader.push(text.map(([at, line]) => `${clock(at)} ${line}\n`).join(''))]
    const what = shown(second)
    live = withPoll(live, { askedAt: EIGHT + second, answer: what, problem: null })
    const poll = {
      tag: 'cad',
      zone: ZONE,
      askedAt: EIGHT + second,
      intervalSeconds: 60,
      answer: what,
      live,
      packages: [],
    }
    const rules = { expectedSeconds: 60, recordIntervalSeconds: 300, capacitySeconds: 3600, logging: null }
    const { memory: before, people } = known(second === handedOver ? withoutPeople(memory) : memory)
    const result = pollRows(before, poll, { ...rules, names, people }, { events: found, readToEnd: true, memory: {} })
    memory = result.memory
    for (const { kind, line } of result.rows) {
      if (kind === 'checkouts') lines.push(line)
      if (kind === 'events') events.push(line)
    }
  }
  const { rows, skipped } = decodeCheckouts(lines.map((line) => `${line}\n`).join(''))
  expect(skipped).toEqual([])
  return { rows, events: decodeEvents(events.map((line) => `${line}\n`).join('')).rows, memory }
}

const spans = (rows: ReturnType<typeof record>['rows']) =>
  rows
    .map(({ checkoutAt, checkinAt }) => [checkoutAt - EIGHT, checkinAt - EIGHT])
    .sort((a, b) => Number(a[0]) - Number(b[0]))

describe('where nobody may be told from others', () => {
  it('polls and log are joined as exactly as with names, and nobody is written', () => {
    const { rows, memory } = record('none')
    expect(rows).toHaveLength(HELD.length)
    expect(spans(rows)).toEqual(HELD.map(([, from, to]) => [from, to]))
    expect(spans(record('names').rows)).toEqual(spans(rows))
    expect(rows.map(({ user, host, display, account }) => user + host + display + account).join('')).toBe('')
    expect(memory.fusion.features.size).toBe(0)
  })

  it('events tell that somebody waits, and not who', () => {
    const waits = record('none').events.filter(({ type }) => type === 'queued')
    expect(waits).toHaveLength(1)
    expect(JSON.stringify(waits)).toContain('"waiting":[{"user":"","host":"","seats":1}]')
  })

  it('another Seatlog goes on with nobody, and every row that polls showed is there once', () => {
    const { rows, memory } = record('none', 240)
    const polled = rows.filter(({ handle }) => handle !== '')
    expect(polled.map(({ handle }) => handle).sort()).toEqual(['100', '101', '102', '104'])
    // What had ended, and waited, may have the time of the polls.
    const ends = polled.map(({ checkinAt }) => checkinAt - EIGHT).sort((a, b) => a - b)
    expect(ends).toHaveLength(4)
    expect(Math.abs((ends[0] ?? 0) - 190)).toBeLessThanOrEqual(60)
    expect(ends.slice(1)).toEqual([300, 410, 700])
    expect(memory.fusion.features.size).toBe(0)
  })

  it('the copy for others has no hash and no key', () => {
    const { memory } = createKnownPeople(createNames('none', ''))(NOTHING_REMEMBERED)
    expect(memory.peopleKey).toMatch(/^[0-9a-f]{64}$/)
    expect(withoutPeople(memory).peopleKey).toBe('')
  })
})
