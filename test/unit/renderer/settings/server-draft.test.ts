import { describe, expect, test } from 'vitest'
import type { ServerSetting } from '../../../../preload/contract/settings.ts'
import {
  type DraftServer,
  draftOfServer,
  filled,
  moved,
  nextId,
  othersOf,
  serverOf,
  withServer,
} from '../../../../renderer/settings/server-draft.ts'

const FULL: ServerSetting = {
  tag: 'cad',
  address: '27000@lic-cad',
  role: 'viewer',
  zone: 'Europe/Berlin',
  debugLogs: ['/mnt/lic-cad/debug.log', '/mnt/lic-cad/adskflex-@DATE@.log'],
  workingHours: { weekdays: [1, 2, 3, 4], from: '07:00', to: '17:00', holidays: ['2026-12-25', '2026-12-26'] },
  optionsFile: '/mnt/lic-cad/adskflex.opt',
  licenseFile: '/mnt/lic-cad/license.dat',
  packages: { '64300ACD_F': ['87676ACD_2023_0F', '87688RVT_2023_0F'] },
}
const empty = draftOfServer({ tag: '', address: '' }, 0)
const draft = (own: Partial<DraftServer>): DraftServer => ({ ...draftOfServer(FULL, 0), ...own })

test('all a server has comes back as it was', () => {
  expect(serverOf(draftOfServer(FULL, 0), [FULL])).toEqual(FULL)
})

test('of a new server only what was typed is saved', () => {
  expect(serverOf({ ...empty, tag: ' eng ', address: ' 27001@lic-eng ' }, [FULL])).toEqual({
    tag: 'eng',
    address: '27001@lic-eng',
    role: 'auto',
  })
})

test('what was emptied is named, since a server keeps what is not', () => {
  const emptied = draft({ zone: '', debugLogs: '\n', optionsFile: ' ', licenseFile: '', packages: [] })
  expect(serverOf({ ...emptied, workingHours: null }, [FULL])).toEqual({
    tag: 'cad',
    address: '27000@lic-cad',
    role: 'viewer',
    zone: '',
    debugLogs: [],
    workingHours: { weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '18:00', holidays: [] },
    optionsFile: '',
    licenseFile: '',
    packages: {},
  })
})

test('a server is known again by its tag, whatever its case', () => {
  expect(serverOf(draft({ tag: 'CAD', zone: '' }), [FULL])).toMatchObject({ tag: 'CAD', zone: '' })
  expect(serverOf(draft({ tag: 'other', zone: '' }), [FULL])).not.toHaveProperty('zone')
})

test('empty rows of packages are left out, two of one name are one, and halves are kept for main to judge', () => {
  const packages = [
    { id: 0, name: 'SUITE', components: 'A B' },
    { id: 1, name: ' ', components: ' ' },
    { id: 2, name: ' SUITE ', components: 'D,E' },
  ]
  expect(serverOf(draft({ packages }), [FULL]).packages).toEqual({ SUITE: ['A', 'B', 'D', 'E'] })
  const halves = [
    { id: 0, name: 'SUITE', components: '' },
    { id: 1, name: '', components: 'C' },
  ]
  expect(serverOf(draft({ packages: halves }), [FULL]).packages).toEqual({ SUITE: [], '': ['C'] })
})

test('an empty row is not saved, one with half of a server is, for main to judge', () => {
  const rows = [empty, { ...empty, id: 1, tag: 'cad' }, { ...empty, id: 2, address: '27000@lic-cad' }]
  expect(filled(rows).map(({ id }) => id)).toEqual([1, 2])
})

describe('the list of servers', () => {
  const rows = [4, 7, 9].map((id) => ({ ...empty, id }))
  const ids = (servers: readonly DraftServer[]) => servers.map(({ id }) => id)

  test('a server moves up or down by a place, and not beyond the ends', () => {
    expect(ids(moved(rows, 7, -1))).toEqual([7, 4, 9])
    expect(ids(moved(rows, 7, 1))).toEqual([4, 9, 7])
    expect(ids(moved(rows, 4, -1))).toEqual([4, 7, 9])
    expect(ids(moved(rows, 9, 1))).toEqual([4, 7, 9])
  })

  test('a new row gets a number that no row has', () => {
    expect(nextId([])).toBe(0)
    expect(ids(withServer(rows, { tag: 'eda' }))).toEqual([4, 7, 9, 10])
    expect(withServer(rows, { tag: 'eda' }).at(-1)).toMatchObject({ tag: 'eda', address: '' })
  })
})

test('the closed row says what of a server is not as usual', () => {
  expect(othersOf(empty)).toEqual([])
  expect(othersOf(draftOfServer(FULL, 0))).toEqual([
    'only shown',
    'Europe/Berlin',
    '2 debug logs',
    'own working hours',
    'options file',
    'license file',
    '1 package',
  ])
})
