import { describe, expect, test } from 'vitest'
import { type DebugLogOptions, debugLogText } from '../../../main/demo/debug-log.ts'
import { createSite, lastRestart, type SiteServer } from '../../../main/demo/site.ts'
import { truth } from '../../../main/demo/truth.ts'
import { clockText } from './rows.ts'

const ZONE = 'Europe/Berlin'
const site = createSite({ seed: 7, zone: ZONE })
const server = (tag: string): SiteServer => {
  const found = site.servers.find((candidate) => candidate.spec.tag === tag)
  if (found === undefined) throw new Error(`no server ${tag}`)
  return found
}
const NOON = Date.parse('2026-11-18T12:00:00+01:00') / 1000
const START = lastRestart(site.zone, NOON)
const OCTOBER = {
  from: Date.parse('2026-10-22T04:00:00+02:00') / 1000,
  to: Date.parse('2026-10-27T11:00:00+01:00') / 1000,
}
const happened = truth(site, OCTOBER)
const write = (options: Partial<DebugLogOptions> & { tag?: string } = {}): readonly string[] =>
  debugLogText(site, { server: server(options.tag ?? 'CAD'), from: START, to: NOON, ...options })
    .split('\n')
    .slice(0, -1)

/** `time feature user@host seats` of every line of one kind. */
function eventsIn(lines: readonly string[], kind: string): readonly string[] {
  return lines.flatMap((line) => {
    const match = new RegExp(`^(.{8}) \\((\\S+)\\) ${kind}: "([^"]+)" (\\S.*@\\S+) (?:\\((\\d+) licenses\\))? `).exec(
      line,
    )
    return match === null ? [] : [`${match[1]} ${match[2]} ${match[3]} ${match[4]} ${match[5] ?? 1}`]
  })
}

