import { describe, expect, it } from 'vitest'
import { parseLmstat } from '../../../main/lmstat/parse.ts'
import { healthReport } from '../../../main/service/health-report.ts'

const ANSWER = `lmutil - Copyright (c) 1989-2024 Flexera. All Rights Reserved.
Flexible License Manager status on Mon 3/2/2026 08:00

License server status: 27000@vault-7
    License file(s) on vault-7: /opt/flexlm/license.dat:

vault-7: license server UP (MASTER) v11.19.6

Vendor daemon status (on vault-7):

     acmed: UP v11.19.6
Feature usage info:

Users of ACME_MESH:  (Total of 10 licenses issued;  Total of 5 licenses in use)

  "ACME_MESH" v1.000, vendor: acmed, expiry: 31-dec-2026
  floating license

    rhea ws-12 ws-12:0 (v1.000) (vault-7/27000 101), start Mon 3/2 7:30
    Total ws-13 ws-13:0 (v1.000) (vault-7/27000 102), start Mon 3/2 7:31
    di vos (guest) laptop-4 /dev/tty (v1.000) (vault-7/27000 103), start Mon 3/2 7:32
    104711 ws-14 ws-14 (v1.000) (vault-7/27000 104), start Mon 3/2 7:33
    2 RESERVATIONs for USER tove (vault-7/27000)
`

/** The report of the answer with these lines, without its first ones. */
function report(...lines: readonly string[]): readonly string[] {
  const answer = parseLmstat(ANSWER)
  const holders = answer.servers[0]?.daemons[0]?.features[0]?.checkouts ?? []
  expect(holders.map(({ user }) => user)).toContain('rhea')
  const unrecognized = lines.map((text, index) => ({ line: index + 1, text }))
  const [, , , ...told] = healthReport({ ...answer, unrecognized }, 'Seatlog 1.0.0')
    .trimEnd()
    .split('\n')
  return told
}

describe('a report of lines that were not understood', () => {
  it('keeps the words of lmstat, features, daemons and figures', () => {
    const lines = [
      '  "ACME_MESH" v1.000, vendor: acmed, expiry: 31-dec-2026, overdraft: 3',
      'Count of 2 licenses borrowed until Mon 3/2/2026 7:30 (linger: 3600)',
      'acmed: license server system error (-15,570:111 "Connection refused") on 27000 v11.19.6',
    ]
    expect(report(...lines)).toEqual(lines.map((line, index) => `${index + 1}: ${line}`))
  })

  it('replaces known users and hosts, each the same everywhere and in any case', () => {
    expect(report('RHEA roaming from WS-12, then rhea on ws-12.', 'vault-7 moved tove')).toEqual([
      '1: user1 roaming from host1, then user1 on host1.',
      '2: host2 word1 user2',
    ])
  })

  it('replaces known names that are words of lmstat or figures', () => {
    expect(report('license of Total held, 104711 and 27000')).toEqual(['1: license of user1 held, user2 and 27000'])
  })

  it('replaces the parts of known names that hold blanks', () => {
    expect(report('roaming: Vos (guest) on laptop-4')).toEqual(['1: roaming: host1 (host2) on host3'])
  })

  it('replaces what looks like user@host, but not the port of a server', () => {
    expect(report('zed@hq-99 got 27000@hq-99 from Zed', 'ann.o@10.1.2.3')).toEqual([
      '1: user1@host1 word1 27000@host1 from user1',
      '2: user2@host2',
    ])
  })

  it.each([
    [
      'start 4711 hq-5:0 (v1.000) (vault-7/27000 105) ?? Mon 3/2 7:34, start later',
      'word1 word2 word3:word4 (v1.000) (host1/27000 105) ?? Mon 3/2 7:34, word1 later',
    ],
    ['user 4711 display :0 (v1.0), start 2026', 'word1 word2 word3 :word4 (v1.0), start 2026'],
    ['license host (vault-7/27000 106) queued for 1 license', 'word1 word2 (host1/27000 106) queued for 1 word1'],
  ])('replaces all names of a row that nobody could read, even words and figures: %s', (row, told) => {
    expect(report(row)).toEqual([`1: ${told}`])
  })

  it.each([
    'zoë.ångström',
    'zoe\u0308',
    'Миша',
    '山田太郎',
    'zoe\u200b\u202Eeoz',
    'corp\\zoe',
    'z.o-e_1',
    "o'zoe",
    'zoe$',
    '🦊zoe',
    'ZOE-PC',
    '10.20.30.40',
    '8675309',
    'fe80::1c2d:3e4f',
    'zoe@corp@hq-1',
    '"zoe"@hq-1',
    '(zoe)',
    'zoe/hq-1/:0.0',
    'will',
    'mark',
    'jan',
  ])('lets nothing of %j through', (name) => {
    for (const line of [`${name} got one`, `seat of ${name}:`, `<${name}>`, `x=${name};`]) {
      const [told = ''] = report(line)
      const left = told.replaceAll(/\b(?:user|host|word)\d+\b/g, '').slice(2)
      for (const part of name.match(/[^\s:@/"()\\.]{2,}/gu) ?? [])
        expect(left.toLowerCase()).not.toContain(part.toLowerCase())
      expect(told).toMatch(/user\d|host\d|word\d/)
    }
  })

  it.each(['2001:db8::17', '2001:0:0:1234:5:6:7:8', '::1', 'fe80::1%eth0'])(
    'takes the whole of %s for a host',
    (host) => {
      expect(
        report(`28000@${host}: refused`, `${host} up since 15:08:00`).map((line) => line.slice(line.indexOf(' '))),
      ).toEqual([' 28000@host1: refused', ' host1 up since 15:08:00'])
    },
  )

  it('replaces a user who is a number, also before a host', () => {
    const answer = ANSWER.replaceAll('rhea', '31415')
    expect(answer).toContain('31415')
    expect(healthReport(parseLmstat(`${answer}\nthe seat of 31415@hq-9 is lost\n`), 'S')).not.toContain('31415')
  })

  it('says how many lines it leaves out, and cuts long ones', () => {
    const told = report(...Array.from({ length: 250 }, () => `${'rhea '.repeat(100_000)}`))
    expect(told).toHaveLength(201)
    expect(told.at(-1)).toBe('and 50 lines more')
    expect(told.every((line) => line.length < 700)).toBe(true)
  })

  it('says so when there is nothing to report', () => {
    expect(healthReport(parseLmstat(ANSWER), 'Seatlog 1.0.0')).toBe(
      'Seatlog 1.0.0: every line of the last answer was understood.\n',
    )
  })
})
