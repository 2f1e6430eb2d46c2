import { describe, expect, it } from 'vitest'
import { type Asked, countedDenials, denialClass } from '../../../main/usage/denials.ts'

const asked = (at: number, more: Partial<Asked> = {}): Asked => ({
  at,
  feature: 'MATLAB',
  user: 'mlind',
  host: 'ws-12',
  ...more,
})

const countedAt = (...args: Parameters<typeof countedDenials>): number[] => countedDenials(...args).map(({ at }) => at)

describe('the class of a denial', () => {
  it.each([
    [-4, 'no-seat'],
    [-101, 'no-seat'],
    [-24, 'no-seat'],
    [-38, 'rule'],
    [-39, 'rule'],
    [-87, 'rule'],
    [-5, 'not-served'],
    [-18, 'not-served'],
    [null, 'not-served'],
  ] as const)('of %s is %s', (code, expected) => {
    expect(denialClass(code)).toBe(expected)
  })
})

describe('denials that count', () => {
  it('are the last of several of one user, host and feature within ten seconds of the next', () => {
    expect(countedAt([asked(100), asked(105), asked(115), asked(126)], [])).toEqual([115, 126])
  })

  it('are looked for in a window of any length', () => {
    const denials = [asked(100), asked(105), asked(115), asked(126)]
    expect(countedAt(denials, [], { windowSeconds: 60 })).toEqual([126])
    expect(countedAt(denials, [], { windowSeconds: 1 })).toEqual([100, 105, 115, 126])
  })

  it('count apart for another user, host or feature', () => {
    const others = [asked(100), asked(101, { user: 'tkeller' }), asked(102, { host: 'ws-13' })]
    expect(countedDenials([...others, asked(103, { feature: 'SIMULINK' })], [])).toHaveLength(4)
  })

  it('take a user in another case and a host with its domain for the same, but not two addresses of one network', () => {
    expect(countedAt([asked(100), asked(101, { user: 'MLind', host: 'WS-12.example.com' })], [])).toEqual([101])
    expect(countedDenials([asked(1, { host: '10.0.0.1' }), asked(2, { host: '10.0.0.2' })], [])).toHaveLength(2)
  })

  it('are only one of those in the same second, and keep their order', () => {
    expect(countedDenials([asked(100), asked(100), asked(90, { user: 'tkeller' })], [])).toEqual([
      asked(100),
      asked(90, { user: 'tkeller' }),
    ])
  })

  it('are not followed by a checkout of the feature within a second', () => {
    expect(countedAt([asked(100)], [asked(100)])).toEqual([])
    expect(countedAt([asked(100)], [asked(101)])).toEqual([])
    expect(countedAt([asked(100)], [asked(102)])).toEqual([100])
    expect(countedAt([asked(100)], [asked(99)])).toEqual([100])
    expect(countedAt([asked(100)], [asked(101, { user: 'tkeller' }), asked(101, { feature: 'SIMULINK' })])).toEqual([
      100,
    ])
  })

  it('drop all of a row of denials that ended with a checkout', () => {
    expect(countedAt([asked(100), asked(104), asked(108)], [asked(300), asked(109), asked(1)])).toEqual([])
  })

  it('are not followed by a checkout of a feature that does for it', () => {
    const equivalents = [
      ['MATLAB', 'MATLAB_Campus'],
      ['MATLAB', 'MATLAB_Trial'],
    ]
    expect(countedAt([asked(100)], [asked(101, { feature: 'MATLAB_Campus' })], { equivalents })).toEqual([])
    expect(countedAt([asked(100)], [asked(101, { feature: 'MATLAB_Trial' })], { equivalents })).toEqual([])
    expect(countedAt([asked(100)], [asked(101, { feature: 'SIMULINK' })], { equivalents })).toEqual([100])
  })
})
