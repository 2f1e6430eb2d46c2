import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { ownerOf, periodOf, userMonthOf, userOf } from '../../../main/history/database.ts'
import { unpacked, WORDS } from '../../../main/history/packed.ts'
import { decodeUsage } from '../../../main/history/usage-blob.ts'
import { addUsers, UserSums } from '../../../main/history/user-figures.ts'
import type { AskedOf, Question } from '../../../preload/contract/history.ts'
import { records } from './made-records.ts'
import { filesOf, linesOf, type Made } from './record.ts'
import { type Built, indexOf, MemoryFolder, newIndex } from './workshop.ts'

const DAY = 86_400
const NOW = 1_800_000_000

const QUESTIONS = (from: number, to: number): readonly { readonly [Q in Question]: [Q, AskedOf<Q>] }[Question][] => {
  const hot = { tags: ['CAD'], feature: 'F1_tool', from, to }
  const kinds = ['no-seat', 'unknown', 'rule', 'not-served'] as const
  return [
    ['usage', { ...hot, working: false }],
    ['usage', { ...hot, to: from + DAY, working: true }],
    ['levels', { ...hot, working: true }],
    ['heat', { ...hot, working: false }],
    ['users', { ...hot, working: false }],
    ['how-many', { ...hot, working: false }],
    ['groups', { ...hot, working: true }],
    ['person', { kind: 'user', name: 'ada', from, to, working: false }],
    ['person', { kind: 'host', name: 'ws1', from, to, working: true }],
    ['denials', { tags: [], feature: null, user: null, kinds, from, to }],
    ['features', { from, to, working: false }],
    ['capacity', null],
    ['names', { text: '' }],
  ]
}

/** What an index answers to everything, and how many of its lines it could not read. */
function told(built: Built, made: Made, isAsked: (question: Question) => boolean): unknown {
  const times = made.checkouts.flatMap((row) => [row.out, row.in])
  const span = [Math.min(NOW, ...times) - DAY, Math.max(0, ...times) + DAY] as const
  const questions = QUESTIONS(...span).filter(([question]) => isAsked(question))
  return questions.map(([question, asked]) => {
    try {
      return [question, sorted(built.ask(question, asked as never))]
    } catch (error) {
      return [question, String(error)]
    }
  })
}

/** Rows that nothing puts in order come in any. */
function sorted(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.map(sorted).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  if (typeof answer !== 'object' || answer === null) return answer
  return Object.fromEntries(Object.entries(answer).map(([key, value]) => [key, sorted(value)]))
}

/** The rows of every sheet and count, whatever the numbers of names and files and the order in which they were read. */
function tablesOf({ index: { db, numbers, sources } }: Built) {
  const rows = (table: string): { id: number; rows: Uint8Array }[] => db.all(`SELECT * FROM ${table}`)
  const feature = (id: number): string => JSON.stringify(numbers.features.of(id))
  const user = (id: number): string => String(numbers.users.of(id))
  const host = (id: number): string => String(numbers.hosts.of(id))
  const reason = (id: number): string => JSON.stringify(numbers.reasons.of(id) ?? null)
  const tag = (id: number): string => String(numbers.tags.of(id))
  const path = (id: number): string => String(sources.of(id)?.path)
  const featureSheet = (id: number) => [feature(ownerOf(id)), periodOf(id)] as const
  const userSheet = (id: number) => [user(userOf(id)), userMonthOf(id)] as const
  const sheets = (
    table: string,
    of: (id: number) => readonly [owner: string, period: number],
    names: readonly (null | ((id: number) => string))[],
  ) =>
    rows(table)
      .flatMap(({ id, rows: blob }) => {
        const words = unpacked(blob)
        return Array.from({ length: words.length / WORDS }, (_, row) =>
          [...of(id), ...names.map((name, word) => (name ?? String)(words[row * WORDS + word] ?? 0))].join(' '),
        )
      })
      .sort()
  const counted = (table: string) =>
    rows(table)
      .map(({ id, rows: blob }) => {
        const { users, ...rest } = decodeUsage(unpacked(blob))
        const sums = new UserSums()
        addUsers(users, sums)
        return JSON.stringify({
          of: featureSheet(id),
          ...rest,
          users: sums
            .figures()
            .map((figures) => ({ ...figures, user: user(figures.user) }))
            .sort((a, b) => (a.user < b.user ? -1 : 1)),
        })
      })
      .sort()
  return {
    features: sheets('feature_sheet', featureSheet, [null, null, null, user, host, path, null, null]),
    users: sheets('user_sheet', userSheet, [null, null, null, feature, host, path, null, null]),
    denials: sheets('denial_sheet', featureSheet, [null, feature, null, user, host, path, null, reason]),
    denied: sheets('user_denials', userSheet, [null, feature, null, user, host, path, null, reason]),
    days: counted('usage_day'),
    hosts: db
      .all<{ host: number; month: number; user: number }>('SELECT * FROM host_user')
      .map((row) => [host(row.host), row.month, user(row.user)].join())
      .sort(),
    capacity: db
      .all<{ feature: number; at: number; source: number; place: number; seats: number }>('SELECT * FROM capacity')
      .map((row) => [feature(row.feature), row.at, path(row.source), row.place, row.seats].join())
      .sort(),
    events: db
      .all<{ tag: number; at: number; source: number; place: number; text: string }>('SELECT * FROM event')
      .map((row) => [tag(row.tag), row.at, path(row.source), row.place, row.text].join())
      .sort(),
    sources: [...sources.all()]
      .filter(({ done }) => done > 0)
      .map(({ id: _, ...source }) => JSON.stringify(source))
      .sort(),
  }
}

