import { describe, expect, test } from 'vitest'
import { type Address, hashOf, parseAddress, USUAL, USUAL_KINDS } from '../../../../renderer/history/address.ts'

const NO_RESTRICTION = { span: '30d', tags: [], feature: null, user: null, kinds: USUAL_KINDS } as const

test.each<[string, Address]>([
  ['#/seats', { view: 'seats' }],
  ['#/codes', { view: 'codes' }],
  ['#/capacity', { view: 'capacity' }],
  ['#/alerts', { view: 'alerts' }],
  ['#/health', { view: 'health', tag: null }],
  ['#/health/cad-main', { view: 'health', tag: 'cad-main' }],
  ['#/first-run', { view: 'first-run' }],
  ['#/settings/alerts', { view: 'settings', section: 'alerts' }],
  ['#/features', { view: 'features', ...USUAL }],
  ['#/features?span=1y&working=1', { view: 'features', span: '1y', working: true }],
  ['#/feature/EDA/F0001', { view: 'feature', tags: ['EDA'], feature: 'F0001', ...USUAL }],
  [
    '#/feature/EDA+CAD/MATLAB?span=7d&working=1',
    { view: 'feature', tags: ['EDA', 'CAD'], feature: 'MATLAB', span: '7d', working: true },
  ],
  ['#/how-many/EDA/F%2F1%20x', { view: 'how-many', tags: ['EDA'], feature: 'F/1 x', ...USUAL, seats: null }],
  [
    '#/how-many/EDA/F0001?span=1y&seats=12',
    { view: 'how-many', tags: ['EDA'], feature: 'F0001', span: '1y', working: false, seats: 12 },
  ],
  ['#/users', { view: 'users', text: '' }],
  ['#/users?q=m%C3%BCller%20%26%20co', { view: 'users', text: 'müller & co' }],
  ['#/user/a.berger', { view: 'person', kind: 'user', name: 'a.berger', ...USUAL }],
  ['#/host/WS%231?span=90d', { view: 'person', kind: 'host', name: 'WS#1', span: '90d', working: false }],
  ['#/denials', { view: 'denials', ...NO_RESTRICTION }],
  [
    '#/denials?span=2026-09-01..2026-09-30&tags=EDA+CAD&feature=F0001&user=aberger&kinds=rule+not-served',
    {
      view: 'denials',
      span: { from: '2026-09-01', to: '2026-09-30' },
      tags: ['EDA', 'CAD'],
      feature: 'F0001',
      user: 'aberger',
      kinds: ['rule', 'not-served'],
    },
  ],
])('%s is an address, read and written alike', (hash, address) => {
  expect(parseAddress(hash)).toEqual(address)
  expect(hashOf(address)).toBe(hash)
})

test('the settings without a section, or with one that there is not, are those of the servers', () => {
  expect(parseAddress('#/settings')).toEqual({ view: 'settings', section: 'servers' })
  expect(parseAddress('#/settings/nothing')).toEqual({ view: 'settings', section: 'servers' })
})

test('a name that is empty restricts nothing', () => {
  expect(parseAddress('#/denials?feature=&user')).toEqual({ view: 'denials', ...NO_RESTRICTION })
})

test('a span of hours and minutes stays readable', () => {
  const span = { from: '2026-10-05T08:15', to: '2026-10-05T12:00' }
  const address: Address = { view: 'features', span, working: false }
  expect(hashOf(address)).toBe('#/features?span=2026-10-05T08:15..2026-10-05T12:00')
  expect(parseAddress(hashOf(address))).toEqual(address)
})

describe('what cannot be read', () => {
  test.each([
    '',
    '#',
    '#token=abc',
    '#/',
    '#/nowhere',
    '#/feature',
    '#/feature/EDA',
    '#/feature//F0001',
    '#/feature/EDA/F0001/more',
    '#/feature/../F0001',
    '#/user/',
    '#/user/%E0%A4%A',
  ])('falls back to the seats: %s', (hash) => {
    expect(parseAddress(hash)).toEqual({ view: 'seats' })
  })

  test.each(['soon', '2026-09-30..2026-09-01', '2026-13-01..2026-13-02', '2026-09-01', 'a..b', '1..2..3'])(
    'is not taken for a span: %s',
    (span) => {
      expect(parseAddress(`#/features?span=${span}`)).toEqual({ view: 'features', ...USUAL })
    },
  )

  test.each(['', 'many', '-3', '2.5', '12345678901'])('is not taken for a number of seats: %s', (seats) => {
    expect(parseAddress(`#/how-many/EDA/F0001?seats=${seats}`)).toMatchObject({ view: 'how-many', seats: null })
  })

  test('leaves out servers that have no tag, and kinds of denials there are not', () => {
    expect(parseAddress('#/feature/EDA+%20+EDA+a%2Fb/F0001')).toMatchObject({ tags: ['EDA'] })
    expect(parseAddress('#/denials?kinds=rule+burnt')).toMatchObject({ kinds: ['rule'] })
  })
})

test('an address takes a name with half a character in it', () => {
  const hash = hashOf({ view: 'person', kind: 'user', name: 'a\ud83d', ...USUAL })
  expect(parseAddress(hash)).toEqual({ view: 'person', kind: 'user', name: 'a\ufffd', ...USUAL })
})
