import { describe, expect, it } from 'vitest'
import { lookAtHistory, lookAtServer, type Watched } from '../../../main/alerts/look-now.ts'
import type { ServerSeats } from '../../../preload/contract/seats.ts'
import { feature, NOW, server } from '../desktop/seats.ts'
import { details, holder, rule } from './rule.ts'

const acad = feature('ACAD', { issued: 2, used: 2 })
const matlab = feature('MATLAB', { issued: 2, used: 2, known: false })
const cad = (given: Partial<ServerSeats> = {}) => server('CAD', { features: [acad, matlab], ...given })

function scopes(seats: ServerSeats, given: Partial<Watched>, now = NOW): readonly (string | null)[] {
  const watched: Watched = {
    rules: [],
    wishes: [],
    details: () => details(acad, [holder('mlindqvist')], ['tokafor']),
    ...given,
  }
  return lookAtServer(seats, watched, now).map(({ scope }) => scope)
}

describe('a look at a server', () => {
  it('is one for each rule and feature of which something is known', () => {
    const rules = [
      rule('low', { limit: 1 }),
      rule('held', { limit: 24 }),
      rule('queued'),
      rule('down'),
      rule('unreadable'),
      rule('expiring'),
      rule('denials'),
    ]
    expect(scopes(cad(), { rules })).toEqual([
      'low 1 CAD/adskflex/ACAD/0',
      'held 24 CAD/adskflex/ACAD/0',
      'queued 0 CAD/adskflex/ACAD/0',
      'down CAD',
      'unreadable CAD',
    ])
  })

  it('is at what the rule names, or at all', () => {
    expect(scopes(cad(), { rules: [rule('low', { of: ['CAD/MLM/OTHER/1'] })] })).toEqual([])
    expect(scopes(cad(), { rules: [rule('low', { of: [acad.key] })] })).toHaveLength(1)
    expect(scopes(cad(), { rules: [rule('down', { of: ['EDA'] })] })).toEqual([])
    expect(scopes(cad(), { rules: [rule('down', { of: ['CAD'] })] })).toEqual(['down CAD'])
  })

  it('is at the features whose next free seat somebody waits for', () => {
    expect(scopes(cad(), { wishes: [acad.key, matlab.key, 'CAD/gone/X/1'] })).toEqual(['free CAD/adskflex/ACAD/0'])
  })

  it('does not happen while polls are paused, before the first, or when the last is long ago', () => {
    const rules = [rule('low')]
    expect(scopes(cad({ paused: true }), { rules })).toEqual([])
    expect(scopes(cad({ askedAt: null }), { rules })).toEqual([])
    expect(scopes(cad(), { rules }, NOW + 180)).toHaveLength(1)
    expect(scopes(cad(), { rules }, NOW + 181)).toEqual([])
    expect(scopes(cad(), { rules }, NOW - 181)).toEqual([])
    expect(scopes(cad({ intervalSeconds: 300 }), { rules }, NOW + 900)).toHaveLength(1)
  })

  it('of a viewer goes by what the logger wrote, whose clock may differ', () => {
    expect(scopes(cad({ role: 'viewer' }), { rules: [rule('low')] }, NOW + 4000)).toHaveLength(1)
  })
})

describe('a look at history', () => {
  it('sees nothing where nothing was answered', () => {
    const known = { label: String, today: new Map([['CAD', 20_000]]) }
    const rules = [rule('expiring'), rule('denials'), rule('low')]
    expect(lookAtHistory(rules, { capacity: null, denials: null }, known)).toEqual([])
  })
})
