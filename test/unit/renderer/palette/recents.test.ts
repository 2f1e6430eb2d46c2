import { describe, expect, test } from 'vitest'
import type { Goal } from '../../../../renderer/palette/goal.ts'
import { lasting, readRecents, withRecent } from '../../../../renderer/palette/recents.ts'

const view = (label: string): Goal => ({ kind: 'view', label })
const feature: Goal = { kind: 'feature', key: 'cad/adskflex/87084ACD_2019_0F/0' }
const person: Goal = { kind: 'user', name: 'ehartmann' }
const code: Goal = { kind: 'code', code: '87663MAYA_2023_0F', product: 'Autodesk Maya 2023' }

test('the last place stands first, and each only once', () => {
  const recents = [view('Health'), feature, person].reduce(withRecent, [])
  expect(withRecent(recents, feature)).toEqual([feature, person, view('Health')])
})

test('eight places are remembered', () => {
  const recents = Array.from({ length: 20 }, (_, index) => view(`View ${index}`)).reduce(
    withRecent,
    [] as readonly Goal[],
  )
  expect(recents).toHaveLength(8)
  expect(recents[0]).toEqual(view('View 19'))
})

test('a feature that was found by who holds it is remembered without what was typed', () => {
  expect(withRecent([], { kind: 'holder', key: feature.key, text: 'ehartmann' })).toEqual([feature])
})

test('the names of people and hosts do not outlive the window', () => {
  const host: Goal = { kind: 'host', name: 'WS-1201' }
  expect(lasting([person, feature, host, view('Health')])).toEqual([feature, view('Health')])
})

describe('what was kept', () => {
  test('is read as it was written', () => {
    const recents = [feature, view('Health'), { kind: 'server', tag: 'cad' } as const, code]
    expect(readRecents(JSON.parse(JSON.stringify(recents)))).toEqual(recents)
  })

  test('is read without what is no place', () => {
    const kept = [
      null,
      3,
      'Health',
      {},
      { kind: 'view' },
      { kind: 'nowhere', key: 'x' },
      { kind: 'user', name: 'x' },
      feature,
    ]
    expect(readRecents(kept)).toEqual([feature])
    expect(readRecents({ 0: feature })).toEqual([])
    expect(readRecents(undefined)).toEqual([])
  })
})
