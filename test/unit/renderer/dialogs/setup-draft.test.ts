import { expect, test } from 'vitest'
import type { SettingsView } from '../../../../preload/contract/api.ts'
import {
  draftOf,
  emptyAddressNote,
  fieldOf,
  isEdited,
  patchOf,
  refusal,
} from '../../../../renderer/dialogs/setup-draft.ts'

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

test('a tag without an address is told what that means, an empty row is not', () => {
  expect(emptyAddressNote({ id: 0, tag: 'cad', address: ' ' })).toBe('Empty: lmutil’s own search (LM_LICENSE_FILE).')
  expect(emptyAddressNote({ id: 0, tag: 'cad', address: '27000@lic-cad' })).toBeNull()
  expect(emptyAddressNote({ id: 0, tag: ' ', address: '' })).toBeNull()
})

test('the demo is not left for no server at all; without the demo, servers may be removed', () => {
  const none = patchOf(draftOf({ ...settings, servers: [] }))
  expect(refusal(none, true)).toBe('Add a server, or cancel to keep the demo.')
  expect(refusal(none, false)).toBeNull()
  expect(refusal(patchOf(draftOf(settings)), true)).toBeNull()
})

test('a form counts as edited once something else would be saved', () => {
  const draft = draftOf(settings)
  expect(isEdited(draft, settings)).toBe(false)
  expect(isEdited({ ...draft, lmutil: ' /opt/flexnet/lmutil ' }, settings)).toBe(false)
  expect(isEdited({ ...draft, lmutil: '/opt/lmutil' }, settings)).toBe(true)
})

test.each([
  ['Not saved: the path of lmutil must be a full path.', 'lmutil'],
  ['Not saved: the data folder must be a full path.', 'dataFolder'],
  ['Not saved: the interval must be a whole number of seconds from 10 to 3600.', 'interval'],
  ['Not saved: the server 3 has a wrong address: "lic" is no address.', 'address 2'],
  ['Settings cannot be kept in /etc/seatlog.json (EACCES): allow reading and writing there.', null],
])('"%s" speaks of the field %s', (message, field) => {
  const servers = [
    { id: 0, tag: 'cad', address: '27000@lic-cad' },
    { id: 1, tag: '', address: '' },
    { id: 2, tag: 'eng', address: 'lic' },
  ]
  expect(fieldOf(message, { ...draftOf(settings), servers })).toBe(field)
})

test('a tag that is taken is the second one’s fault', () => {
  const servers = [
    { id: 4, tag: 'cad', address: '27000@lic-cad' },
    { id: 7, tag: 'CAD', address: '27001@lic-eng' },
  ]
  expect(fieldOf('Not saved: the server “CAD” has a wrong tag.', { ...draftOf(settings), servers })).toBe('tag 7')
})
