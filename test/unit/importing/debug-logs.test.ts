import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, test } from 'vitest'
import { debugLogText } from '../../../main/demo/debug-log.ts'
import { createSite } from '../../../main/demo/site.ts'
import { truth } from '../../../main/demo/truth.ts'
import { berlin, done, openSite, ZONE } from './workshop.ts'

const LOG = `\
 7:55:00 (lmgrd) TIMESTAMP 3/2/2026
 8:00:00 (adskflex) OUT: "87062ACD_2026_0F" mlindqvist@WS-0412
 8:10:00 (adskflex) DENIED: "87062ACD_2026_0F" tokafor@WS-0388  (Licensed number of users already reached. (-4,342))
 8:11:00 (adskflex) QUEUED: "87062ACD_2026_0F" tokafor@WS-0388
 9:00:30 (adskflex) IN: "87062ACD_2026_0F" mlindqvist@WS-0412  (INACTIVE)
 9:00:31 (adskflex) OUT: "87062ACD_2026_0F" tokafor@WS-0388
23:59:00 (adskflex) OUT: "87062ACD_2026_0F" abrandt@WS-0102 [bridge-7] (2 licenses)
 0:10:00 (adskflex) IN: "87062ACD_2026_0F" abrandt@WS-0102 [bridge-7] (2 licenses)
 0:20:00 (adskflex) IN: "87062ACD_2026_0F" vrossi@WS-0005
`

