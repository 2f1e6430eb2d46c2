import { expect, test } from 'vitest'
import type { SettingsView } from '../../../../preload/contract/api.ts'
import { draftOf, patchOf } from '../../../../renderer/dialogs/setup-draft.ts'

const settings: SettingsView = {
  servers: [{ tag: 'cad', address: '27000@lic-cad' }],
  lmutil: '/opt/flexnet/lmutil',
  lmutilFound: null,
  dataFolder: '/srv/seatlog',
  names: 'pseudonyms',
  intervalSeconds: 60,
  pinned: ['cad/adskflex/A/0'],
  theme: 'dark',
}

test('an untouched form saves what was there, and leaves pins and colors alone', () => {
  expect(patchOf(draftOf(settings))).toEqual({
    servers: settings.servers,
    lmutil: settings.lmutil,
    dataFolder: settings.dataFolder,
    names: 'pseudonyms',
    intervalSeconds: 60,
  })
})

test('the first server has its row ready; left empty it is not saved', () => {
  const draft = draftOf({ ...settings, servers: [] })
  expect(draft.servers).toHaveLength(1)
  expect(patchOf(draft).servers).toEqual([])
})

test('blanks around what was typed go, a row with one half stays for main to judge', () => {
  const servers = [
    { id: 0, tag: ' cad ', address: ' 27000@lic-cad ' },
    { id: 1, tag: '', address: '27001@lic-eng' },
  ]
  expect(patchOf({ ...draftOf(settings), servers }).servers).toEqual([
    { tag: 'cad', address: '27000@lic-cad' },
    { tag: '', address: '27001@lic-eng' },
  ])
})
