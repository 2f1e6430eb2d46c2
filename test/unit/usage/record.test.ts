import { describe, expect, it } from 'vitest'
import { recordSlot } from '../../../main/usage/record.ts'
import { recordRows } from '../../at-once.ts'
import { answer, checkout, daemon, feature } from './answers.ts'

const all = () => true

describe('the rows of a poll', () => {
  it('has one for each counted feature, idle ones too', () => {
    const { features } = recordRows(answer([daemon('adskflex', [feature('A', 10, 0), feature('B', 5, 2)])]), all)
    expect(features).toEqual([
      { feature: 'A', version: null, daemon: 'adskflex', licenseType: null, issued: 10, used: 0, users: 0 },
      { feature: 'B', version: null, daemon: 'adskflex', licenseType: null, issued: 5, used: 2, users: 0 },
    ])
  })

  it('takes version and type from the first pool and the used number from the summary', () => {
    const checkouts = [checkout('Ines'), checkout('ines', { host: 'ws-13' })]
    const pools = [{ version: '2.000', vendor: 'adskflex', type: 'floating license' }]
    const { features, users } = recordRows(
      answer([daemon('adskflex', [feature('A', 10, 5, { checkouts, pools })])]),
      all,
    )
    expect(features).toMatchObject([{ version: '2.000', licenseType: 'floating', used: 5, users: 1 }])
    expect(users).toHaveLength(2)
    expect(users[1]).toEqual({
      feature: 'A',
      user: 'ines',
      host: 'ws-13',
      display: 'ws-12',
      version: '1.000',
      serverHost: 'lic1',
      serverPort: '27000',
      handle: '101',
      checkout: '2026-03-02T07:30:00',
    })
  })

  it('has one for an uncounted feature only while somebody holds it', () => {
    const held = feature('A', 0, 0, { kind: 'uncounted', checkouts: [checkout('a')] })
    const idle = feature('B', 0, 0, { kind: 'uncounted' })
    const { features } = recordRows(answer([daemon('d', [held, idle])]), all)
    expect(features).toMatchObject([{ feature: 'A', licenseType: 'uncounted', issued: null, used: 1 }])
  })

  it('leaves out error features, incomplete daemons and daemons not wanted', () => {
    const broken = feature('X', 0, 0, { kind: 'error' })
    const what = answer([
      daemon('a', [broken]),
      daemon('b', [feature('B', 1, 0)], { complete: false }),
      daemon('c', [feature('C', 1, 0)]),
    ])
    expect(recordRows(what, all).features.map((r) => r.feature)).toEqual(['C'])
    expect(recordRows(what, (id) => id !== 'c').features).toEqual([])
  })

  it('knows node-locked pools', () => {
    const pools = [{ version: '1', vendor: 'd', type: 'nodelocked license, locked to "12ab"' }]
    expect(recordRows(answer([daemon('d', [feature('A', 1, 0, { pools })])]), all).features[0]?.licenseType).toBe(
      'nodelocked',
    )
  })

  it('counts record intervals from the epoch, so that they begin at full five minutes', () => {
    expect(recordSlot(299, 300)).toBe(0)
    expect(recordSlot(300, 300)).toBe(1)
  })
})