/** So many rows a rebuild gathers: those of a month, or fewer than a file has. */
const GATHERS = fc.constantFrom(1_000_000, 3)

async function sameAsRebuilt(
  living: Built,
  folders: readonly MemoryFolder[],
  made: Made,
  gather: number,
  asked: (question: Question) => boolean = () => true,
): Promise<void> {
  const rebuilt = newIndex(folders, { now: NOW })
  try {
    await rebuilt.read({ gather })
    const { hosts, ...tables } = tablesOf(living)
    const { hosts: rebuiltHosts, ...others } = tablesOf(rebuilt)
    expect(tables).toEqual(others)
    // Where somebody once was may stay noted when the rows are gone: it only tells where to look.
    expect(rebuiltHosts.filter((one) => !hosts.includes(one))).toEqual([])
    expect(told(living, made, asked)).toEqual(told(rebuilt, made, asked))
  } finally {
    rebuilt.drop()
  }
}

describe('an index that lives and one built anew from the same files', () => {
  it('are the same, however the lines came in', async () => {
    const cases = fc.record({
      record: records,
      turns: fc.array(fc.nat({ max: 1000 }), { minLength: 1, maxLength: 60 }),
      gather: GATHERS,
    })
    await fc.assert(
      fc.asyncProperty(cases, async ({ record: { made }, turns, gather }) => {
        const folder = new MemoryFolder()
        const living = newIndex([folder], { now: NOW })
        try {
          // Zones are known before the rows: what a logger writes first.
          const lines = [...linesOf(made)]
          const [first, others] = [
            lines.filter(({ line }) => line.includes('"logging"')),
            lines.filter(({ line }) => !line.includes('"logging"')),
          ]
          const queues = [...Map.groupBy(others, ({ path }) => path).values()].map((queue) => [...queue])
          for (const { path, line } of first) folder.append(path, `${line}\n`)
          await living.read()
          // Any file goes on, by a few lines or by a piece of one.
          for (let turn = 0; queues.length > 0; turn++) {
            const number = turns[turn % turns.length] ?? 0
            const which = number % queues.length
            const [next, ...rest] = queues[which] ?? []
            if (next !== undefined) {
              const text = `${next.line}\n`
              const cut = number % text.length
              folder.append(next.path, text.slice(0, cut))
              if (number % 3 === 0) await living.read({ keeps: number % 2 === 0 })
              folder.append(next.path, text.slice(cut))
            }
            if (rest.length === 0) queues.splice(which, 1)
            else queues[which] = rest
            if (number % 4 === 0) await living.read({ keeps: number % 3 === 0 })
          }
          await living.read()
          await sameAsRebuilt(living, [folder], made, gather)
        } finally {
          living.drop()
        }
      }),
      {
        numRuns: 5,
        seed: 7,
      },
    )
  })

  it('are the same after files were rewritten without some of their lines', async () => {
    const cases = fc.record({
      record: records,
      gone: fc.constantFrom('ada', 'Bo Berg', '"denial"', 'imported'),
      gather: GATHERS,
    })
    await fc.assert(
      fc.asyncProperty(cases, async ({ record: { made: some, moment }, gone, gather }) => {
        // Its features stay.
        const stays = { base: '', user: 'zoe', host: 'ws9', seats: 1, request: moment, out: moment, in: moment + 60 }
        const made = {
          ...some,
          checkouts: [
            ...some.checkouts,
            ...some.tags.flatMap(({ tag }) => ['F1_tool', 'F2_base'].map((feature) => ({ ...stays, tag, feature }))),
          ],
        }
        const folder = MemoryFolder.of(filesOf(made))
        const living = newIndex([folder], { now: NOW })
        try {
          await living.read()
          for (const [path, bytes] of [...folder.bytes]) {
            const lines = bytes.toString().split('\n')
            folder.replace(
              path,
              lines.filter((line) => !line.includes(gone) && !path.startsWith(`${gone}/`)).join('\n'),
            )
          }
          await living.read()
          // A name that stands in no file any more is still known.
          await sameAsRebuilt(living, [folder], made, gather, (question) => question !== 'names')
        } finally {
          living.drop()
        }
      }),
      {
        numRuns: 5,
        seed: 7,
      },
    )
  })
})

