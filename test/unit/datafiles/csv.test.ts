import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  decodeFeatures,
  encodeFeatures,
  FEATURES_HEADER,
  featuresFileName,
} from '../../../main/datafiles/features-csv.ts'
import { decodeFileName, encodeFileName } from '../../../main/datafiles/file-name.ts'
import { decodeUsers, encodeUsers, USERS_HEADER, usersFileName } from '../../../main/datafiles/users-csv.ts'
import type { FeatureRow, UserRow } from '../../../main/usage/record.ts'

const STAMP = '2026-03-14 12:00:00'
const counted: FeatureRow = {
  feature: '87545ACD_2024_0F',
  version: '1.0',
  daemon: 'adskflex',
  licenseType: 'floating',
  issued: 25,
  used: 7,
  users: 6,
}
const holder: UserRow = {
  feature: '87545ACD_2024_0F',
  user: 'mwenger',
  host: 'WS-0417',
  display: 'WS-0417',
  version: '1.0',
  serverHost: 'lic01.example.com',
  serverPort: '27000',
  handle: '2315',
  checkout: '2026-03-14T08:02:00',
}

describe('features.csv', () => {
  it('holds the columns of the file format, byte for byte', () => {
    expect(FEATURES_HEADER).toBe('stamp,feature_code,feature_version,vendor,license_type,issued,used,users')
    expect(featuresFileName('2026-03-14')).toBe('2026-03-14 features.csv')
    expect(encodeFeatures(STAMP, [counted, { ...counted, feature: 'solver', used: 0, users: 0 }])).toEqual([
      '2026-03-14 12:00:00,87545ACD_2024_0F,1.0,adskflex,floating,25,7,6',
      '2026-03-14 12:00:00,solver,1.0,adskflex,floating,25,0,0',
    ])
  })

  it('writes -- for what lmstat did not say', () => {
    const row = { ...counted, version: null, daemon: '', licenseType: null, issued: null }
    expect(encodeFeatures(STAMP, [row])).toEqual(['2026-03-14 12:00:00,87545ACD_2024_0F,--,--,--,--,7,6'])
  })

  it('quotes only where RFC 4180 asks for it and turns tabs and line ends into blanks', () => {
    const row = { ...counted, feature: 'say "hi", all', version: 'a\tb\r\nc' }
    expect(encodeFeatures(STAMP, [row])).toEqual([
      '2026-03-14 12:00:00,"say ""hi"", all",a b  c,adskflex,floating,25,7,6',
    ])
  })

  it('makes no line of no rows', () => {
    expect(encodeFeatures(STAMP, [])).toEqual([])
  })

  it('reads LF and CRLF, columns to come, and stops before a torn last line', () => {
    const text =
      `\ufeff${FEATURES_HEADER},peak\r\n2026-03-14 12:00:00,solver,1.0,adskflex,floating,25,7,6,9\r\n` +
      `2026-03-14 12:05:00,solver,1.0,adskflex,floating,25,8,6\n2026-03-14 12:10:00,solver,1.0,adskflex,floating,25,9,6`
    const { rows, skipped } = decodeFeatures(text)
    expect(rows.map(({ stamp, used }) => [stamp, used])).toEqual([
      ['2026-03-14 12:00:00', 7],
      ['2026-03-14 12:05:00', 8],
    ])
    expect(skipped).toEqual([])
  })

  it('says which lines it skipped and why', () => {
    const text = [
      FEATURES_HEADER,
      '2026-03-14 12:00:00,solver,1.0,adskflex,floating,25',
      '2026-03-14 12:00:00,"solver,1.0,adskflex,floating,25,7,6',
      'noon,solver,1.0,adskflex,floating,25,7,6',
      '2026-03-14 12:00:00,solver,1.0,adskflex,floating,25,seven,6',
      '',
      '2026-03-14 12:00:00,solver,1.0,adskflex,floating,25,7,6',
      '',
    ].join('\n')
    const { rows, skipped } = decodeFeatures(text)
    expect(rows).toHaveLength(1)
    expect(skipped).toEqual([
      { line: 2, reason: '6 columns instead of 8' },
      { line: 3, reason: 'quotes that do not match' },
      { line: 4, reason: 'stamp is not a time' },
      { line: 5, reason: 'used is not a number' },
      { line: 6, reason: '1 column instead of 8' },
    ])
  })

  it('gives back every row that a field can hold', () => {
    const rows = fc.array(
      fc.record<FeatureRow>({
        feature: field,
        version: said,
        daemon: said.map((text) => text ?? ''),
        licenseType: fc.constantFrom('floating', 'nodelocked', 'uncounted', null),
        issued: fc.option(fc.nat()),
        used: fc.nat(),
        users: fc.nat(),
      }),
      { maxLength: 5 },
    )
    fc.assert(
      fc.property(rows, fc.constantFrom('\n', '\r\n'), (given, eol) => {
        const text = [FEATURES_HEADER, ...encodeFeatures(STAMP, given)].map((line) => line + eol).join('')
        expect(decodeFeatures(text)).toEqual({ rows: given.map((row) => ({ stamp: STAMP, ...row })), skipped: [] })
      }),
    )
  })
})