describe('the debug log', () => {
  test.each(['CAD', 'MATH', 'EDA'])(
    'of %s agrees with the truth to the second, across a change of the clocks',
    (tag) => {
      const lines = write({ tag, ...OCTOBER })
      const mine = <T extends { server: string }>(rows: readonly T[]): readonly T[] =>
        rows.filter((row) => row.server === tag)
      const within = (at: number): boolean => OCTOBER.from <= at && at < OCTOBER.to
      const as = (
        at: number,
        row: { daemon: string; feature: string; user: string; host: string; seats: number },
      ): string => `${clockText(ZONE, at)} ${row.daemon} ${row.feature} ${row.user}@${row.host} ${row.seats}`
      const checkouts = mine(happened.checkouts)
      const out = checkouts.filter((row) => within(row.checkoutAt)).map((row) => as(row.checkoutAt, row))
      const back = checkouts.filter((row) => within(row.checkinAt)).map((row) => as(row.checkinAt, row))
      const denied = mine(happened.denials).map((row) => as(row.at, row))
      const queued = mine(happened.queued)
      expect(out.length).toBeGreaterThan(300)
      expect(eventsIn(lines, 'OUT').toSorted()).toEqual(out.toSorted())
      const times = checkouts.map((row) => row.checkoutAt).filter(within)
      const inOrder = times.toSorted((a, b) => a - b).map((at) => clockText(ZONE, at))
      expect(eventsIn(lines, 'OUT').map((event) => event.slice(0, 8))).toEqual(inOrder)
      expect(eventsIn(lines, 'IN').toSorted()).toEqual(back.toSorted())
      expect(eventsIn(lines, 'DENIED').toSorted()).toEqual(denied.toSorted())
      expect(eventsIn(lines, 'QUEUED').toSorted()).toEqual(queued.map((row) => as(row.queuedAt, row)).toSorted())
      const gone = queued.filter((row) => !row.granted).map((row) => as(row.leftAt, row))
      expect(eventsIn(lines, 'DEQUEUED').toSorted()).toEqual(gone.toSorted())
    },
  )

  test('begins with the start of lmgrd and daemon, packages with their parts', () => {
    const lines = write()
    expect(lines[0]).toBe(
      " 4:00:00 (lmgrd) Server's System Date and Time: Sun Nov 01 2026 04:00:00 Central European Standard Time",
    )
    expect(lines).toContain(
      ' 4:00:00 (lmgrd) FlexNet Licensing (v11.16.2.0 build 242597 x64_n6) started on lic-cad (IBM PC) (11/1/2026)',
    )
    expect(lines).toContain(' 4:00:00 (adskflex) Server started on lic-cad for:\t')
    expect(lines.join('\n')).toMatch(/64300ACD_F \(consisting of:\t\t87676ACD_2023_0F 87545ACD_2022_0F\) /)
    expect(lines).toContain(' 4:00:00 (adskflex) EXPIRED: 86312VRDPRO_F')
    expect(lines).toContain(' 4:00:00 (adskflex) RESERVING 4 64300ACD_F  licenses for GROUP site_office')
  })

  test('gives the date every six hours of lmgrd and of each daemon', () => {
    const marks = write({ to: START + 86400 }).filter((line) => line.includes('TIMESTAMP'))
    expect(marks).toEqual([
      '10:00:00 (lmgrd) TIMESTAMP 11/1/2026',
      '10:05:10 (adskflex) TIMESTAMP 11/1/2026',
      '16:00:00 (lmgrd) TIMESTAMP 11/1/2026',
      '16:05:10 (adskflex) TIMESTAMP 11/1/2026',
      '22:00:00 (lmgrd) TIMESTAMP 11/1/2026',
      '22:05:10 (adskflex) TIMESTAMP 11/1/2026',
    ])
  })

  test('logs packages twice, and says why somebody was denied', () => {
    const denied = write().filter((line) => line.includes('DENIED: "85950RVT_F"'))
    expect(denied.length).toBeGreaterThan(10)
    expect(denied[0]).toMatch(/@\S+ {2}\(Licensed number of users already reached\. \(-4,342\)\)$/)
    expect(write().filter((line) => line.includes('DENIED: "87688RVT_2023_0F"'))).toHaveLength(denied.length)
  })

  test('grows only at its end', () => {
    const earlier = debugLogText(site, { server: server('EDA'), from: START, to: NOON - 3600 })
    const later = debugLogText(site, { server: server('EDA'), from: START, to: NOON })
    expect(later.length).toBeGreaterThan(earlier.length)
    expect(later.startsWith(earlier)).toBe(true)
    const joined = earlier + debugLogText(site, { server: server('EDA'), from: NOON - 3600, to: NOON })
    expect(joined).toBe(later)
  })

  test.each(['checkoutAt', 'checkinAt'] as const)(
    'may be written in pieces, also one from the second of a %s on',
    (time) => {
      const cuts = truth(site, { from: NOON - 7200, to: NOON })
        .checkouts.filter((row) => row.server === 'EDA' && row[time] > NOON - 7200 && row[time] < NOON)
        .map((row) => row[time])
        .toSorted((a, b) => a - b)
      expect(cuts.length).toBeGreaterThan(20)
      const piece = (from: number, to: number): string => debugLogText(site, { server: server('EDA'), from, to })
      const pieces = [NOON - 7200, ...cuts].map((from, at) => piece(from, cuts[at] ?? NOON))
      expect(pieces.join('')).toBe(piece(NOON - 7200, NOON))
    },
  )

  test('can be one daemon alone', () => {
    const lines = write({ tag: 'EDA', daemon: 'snpslmd' })
    expect(lines.length).toBeGreaterThan(1000)
    expect(lines.filter((line) => !/^.{8} \(snpslmd\) /.test(line))).toEqual([])
  })

  test('shows a restart as a stop and a start, and the seats taken again', () => {
    const since = NOON - 7200
    const lines = write({ troubles: [{ kind: 'restart', since }] })
    const back = lines.filter((line) => line.endsWith('(SHUTDOWN)'))
    expect(back.length).toBeGreaterThan(50)
    expect(new Set(back.map((line) => line.slice(0, 8)))).toEqual(new Set(['10:00:00']))
    const started = lines.findIndex((line) => /^10:00:00 \(lmgrd\) pid \d+$/.test(line))
    expect(started).toBeGreaterThan(lines.indexOf(back.at(-1) ?? ''))
    expect(lines.slice(started).filter((line) => line.startsWith('10:00:00 (adskflex) OUT:'))).toHaveLength(back.length)
  })
})