const row = (user: string, out: number, seconds: number, feature = 'F1_tool'): string =>
  ['CAD', feature, '', user, 'ws1', '17', ':0', '1.0', 1, 0, out, out, out + seconds].join('\t')
const NOON = Date.UTC(2026, 2, 14, 11) / 1000
const FILE = 'checkouts/CAD/2026.03.14.chk'
const LOGGED = {
  'events/CAD/2026-03-13 events.jsonl': `${JSON.stringify({ t: NOON - DAY, tag: 'CAD', type: 'logging', folder: 'CAD', zone: 'Europe/Berlin', interval: 300, recordInterval: 300, names: 'names' })}\n`,
}
const usage = (built: Built) =>
  built.ask('usage', { tags: ['CAD'], feature: 'F1_tool', from: NOON - DAY, to: NOON + DAY, working: false }).totals

describe('reading files', () => {
  it('leaves a last line without its end until that comes', async () => {
    const folder = MemoryFolder.of({
      ...LOGGED,
      [FILE]: `${row('ada', NOON, 60)}\n${row('bo', NOON, 7200).slice(0, -3)}`,
    })
    const built = await indexOf([folder])
    expect(usage(built).checkouts).toBe(1)
    folder.append(FILE, `${row('bo', NOON, 7200).slice(-3)}\n`)
    await built.read()
    expect([usage(built).checkouts, usage(built).peak]).toEqual([2, 2])
  })

  it('counts the lines it cannot read, each with its file and line, over all pieces of the file', async () => {
    const folder = MemoryFolder.of({ [FILE]: `# a comment\n${row('ada', NOON, 60)}\nno row\n` })
    const built = await indexOf([folder])
    folder.append(FILE, `${row('bo', NOON, 60)}\n\n${row('cyd', NOON, -60)}\n`)
    folder.append('events/CAD/2026-03-14 events.jsonl', '{"t":1}\n')
    await built.read()
    const skipped = built.index.db.all(
      'SELECT path, line, reason FROM skipped JOIN source ON source.id = skipped.source ORDER BY path',
    )
    expect(skipped).toEqual([
      { path: FILE, line: 3, reason: '1 field instead of 13' },
      { path: FILE, line: 6, reason: 'the checkin is before the checkout' },
      { path: 'events/CAD/2026-03-14 events.jsonl', line: 1, reason: expect.stringContaining('no event') },
    ])
    const counts = [...built.index.sources.all()]
      .filter(({ path }) => !path.includes('03-13'))
      .map(({ lines, rows, skipped: bad }) => [lines, rows, bad])
    expect(counts).toEqual([
      [6, 2, 2],
      [1, 0, 1],
    ])
  })

  it('forgets a file that is shorter or another one, and reads it anew', async () => {
    const folder = MemoryFolder.of({ ...LOGGED, [FILE]: `${row('ada', NOON, 60)}\n${row('bo', NOON, 60)}\n` })
    const built = await indexOf([folder])
    folder.replace(FILE, `${row('bo', NOON, 60)}\n`)
    await built.read()
    expect([usage(built).checkouts, usage(built).users]).toEqual([1, 1])
    folder.replace(FILE, `${row('cyd', NOON, 60)}\n${row('cyd', NOON + 60, 60)}\n${row('cyd', NOON + 120, 60)}\n`)
    await built.read()
    expect([usage(built).checkouts, usage(built).users]).toEqual([3, 1])
  })

  it('takes zone and interval from what the logger said last, in whichever file that stands', async () => {
    const logging = (t: number, zone: string, interval: number): string =>
      `${JSON.stringify({ t, tag: 'CAD', type: 'logging', folder: '', zone, interval, recordInterval: 300, names: 'names' })}\n`
    const { index } = await indexOf([
      MemoryFolder.of({
        'events/CAD/2026-03-13 events.jsonl': logging(NOON, 'America/New_York', 60),
        'events/CAD/2026-03-14 events.jsonl': logging(NOON - DAY, 'Europe/Berlin', 300),
      }),
    ])
    expect(index.logging('cad')).toMatchObject({ zone: 'America/New_York', interval: 60, since: NOON - DAY })
    expect(index.calendarOfTag('CAD').days.zone).toBe('America/New_York')
  })

  it('passes over a line longer than a piece, says so, and goes on behind it', async () => {
    const long = 'x'.repeat(9_000_000)
    const folder = MemoryFolder.of({ ...LOGGED, [FILE]: `${row('ada', NOON, 60)}\n${long}` })
    const built = await indexOf([folder])
    expect(usage(built).users).toBe(1)
    folder.append(FILE, `${long}\n${row('bo', NOON, 60)}\nno row\n`)
    await built.read()
    expect(usage(built).users).toBe(2)
    const skipped = built.index.db.all('SELECT line, reason FROM skipped ORDER BY line')
    expect(skipped).toEqual([
      { line: 2, reason: 'a line of more than 8 MB' },
      { line: 4, reason: '1 field instead of 13' },
    ])
    expect(built.index.sources.at(FILE)).toMatchObject({ lines: 4, rows: 2, skipped: 2 })
  })

  it('reads a file of the same length anew when its end is another one', async () => {
    const folder = MemoryFolder.of({ ...LOGGED, [FILE]: `${row('ada', NOON, 60)}\n` })
    const built = await indexOf([folder])
    folder.replace(FILE, `${row('cyd', NOON, 60)}\n`)
    await built.read()
    const asked = { tags: ['CAD'], feature: 'F1_tool', from: NOON - DAY, to: NOON + DAY, working: false }
    expect(built.ask('users', asked).users.map(({ user }) => user)).toEqual(['cyd'])
  })

  it('ends the record where the last row ends that is left', async () => {
    const folder = MemoryFolder.of({
      ...LOGGED,
      [FILE]: `${row('ada', NOON, 60)}\n`,
      'checkouts/CAD/2026.03.15.chk': `${row('bo', NOON, DAY)}\n`,
    })
    const built = await indexOf([folder])
    const end = (): number =>
      built.ask('usage', { tags: ['CAD'], feature: 'F1_tool', from: 0, to: NOON + 9 * DAY, working: false }).span.to
    expect(end()).toBe(NOON + DAY)
    folder.replace('checkouts/CAD/2026.03.15.chk', '')
    await built.read()
    expect(end()).toBe(NOON + 60)
  })

  it('keeps what it has read of a file that is gone, and says so until it is back', async () => {
    const folder = MemoryFolder.of({ ...LOGGED, [FILE]: `${row('ada', NOON, 60)}\n` })
    const built = await indexOf([folder])
    const bytes = folder.bytes.get(FILE) ?? Buffer.alloc(0)
    const missing = (): readonly string[] =>
      [...built.index.sources.all()].flatMap((source) => (source.missing === 1 ? source.path : []))
    folder.bytes.delete(FILE)
    await built.read()
    expect([usage(built).checkouts, missing()]).toEqual([1, [FILE]])
    folder.bytes.set(FILE, bytes)
    await built.read()
    expect([usage(built).checkouts, missing()]).toEqual([1, []])
  })

  it('reads a file once, in the data folder or in the archive it was moved to', async () => {
    const [data, archive] = [MemoryFolder.of({ ...LOGGED, [FILE]: `${row('ada', NOON, 60)}\n` }), new MemoryFolder()]
    const built = newIndex([data, archive])
    onTestFinished(() => built.drop())
    await built.read()
    archive.bytes.set(FILE, data.bytes.get(FILE) ?? Buffer.alloc(0))
    await built.read()
    expect(usage(built).checkouts).toBe(1)
    data.bytes.delete(FILE)
    await built.read()
    expect(usage(built).checkouts).toBe(1)
    expect([...built.index.sources.all()].filter(({ path }) => path === FILE)).toMatchObject([{ missing: 0 }])
  })

  it('puts what it read of each piece in, so that a restart goes on behind it', async () => {
    const lines = Array.from({ length: 50 }, (_, at) => `${row(`user${at % 7}`, NOON + at, 100)}\n`).join('')
    const folder = MemoryFolder.of({ ...LOGGED, [FILE]: lines })
    const built = await indexOf([folder])
    expect(usage(built).checkouts).toBe(50)
    await built.read()
    expect(usage(built).checkouts).toBe(50)
  })
})