describe('importing a debug log', () => {
  it('adds its checkouts and denials, each to the day on which it ends, and says what is open and what has no beginning', async () => {
    const site = openSite()
    const log = site.write('adskflex.log', LOG)
    const { files, known, refused } = await done(site.run([log]))
    expect({ known, refused }).toEqual({ known: [], refused: [] })
    expect(files).toEqual([
      {
        ...{ path: log, kind: 'debug-log', rows: 3, skipped: 1, open: 1 },
        notes: [`${log}, line 9: it gives back what was not checked out before.`],
      },
    ])
    const day = (at: string) => /imported\/[0-9a-f]{16}\/(.*)/.exec(at)?.[1]
    expect(site.stored().map(day)).toEqual([
      'checkouts/cad/2026.03.02.chk',
      'checkouts/cad/2026.03.02.den',
      'checkouts/cad/2026.03.03.chk',
      'events/cad/2026-03-02 events.jsonl',
      'source.json',
    ])
    const nothing = { handle: '', display: '', version: '', pid: 0 }
    const feature = '87062ACD_2026_0F'
    expect(site.checkouts()).toEqual([
      {
        ...{ tag: 'cad', feature, account: '', user: 'mlindqvist', host: 'WS-0412', seats: 1, ...nothing },
        ...{ requestAt: berlin('2026-03-02 08:00:00'), checkoutAt: berlin('2026-03-02 08:00:00') },
        checkinAt: berlin('2026-03-02 09:00:30'),
      },
      {
        ...{ tag: 'cad', feature, account: 'bridge-7', user: 'abrandt', host: 'WS-0102', seats: 2, ...nothing },
        ...{ requestAt: berlin('2026-03-02 23:59:00'), checkoutAt: berlin('2026-03-02 23:59:00') },
        checkinAt: berlin('2026-03-03 00:10:00'),
      },
    ])
    const at = berlin('2026-03-02 08:10:00')
    expect(site.denials()).toEqual([
      { at, tag: 'cad', feature, account: '', user: 'tokafor', host: 'WS-0388', seats: 1 },
    ])
    expect(JSON.parse(site.text(/events\.jsonl$/))).toEqual({
      ...{ t: at, tag: 'cad', type: 'denial', daemon: 'adskflex', feature, user: 'tokafor', host: 'WS-0388', seats: 1 },
      ...{ reason: 'Licensed number of users already reached.', code: '-4,342' },
    })
  })

  it('adds the packages that its feature lists tell, once for all of them, the last of each', async () => {
    const site = openSite()
    const list = (parts: string) =>
      ` 8:00:01 (adskflex) Server started on lic-01 for:	BOX_F (consisting of:		${parts})\n 8:00:02 (adskflex) EXTERNAL FILTERS are OFF\n`
    await done(site.run([site.write('adskflex.log', LOG + list('LID HINGE') + list('LID'))]))
    const events = site
      .text(/2026-03-03 events\.jsonl$/)
      .trim()
      .split('\n')
    expect(events.map((line) => JSON.parse(line))).toEqual([
      {
        ...{ t: berlin('2026-03-03 08:00:01'), tag: 'cad', type: 'packages' },
        packages: [{ package: 'BOX_F', components: ['LID'] }],
      },
    ])
  })

  it('knows when a request was queued', async () => {
    const site = openSite()
    const end = '10:00:00 (adskflex) IN: "87062ACD_2026_0F" tokafor@WS-0388\n'
    await done(site.run([site.write('adskflex.log', `${LOG.split('\n').slice(0, 6).join('\n')}\n${end}`)]))
    const [, waited] = site.checkouts()
    expect(waited).toMatchObject({
      ...{ user: 'tokafor', requestAt: berlin('2026-03-02 08:11:00') },
      checkoutAt: berlin('2026-03-02 09:00:31'),
    })
  })

  it('goes on from one file to the next where a log was cut by day, in whatever order they are given', async () => {
    const site = openSite()
    const cut = LOG.indexOf(' 0:10:00')
    const second = site.write('a.log', ` 0:05:00 (lmgrd) TIMESTAMP 3/3/2026\n${LOG.slice(cut)}`)
    const first = site.write('b.log', LOG.slice(0, cut))
    const { files } = await done(site.run([second, first]))
    expect(files.map(({ path, rows, open }) => ({ path, rows, open }))).toEqual([
      { path: second, rows: 1, open: 1 },
      { path: first, rows: 2, open: 0 },
    ])
    expect(site.checkouts().map(({ user }) => user)).toEqual(['mlindqvist', 'abrandt'])
  })

  it('does not pair what lies in files of different times or daemons', async () => {
    const site = openSite()
    const out = site.write('1.log', '8:00:00 (MLM) TIMESTAMP 3/2/2026\n8:00:01 (MLM) OUT: "MATLAB" vrossi@WS-0005\n')
    const late = site.write('2.log', '8:00:00 (MLM) TIMESTAMP 3/9/2026\n8:00:01 (MLM) IN: "MATLAB" vrossi@WS-0005\n')
    const other = site.write('3.log', '8:10:00 (acme) TIMESTAMP 3/2/2026\n8:10:01 (acme) IN: "MATLAB" vrossi@WS-0005\n')
    const { files } = await done(site.run([out, late, other]))
    expect(files.map(({ rows, skipped, open }) => ({ rows, skipped, open }))).toEqual([
      { rows: 0, skipped: 0, open: 1 },
      { rows: 0, skipped: 1, open: 0 },
      { rows: 0, skipped: 1, open: 0 },
    ])
    expect(site.checkouts()).toEqual([])
  })

  it('says of a log without any date that nothing can be known of its requests', async () => {
    const site = openSite()
    const log = site.write(
      'debug.log',
      '8:00:00 (MLM) OUT: "MATLAB" vrossi@WS-0005\n8:30:00 (MLM) IN: "MATLAB" vrossi@WS-0005\n',
    )
    const { files } = await done(site.run([log]))
    expect(files).toMatchObject([{ rows: 0, skipped: 2, open: 0 }])
    expect(files[0]?.notes).toEqual([1, 2].map((line) => `${log}, line ${line}: its date is not known.`))
  })

  it('counts a line with a damaged time once, along with those that cannot be read at all', async () => {
    const site = openSite()
    const damaged = '9:61:00 (adskflex) IN: "87062ACD_2026_0F" mlindqvist@WS-0412'
    const log = site.write('adskflex.log', `${LOG.split('\n').slice(0, 2).join('\n')}\n${damaged}\n?\n`)
    const { files } = await done(site.run([log]))
    expect(files).toMatchObject([{ rows: 0, skipped: 2, open: 1 }])
    expect(files[0]?.notes).toEqual([`${log}, line 3: its time stamp is damaged.`, `${log}: 1 line cannot be read.`])
    expect(JSON.parse(site.text(/source\.json$/)).files).toMatchObject([{ rows: 0, skipped: 2, open: 1 }])
  })

  it('takes the lines behind the zeros that a crash of the server leaves, and counts the damage', async () => {
    const begin = '8:00:00 (adskflex) TIMESTAMP 3/14/2026\n9:00:00 (adskflex) OUT: "A" mlindqvist@ws-0412\n'
    const zeros = '\0'.repeat(200_000)
    for (const text of [
      `${begin}9:10:00 (adskflex) OUT: "A" tok${zeros}9:30:00 (adskflex) IN: "A" mlindqvist@ws-0412\n`,
      `${begin}${zeros}9:30:00 (adskflex) IN: "A" mlindqvist@ws-0412\n`,
      `${zeros.repeat(12)}${begin}9:30:00 (adskflex) IN: "A" mlindqvist@ws-0412\n`,
    ]) {
      const site = openSite()
      const log = site.write('adskflex.log', text)
      const { files } = await done(site.run([log]))
      expect(files).toMatchObject([{ rows: 1, open: 0 }])
      expect(files[0]?.skipped).toBeGreaterThan(0)
      expect(files[0]?.notes.at(-1)).toMatch(
        /lines? held zero bytes, as a crash leaves them: what stands before those is lost\.$/,
      )
    }
  })
})

interface Row {
  readonly feature: string
  readonly user: string
  readonly host: string
  readonly seats: number
  readonly checkoutAt: number
  readonly checkinAt: number
}

