import { describe, expect, test } from 'vitest'
import type { FeatureDetails } from '../../../../preload/contract/seats.ts'
import { createFormats } from '../../../../renderer/formats.ts'
import type { Opened } from '../../../../renderer/model.ts'
import { flatten, type SeatRow } from '../../../../renderer/seats/rows.ts'
import { featureOf, holderOf, NOW } from '../features.ts'

const reading = { words: [], now: NOW, formats: createFormats('en-GB', 'Europe/Berlin') }
const first = featureOf({ name: 'FIRST', held: 3, used: 3, reserved: 0, free: 22 })
const second = featureOf({ name: 'SECOND' })

function opened(own: Partial<FeatureDetails>, failure: string | null = null): ReadonlyMap<string, Opened> {
  const details = {
    key: first.key,
    pools: [],
    holders: [],
    reservations: [],
    queued: [],
    listedSeats: first.held,
    ...own,
  }
  return new Map([[first.key, { tag: 'cad', details: failure === null ? details : null, failure }]])
}

const holders = ['aberger', 'bkuhn', 'cnowak'].map((user, index) => holderOf({ user, heldFor: index * 100 }))

/** A row in few words. */
function brief(row: SeatRow): string {
  switch (row.kind) {
    case 'feature':
      return row.feature.name
    case 'note':
    case 'heading':
      return row.text
    case 'holder':
      return row.holder.user
    case 'pool':
      return row.pool.version
    case 'reservation':
      return row.name
    case 'waiting':
      return row.waiting.user
  }
}

describe('an opened feature', () => {
  test('stands between its neighbors with its holders below, the longest first', () => {
    expect(flatten([first, second], opened({ holders }), reading).map(brief)).toEqual([
      'FIRST',
      '3 held by 19 people, 22 of 25 free.',
      'Held',
      'cnowak',
      'bkuhn',
      'aberger',
      'SECOND',
    ])
  })

  test('brings a lingering holder who is sought before those who hold', () => {
    const lingering = holderOf({ user: 'dsuarez', raw: 'dsuarez ws-4 ws-4', linger: { remaining: 60, total: 120 } })
    const rows = flatten([first], opened({ holders: [...holders, lingering] }), { ...reading, words: ['dsuarez'] })
    expect(rows.map(brief).slice(2, 6)).toEqual(['Lingering', 'dsuarez', 'Held', 'cnowak'])
  })

  test('shows lingering seats, reservations and who waits apart from those who hold', () => {
    const rows = flatten(
      [first],
      opened({
        holders: [...holders, holderOf({ user: 'dfischer', linger: { remaining: 60, total: 3600 } })],
        reservations: [{ count: 2, kind: 'GROUP', name: 'TRAINING' }],
        queued: [{ user: 'ehartmann', host: 'WS-7', display: null, version: null, seats: 1 }],
      }),
      reading,
    )
    expect(rows.slice(5).map(brief)).toEqual([
      'aberger',
      'Lingering',
      'dfischer',
      'Reserved',
      'TRAINING',
      'Waiting',
      'ehartmann',
    ])
  })

  test('says when lmstat listed fewer rows than seats, and does not call that nobody', () => {
    const rows = flatten([first], opened({ listedSeats: 0 }), reading).map(brief)
    expect(rows).toContain('lmstat listed 0 of 3 seats.')
    expect(rows).not.toContain('Nobody holds a seat.')
  })

  test('says that nobody holds a seat only when that is known', () => {
    const idle = { ...first, held: 0 }
    expect(flatten([idle], opened({ listedSeats: 0 }), reading).map(brief)).toContain('Nobody holds a seat.')
  })

  test('puts those who match the search on top', () => {
    const rows = flatten([first], opened({ holders }), { ...reading, words: ['aberger'] })
    const hit = rows.filter((row) => row.kind === 'holder').map((row) => [row.holder.user, row.hit])
    expect(hit).toEqual([
      ['aberger', true],
      ['cnowak', false],
      ['bkuhn', false],
    ])
  })

  test('finds a person among the holders of the feature that the other words mean', () => {
    const rows = flatten([first], opened({ holders }), { ...reading, words: ['first', 'bku'] })
    expect(rows.filter((row) => row.kind === 'holder' && row.hit).map(brief)).toEqual(['bkuhn'])
    const own = flatten([first], opened({ holders }), { ...reading, words: ['first'] })
    expect(own.filter((row) => row.kind === 'holder' && row.hit)).toEqual([])
  })

  test('lists the other products of its code, also while its details are on their way', () => {
    const products = ['Autodesk AutoCAD 2019', 'Autodesk AutoCAD 2018', 'Autodesk AutoCAD 2017']
    const also = 'Also: Autodesk AutoCAD 2018, Autodesk AutoCAD 2017'
    const feature = { ...first, products }
    expect(flatten([feature], opened({ holders }), reading).map(brief)[2]).toBe(also)
    const asking = new Map([[first.key, { tag: 'cad', details: null, failure: null }]])
    expect(flatten([feature], asking, reading).map(brief)[2]).toBe(also)
  })

  test('tells why its details are not there', () => {
    expect(flatten([first], opened({}, 'The feature is no longer served.'), reading).map(brief)).toEqual([
      'FIRST',
      '3 held by 19 people, 22 of 25 free.',
      'The feature is no longer served.',
    ])
  })
})

test('a line keeps its key over an update, and equal holders have keys of their own', () => {
  const twins = [holderOf({ handle: null }), holderOf({ handle: null })]
  const keys = (list: typeof twins) => flatten([first], opened({ holders: list }), reading).map(({ key }) => key)
  const before = keys(twins)
  expect(new Set(before).size).toBe(before.length)
  const after = keys([holderOf({ user: 'bkuhn', heldFor: 9999 }), ...twins.map((twin) => ({ ...twin, heldFor: 2520 }))])
  expect(after).toHaveLength(before.length + 1)
  expect(before.filter((key) => !after.includes(key))).toEqual([])
})
