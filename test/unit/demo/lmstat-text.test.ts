import { describe, expect, test } from 'vitest'
import { answerDemo } from '../../../main/demo/answer.ts'
import { type LmstatOptions, lmstatText } from '../../../main/demo/lmstat-text.ts'
import { createSite } from '../../../main/demo/site.ts'
import { readText } from './rows.ts'

const site = createSite({ seed: 7, zone: 'Europe/Berlin' })
const AT = Date.parse('2026-11-18T10:05:31+01:00') / 1000
const say = (options: Partial<LmstatOptions> = {}): string =>
  lmstatText(site, { at: AT, address: '27000@lic-cad', mode: 'a', ...options })
const lines = (text: string): readonly string[] => text.split('\n')

describe('the text of lmstat', () => {
  test('begins with banner, status date, server and daemon', () => {
    expect(lines(say()).slice(0, 12)).toEqual([
      'lmutil - Copyright (c) 1989-2024 Flexera. All Rights Reserved.',
      'Flexible License Manager status on Wed 11/18/2026 10:05',
      '',
      'License server status: 27000@lic-cad',
      '    License file(s) on lic-cad: C:\\Program Files\\License Manager\\Licenses\\cad.lic:',
      '',
      'lic-cad: license server UP (MASTER) v11.16.2',
      '',
      'Vendor daemon status (on lic-cad):',
      '',
      '  adskflex: UP v11.16.2',
      'Feature usage info:',
    ])
  })

  test('holds every form of row and feature', () => {
    const text = say({ address: '' })
    expect(text).toMatch(/^ {4}\S+ (\S+) \1 \(v1\.000\) \(lic-cad\/27000 \d+\), start Wed 11\/18 \d+:\d\d$/m)
    expect(text).toMatch(
      /^ {4}\S+ eda-\d\d \/dev\/pts\/\d+ \(v[\d.]+\) \(lic-eda1\/5280 \d+\), start \S+ \S+ \S+, \d+ licenses$/m,
    )
    expect(text).toMatch(/ {2}\(linger: \d+ \/ \d+\)$/m)
    expect(text).toMatch(/ \(linger: \d+\)$/m)
    expect(text).toMatch(/, PID: \d+$/m)
    expect(text).toMatch(/^\t\d RESERVATIONs? for (?:GROUP|HOST) \S+ \(\S+\/\d+\)$/m)
    expect(text).toMatch(/^Users of RoadRunner: {2}\(Uncounted, node-locked\)$/m)
    expect(text).toMatch(/^Users of 85788BDSADV_F: {2}\(Error: 4 licenses, unsupported by licensed server\)$/m)
    expect(text).toMatch(/^Users of ESP\/CV: {2}\(Total of 1 license issued; {2}Total of \d licenses? in use\)$/m)
    expect(text).toMatch(/^ {2}"MATLAB" v46, vendor: MLM, expiry: permanent\(no expiration date\)$/m)
    expect(text).toContain('(Total of 9999 licenses issued;')
    expect(text.match(/^Users of /gm)).toHaveLength(44)
    expect(text.match(/^-{76}$/gm)).toHaveLength(2)
  })

  test('shows a waiting request', () => {
    const queued = Array.from({ length: 40 }, (_, index) =>
      say({ address: '5280@lic-eda2', at: AT + index * 300 }),
    ).flatMap((text) => text.match(/^ {4}\S+.* (\S+) \(v\1\) \(lic-eda1\/5280 \d+\) queued for \d+ licenses?$/gm) ?? [])
    expect(queued.length).toBeGreaterThan(0)
  })

  test('shows a package and its part on two rows of the same person', () => {
    const { rows } = readText(say())
    const packages = rows.filter((row) => row.feature === '85950RVT_F')
    expect(packages.length).toBeGreaterThan(10)
    for (const row of packages) {
      const parts = rows.filter((other) => /RVT_202/.test(other.feature) && other.identity === row.identity)
      expect(parts.map((part) => part.start)).toContain(row.start)
    }
  })

  test('leaves out expiry and vendor string as older programs did', () => {
    expect(say({ lmutilYear: 2015 })).toMatch(
      / {2}"64300ACD_F" v1.000, vendor: adskflex, expiry: 31-dec-2026\n {2}floating license/,
    )
    const old = say({ lmutilYear: 2011 })
    expect(old).toMatch(/^lmutil - Copyright \(c\) 1989-2011 Flexera Software, Inc\. All Rights Reserved\.\n/)
    expect(old).toMatch(/ {2}"64300ACD_F" v1.000, vendor: adskflex\n {2}floating license/)
  })

  test('looks on Windows for lmgrd first and ends its lines with CRLF', () => {
    const text = say({ windows: true })
    expect(text.split('\r\n')[3]).toBe('[Detecting lmgrd processes...]')
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  })

  test('prints the license file as a table with fixed columns', () => {
    const table = lines(say({ mode: 'i', address: '' }))
    expect(table).toHaveLength(48)
    expect(table[7]).toBe('Feature                         Version     #licenses    Expires      Vendor')
    expect(table).toContain('85950RVT_F                      1.000        18          31-dec-2026  adskflex')
    expect(table).toContain('84700ACDLT_F                    1.000        4           15-nov-2026  adskflex')
    expect(table).toContain(
      '72400VLTM_F                     1.000        40          permanent(no expiration date) adskflex',
    )
    expect(table).toContain('RoadRunner                      52           uncounted   31-dec-2026  MLM')
    const both = say({ mode: 'ai' })
    expect(both.indexOf('NOTE: lmstat -i')).toBeGreaterThan(both.lastIndexOf('Users of '))
  })

  test('a loaned pool is counted until its last day only', () => {
    const issued = (date: string): string | undefined =>
      /Users of 84700ACDLT_F: {2}\(Total of (\d+)/.exec(say({ at: Date.parse(date) / 1000 }))?.[1]
    expect(issued('2026-11-15T12:00:00+01:00')).toBe('16')
    expect(issued('2026-11-16T12:00:00+01:00')).toBe('12')
  })

  test('-A leaves out what nobody uses, -f all but one feature, -vd all but daemons', () => {
    const used = readText(say({ mode: 'A', address: '' })).features
    expect(used.length).toBeGreaterThan(20)
    expect(used.filter((feature) => feature.used === 0)).toEqual([])
    expect(readText(say({ feature: 'MATLAB', address: '' })).features.map((feature) => feature.feature)).toEqual([
      'MATLAB',
    ])
    expect(say({ feature: 'nothing' })).toContain(
      'Users of nothing: Cannot get users of nothing: No such feature exists. (-5,222)',
    )
    expect(lines(say({ mode: 'vd' })).slice(1)).toEqual([
      'Wed 11/18/2026 10:05',
      '',
      'Vendor daemon status (on lic-cad):',
      '',
      '  adskflex: UP v11.16.2',
      '',
    ])
  })
})

describe('the addresses', () => {
  test.each([
    ['27000@localhost', ['27000@lic-cad']],
    ['@LIC-CAD', ['27000@lic-cad']],
    ['5280@lic-eda1,5280@lic-eda2,5280@lic-eda3', ['5280@lic-eda1,5280@lic-eda2,5280@lic-eda3']],
    ['27000@lic-cad:27004@lic-math', ['27000@lic-cad', '27004@lic-math.norrvik.example']],
    ['27000@lic-cad;5280@lic-eda3', ['27000@lic-cad', '5280@lic-eda1,5280@lic-eda2,5280@lic-eda3']],
  ])('%s is answered', (address, servers) => {
    const { text, exitCode } = answerDemo(site, { at: AT, address, mode: 'status' })
    expect([...text.matchAll(/^License server status: (.*)$/gm)].map((match) => match[1])).toEqual(servers)
    expect(exitCode).toBe(0)
  })

  test('any other is refused, and a license file is not there', () => {
    const refused = answerDemo(site, { at: AT, address: '27001@lic-cad', mode: 'a' })
    expect(lines(refused.text).slice(2)).toEqual([
      '',
      'Error getting status: Cannot connect to license server system. (-15,570:111 "Connection refused")',
      '',
    ])
    expect(refused.exitCode).toBe(241)
    const absent = answerDemo(site, { at: AT, address: 'C:\\lic\\site.lic', mode: 'a' })
    expect(absent.text).toContain('(-1,359:2 "No such file or directory")')
    expect(absent.text.match(/Error getting status/g)).toHaveLength(1)
    expect(absent.exitCode).toBe(255)
  })
})

describe('trouble', () => {
  test('a server that is down says nothing else', () => {
    const answer = answerDemo(site, { at: AT, address: '@lic-cad', mode: 'a', troubles: [{ kind: 'server-down' }] })
    expect(answer.text).toContain('Error getting status: Cannot connect')
    expect(answer.text).not.toContain('License server status')
    expect(answer.exitCode).toBe(241)
  })

  test('a daemon that is down answers for none of its features, the other daemon for all', () => {
    const text = say({ address: '5280@lic-eda1', troubles: [{ kind: 'daemon-down' }] })
    expect(text).toContain('    cdslmd: The desired vendor daemon is down. (-97,121)')
    expect(text.match(/Cannot get users of \S+: The desired vendor daemon is down/g)).toHaveLength(5)
    expect(readText(text).features.filter((feature) => feature.daemon === 'snpslmd')).toHaveLength(7)
  })

  test('a triad works on without one member', () => {
    const text = say({ address: '5280@lic-eda1', troubles: [{ kind: 'triad-member-down' }] })
    expect(text).toContain('\nlic-eda3: Cannot connect to license server system. (-15,570:111 "Connection refused")\n')
    expect(readText(text).rows).toEqual(readText(say({ address: '5280@lic-eda1' })).rows)
  })

  test('after a failover the checkouts go on under another host and other handles', () => {
    const before = readText(say({ address: '5280@lic-eda1' })).rows
    const text = say({ address: '5280@lic-eda1', troubles: [{ kind: 'failover', since: AT - 60 }] })
    const after = readText(text).rows
    expect(text).toContain('\nlic-eda2: license server UP (MASTER) v11.19.0\n')
    expect(after.map((row) => [row.identity, row.start, row.host])).toEqual(
      before.map((row) => [row.identity, row.start, 'lic-eda2']),
    )
    expect(new Set(after.map((row) => `${row.daemon} ${row.handle}`)).size).toBe(after.length)
    expect(after.filter((row, index) => row.handle === before[index]?.handle).length).toBeLessThan(after.length / 4)
  })

  test('after a restart the older checkouts start then, with other handles', () => {
    const since = AT - 1831
    const before = readText(say()).rows
    const after = readText(say({ troubles: [{ kind: 'restart', since }] })).rows
    expect(after.map((row) => row.identity)).toEqual(before.map((row) => row.identity))
    const older = after.filter((_, index) => (before[index]?.handle ?? 0) !== after[index]?.handle)
    expect(older.length).toBeGreaterThan(30)
    expect(new Set(older.map((row) => row.start))).toEqual(new Set(['Wed 11/18 9:35']))
    expect(say({ at: since - 1, troubles: [{ kind: 'restart', since }] })).toBe(say({ at: since - 1 }))
  })

  test('half an answer ends inside a holder row', () => {
    const half = say({ troubles: [{ kind: 'half' }] })
    expect(say().startsWith(half)).toBe(true)
    expect(half).toMatch(/\n {4}\S[^\n]*\), st$/)
  })

  test('garbage is nothing that lmutil prints', () => {
    const text = say({ troubles: [{ kind: 'garbage' }] })
    expect(text).toHaveLength(4000)
    expect(text).not.toMatch(/Users of|license server/)
  })
})