describe('the log of a simulated week', () => {
  const site = createSite({ seed: 11, zone: ZONE })
  /** The clocks are put back in it. */
  const week = { from: berlin('2026-10-21 03:00:00', '+02:00'), to: berlin('2026-10-28 03:00:00') }
  const happened = truth(site, week)
  const who = ({ feature, user, host, seats }: Row) => [feature, user, host, seats].join(' ')
  const sorted = (rows: readonly (readonly unknown[])[]) => rows.map((row) => row.join(' ')).toSorted()
  const outs = (rows: readonly Row[]) => sorted(rows.map((row) => [who(row), row.checkoutAt]))
  const ins = (rows: readonly Row[]) => sorted(rows.map((row) => [who(row), row.checkinAt]))

  it.each(site.servers.map((server) => [server.spec.tag, server] as const))(
    'gives every checkout and denial of %s, to the second, and no other',
    async (tag, server) => {
      const folder = openSite()
      const log = folder.write('debug.log', debugLogText(site, { server, ...week }))
      await done(folder.run([log], { tag }))
      const found = folder.checkouts()
      const real = happened.checkouts.filter(
        (row) => row.server === tag && row.checkoutAt >= week.from && row.checkinAt < week.to,
      )
      expect(real.length).toBeGreaterThan(100)
      expect(outs(found)).toEqual(outs(real))
      expect(ins(found)).toEqual(ins(real))

      // A log tells no handle: which of two that one person holds at once comes back first, nobody can know.
      const alone = [...Map.groupBy(real, who).values()].flatMap((rows) =>
        rows.filter((row) =>
          rows.every((o) => o === row || o.checkinAt < row.checkoutAt || row.checkinAt < o.checkoutAt),
        ),
      )
      expect(alone.length).toBeGreaterThan(0.98 * real.length)
      const key = (row: Row) => [who(row), row.checkoutAt, row.checkinAt].join(' ')
      const foundKeys = new Set(found.map(key))
      expect(alone.filter((row) => !foundKeys.has(key(row)))).toEqual([])

      const granted = happened.queued.filter((row) => row.server === tag && row.granted && row.leftAt < week.to)
      const waited = found.filter(({ requestAt, checkoutAt }) => requestAt < checkoutAt)
      const begun = new Set(real.map((row) => `${row.user} ${row.host} ${row.feature} ${row.checkoutAt}`))
      const ended = granted.filter((row) => begun.has(`${row.user} ${row.host} ${row.feature} ${row.leftAt}`))
      expect(sorted(waited.map((r) => [r.feature, r.user, r.host, r.requestAt, r.checkoutAt]))).toEqual(
        sorted(ended.map((r) => [r.feature, r.user, r.host, r.queuedAt, r.leftAt])),
      )

      const denials = happened.denials.filter((row) => row.server === tag)
      expect(sorted(folder.denials().map((r) => [r.at, r.feature, r.user, r.host, r.seats]))).toEqual(
        sorted(denials.map((r) => [r.at, r.feature, r.user, r.host, r.seats])),
      )
    },
  )
})

const FIXTURES = fileURLToPath(new URL('../../../../shared/fixtures/', import.meta.url))
const isThere = existsSync(FIXTURES)

interface Expected {
  readonly debuglog: Readonly<Record<string, { OUT: number; IN: number; DENIED: number }>>
}

describe.skipIf(!isThere)(`real logs${isThere ? '' : ': their folder ../shared/fixtures is absent'}`, () => {
  const expected: Expected = isThere ? JSON.parse(readFileSync(`${FIXTURES}EXPECTED.json`, 'utf8')) : { debuglog: {} }

  /** Where it is not as many pairs as there are lines: damaged times, no date at all, a partial return. */
  const special: Readonly<Record<string, { checkouts?: number; open?: number; skipped?: number }>> = {
    '05-radixy0-ugslmd-corrupt-times.log': { checkouts: 1, skipped: 2 },
    '06-ucl-rits-synthetic-test.log': { checkouts: 0 },
    '07-goflexlm-verbose-iso-queued-synthetic.log': { open: 1 },
    '08-goflexlm-mixed-timestamps-partial-return-synthetic.log': { open: 1 },
  }

  test.each(Object.entries(expected.debuglog))('%s', async (name, { OUT, IN, DENIED }) => {
    const site = openSite()
    const { files } = await done(site.run([`${FIXTURES}debuglog/${name}`], { zone: 'UTC' }))
    const { checkouts = Math.min(OUT, IN), open = OUT - IN, ...skips } = special[name] ?? {}
    expect(site.checkouts().length).toBe(checkouts)
    expect(site.denials().length).toBe(DENIED)
    expect(files).toMatchObject([{ kind: 'debug-log', rows: checkouts + DENIED, open, ...skips }])
  })
})