describe('users.csv', () => {
  it('holds the columns of the file format, byte for byte', () => {
    expect(USERS_HEADER).toBe(
      'feature_code,userid,host,display,feature_version,server_host,server_port,license_handle,checkout_datetime,update_time',
    )
    expect(encodeUsers(STAMP, [holder, { ...holder, user: 'Tilda Park', display: null, handle: null }])).toEqual([
      '87545ACD_2024_0F,mwenger,WS-0417,WS-0417,1.0,lic01.example.com,27000,2315,2026-03-14 08:02:00,2026-03-14 12:00:00',
      '87545ACD_2024_0F,Tilda Park,WS-0417,--,1.0,lic01.example.com,27000,--,2026-03-14 08:02:00,2026-03-14 12:00:00',
    ])
  })

  it('gives back every row that a field can hold', () => {
    const rows = fc.array(
      fc.record<UserRow>({
        feature: field,
        user: field,
        host: said,
        display: said,
        version: said,
        serverHost: said,
        serverPort: said,
        handle: said,
        checkout: fc.constantFrom('2026-03-14T08:02:00', '2025-12-31T23:59:59', null),
      }),
      { maxLength: 5 },
    )
    fc.assert(
      fc.property(rows, (given) => {
        const text = [USERS_HEADER, ...encodeUsers(STAMP, given)].map((line) => `${line}\n`).join('')
        expect(decodeUsers(text)).toEqual({ rows: given.map((row) => ({ ...row, stamp: STAMP })), skipped: [] })
      }),
    )
  })
})

describe('the file name of a users log', () => {
  it.each([
    ['87545ACD_2024_0F', '2026-03-14 87545ACD_2024_0F users.csv'],
    ['MATLAB/Simulink', '2026-03-14 MATLAB%2FSimulink users.csv'],
    ['50% more: "a"?', '2026-03-14 50%25 more%3A %22a%22%3F users.csv'],
    ['Prüfstand', '2026-03-14 Prüfstand users.csv'],
    ['a\u0001b', '2026-03-14 a%01b users.csv'],
  ])('of %j is %j', (feature, name) => {
    expect(usersFileName('2026-03-14', feature)).toBe(name)
  })

  it('is cut to 150 bytes with a hash that tells long names apart', () => {
    const names = ['a', 'b'].map((end) => encodeFileName('ü'.repeat(149) + end))
    expect(names[0]).toMatch(/^ü{68}%~[0-9a-f]{12}$/)
    expect(Buffer.byteLength(names[0] ?? '')).toBe(150)
    expect(names[1]).not.toBe(names[0])
    expect(decodeFileName(names[0] ?? '')).toBeNull()
    expect(encodeFileName('x'.repeat(150))).toBe('x'.repeat(150))
    expect(encodeFileName('?'.repeat(51))).toMatch(/^(%3F){45}%~[0-9a-f]{12}$/)
  })

  it('leads back to the feature, and no other name does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (name) => {
        fc.pre(!encodeFileName(name).includes('%~'))
        expect(decodeFileName(encodeFileName(name))).toBe(name)
      }),
    )
    expect(decodeFileName('%41utocad')).toBeNull()
    expect(decodeFileName('50%')).toBeNull()
  })
})

/** Any text without tab, CR and LF. */
const field = fc.string({ unit: 'binary', maxLength: 30 }).map((text) => text.replace(/[\t\r\n]/g, '"'))
/** `--` stands for what was not said. */
const said = fc.option(field.filter((text) => text !== '--'))
