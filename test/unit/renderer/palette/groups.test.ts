import { describe, expect, test } from 'vitest'
import type { CodeFound } from '../../../../preload/contract/api.ts'
import type { NameFound } from '../../../../preload/contract/history.ts'
import type { FeatureSeats } from '../../../../preload/contract/seats.ts'
import { createFormats } from '../../../../renderer/formats.ts'
import { type Known, knownOf } from '../../../../renderer/palette/entries.ts'
import type { Goal } from '../../../../renderer/palette/goal.ts'
import { type Found, type Group, groupsAtFirst, groupsFor, NOTHING_FOUND } from '../../../../renderer/palette/groups.ts'
import { featureOf, NOW, serverOf } from '../features.ts'

const acad23 = featureOf({ name: '87676ACD_2023_0F', products: ['Autodesk AutoCAD 2023'] })
const acad19 = featureOf({ name: '87084ACD_2019_0F', products: ['Autodesk AutoCAD 2019'], free: 0 })
const maya = featureOf({ name: '87072MAYA_2019_0F', products: ['Autodesk Maya 2019'] })
const users = featureOf({ name: 'USERS_DB', key: 'cad/MLM/USERS_DB/0', daemon: 'MLM' })

const known = (...features: readonly FeatureSeats[]): Known =>
  knownOf(
    [serverOf({ features }), serverOf({ tag: 'eda', address: '5280@eda-lic', state: 'down' })],
    NOW,
    createFormats('en-GB', 'Europe/Berlin'),
  )
const all = known(acad23, acad19, maya, users)

const name = (text: string): NameFound => ({ name: text, lastSeen: NOW - 3600, seatHours: 3 })
const code = (own: Partial<CodeFound>): CodeFound => ({
  ...{ code: '87663MAYA_2023_0F', product: 'Autodesk Maya 2023', release: '2023', kind: 'product' },
  ...{ vendor: 'Autodesk', seen: [] },
  ...own,
})
const find = (text: string, found: Partial<Found> = {}, pinned: readonly string[] = []) =>
  groupsFor(text, all, new Set(pinned), { ...NOTHING_FOUND, text, ...found })
const brief = (groups: readonly Group[]) =>
  groups.map(({ label, entries }) => [label, entries.map((entry) => entry.label)] as const)

describe('what was typed', () => {
  test('finds features by product and code, with what is free of them', () => {
    const [group] = find('autocad')
    expect(group?.label).toBe('Features')
    expect(group?.entries.map(({ label, detail, hint }) => [label, detail, hint])).toEqual([
      ['Autodesk AutoCAD 2019', '87084ACD_2019_0F, cad', 'none free'],
      ['Autodesk AutoCAD 2023', '87676ACD_2023_0F, cad', '3 of 25 free'],
    ])
  })

  test.each([
    ['settings alerts', 'Settings: Alerts'],
    ['alerts settings', 'Settings: Alerts'],
    ['alerts', 'Alerts'],
    ['health', 'Health'],
    ['data folder', 'Settings: Polling and data'],
    ['folder data', 'Settings: Polling and data'],
    ['theme', 'Settings: This computer'],
    ['add server', 'Settings: Servers'],
    ['notifications', 'Settings: Alerts'],
  ])('finds a place by its words and by what it holds, in any order: %s', (typed, place) => {
    const [group] = find(typed)
    expect([group?.label, group?.entries[0]?.label]).toEqual(['Views', place])
  })

  test('brings pinned features before others that fit as well', () => {
    expect(brief(find('autocad', {}, [acad23.key]))).toEqual([
      ['Features', ['Autodesk AutoCAD 2023', 'Autodesk AutoCAD 2019']],
    ])
  })

  test('brings the group with the best name first', () => {
    expect(brief(find('users')).map(([label]) => label)).toEqual(['Views', 'Features'])
    expect(brief(find('eda'))).toEqual([['Servers', ['eda']]])
  })

  test('brings what Seatlog was asked for below what the window knows', () => {
    const names = { users: [name('mayaleb')], hosts: [name('MAYA-WS-1')] }
    const found = find('maya', { names, codes: [code({})], holders: [acad19.key, maya.key] })
    expect(brief(found)).toEqual([
      ['Features', ['Autodesk Maya 2019']],
      ['Users', ['mayaleb']],
      ['Hosts', ['MAYA-WS-1']],
      ['Held or waited for', ['Autodesk AutoCAD 2019']],
      ['Feature codes', ['87663MAYA_2023_0F']],
    ])
    expect(found[1]?.entries[0]?.hint).toBe('seen 07:12')
    expect(found[3]?.entries[0]?.goal).toEqual({ kind: 'holder', key: acad19.key, text: 'maya' })
  })

  test('finds a code once, and not where its feature is found', () => {
    const served = code({ code: '87072MAYA_2019_0F', product: 'Autodesk Maya 2019', seen: [maya.key] })
    const older = code({ product: 'Maya 2023, formerly' })
    const found = find('maya', { codes: [served, code({}), older] })
    expect(found.at(-1)?.entries.map(({ label, detail }) => [label, detail])).toEqual([
      ['87663MAYA_2023_0F', 'Autodesk Maya 2023'],
    ])
  })

  test('is compared with an older answer until its own is there', () => {
    const names = { users: [name('ahart'), name('bhahn')], hosts: [] }
    const older = { text: 'h', names, codes: [code({})], holders: [acad19.key] }
    expect(brief(find('har', older))).toEqual([['Users', ['ahart']]])
  })

  test('says where more was found than is shown', () => {
    const many = known(...Array.from({ length: 5000 }, (_, index) => featureOf({ name: `F${index}` })))
    const [group] = groupsFor('f', many, new Set(), NOTHING_FOUND)
    expect(group?.entries).toHaveLength(8)
    expect(group?.more).toBe(true)
    expect(find('maya')[0]?.more).toBe(false)
  })

  test('finds nothing where nothing fits', () => {
    expect(find('zzyzx')).toEqual([])
  })
})

describe('before anything is typed', () => {
  test('the last places stand above the views, without those that are gone', () => {
    const recents: readonly Goal[] = [
      { kind: 'view', label: 'Health' },
      { kind: 'feature', key: maya.key },
      { kind: 'feature', key: 'cad/adskflex/GONE/0' },
      { kind: 'server', tag: 'gone' },
      { kind: 'user', name: 'ehartmann' },
      { kind: 'view', label: 'Gone' },
    ]
    const [recent, views] = groupsAtFirst(recents, all)
    expect(recent?.entries.map(({ label }) => label)).toEqual(['Health', 'Autodesk Maya 2019', 'ehartmann'])
    expect(views?.label).toBe('Views')
    expect(views?.entries.map(({ label }) => label)).toContain('Seats')
    expect(views?.entries.map(({ label }) => label)).not.toContain('Health')
  })
})
