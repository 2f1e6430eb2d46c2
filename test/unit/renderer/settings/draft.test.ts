import { expect, test } from 'vitest'
import { changesOf, type Draft, draftOf, restrictedTo } from '../../../../renderer/settings/draft.ts'
import { settingsOf } from '../settings.ts'

const settings = settingsOf({
  servers: [{ tag: 'cad', address: '27000@lic-cad', role: 'auto' }],
  lmutil: '/opt/flexnet/lmutil',
  dataFolder: '/srv/seatlog',
  keepDays: { users: 90 },
  archiveFolders: ['/srv/archive/2024', '/srv/archive/2025'],
  alertsInUse: [{ kind: 'low', on: true, limit: 0, minutes: 15, repeatMinutes: 1440, of: [] }],
  alertCommand: ['/opt/site/alert-mail', '--to', 'licenses@example.org'],
  equivalentFeatures: [['MATLAB', 'MATLAB_Campus']],
})

const changed = (part: Partial<Draft>) => changesOf({ ...draftOf(settings), ...part }, settings)

test('an untouched form saves nothing', () => {
  expect(changesOf(draftOf(settings), settings)).toEqual({})
})

test('only what is different is saved', () => {
  expect(changed({ lmutil: ' /opt/flexnet/lmutil ', intervalSeconds: '120' })).toEqual({ intervalSeconds: 120 })
})

test('a form follows what somebody else saved, where nothing was typed', () => {
  const later = { ...settings, intervalSeconds: 300 }
  const edits = { dataFolder: '/srv/other' }
  expect(changesOf({ ...draftOf(later), ...edits }, later)).toEqual({ dataFolder: '/srv/other' })
})

test('an emptied number is not 0 but no number, for main to refuse with the range it wants', () => {
  expect(changed({ intervalSeconds: ' ' })).toEqual({ intervalSeconds: Number.NaN })
})

test('an emptied field of days means that files are kept', () => {
  const { keepDays } = draftOf(settings)
  expect(changed({ keepDays: { ...keepDays, users: '' } })).toEqual({ keepDays: {} })
  expect(changed({ keepDays: { ...keepDays, events: '400' } })).toEqual({ keepDays: { users: 90, events: 400 } })
})

test('folders are one a line; blank lines and blanks around do not count', () => {
  expect(changed({ archiveFolders: '/srv/archive/2024\n\n  /srv/archive/2025 \n' })).toEqual({})
  expect(changed({ archiveFolders: '' })).toEqual({ archiveFolders: [] })
})

test('a command is its program and its arguments, a line each; without a program there is none', () => {
  expect(changed({ alertCommand: { program: '/opt/site/chat', args: '--room\nCAD licenses' } })).toEqual({
    alertCommand: ['/opt/site/chat', '--room', 'CAD licenses'],
  })
  expect(changed({ alertCommand: { program: ' ', args: '--to' } })).toEqual({ alertCommand: [] })
})

test('equivalent features are a group a line, with blanks or commas between', () => {
  expect(changed({ equivalentFeatures: 'MATLAB, MATLAB_Campus\nSIMULINK SIMULINK_Campus' })).toEqual({
    equivalentFeatures: [
      ['MATLAB', 'MATLAB_Campus'],
      ['SIMULINK', 'SIMULINK_Campus'],
    ],
  })
})

test('going back to the rules Seatlog begins with is saved as no rules of one’s own', () => {
  expect(changed({ alerts: null })).toEqual({ alerts: null })
})

test('a section saves its own settings only', () => {
  const changes = changed({ dataFolder: '/srv/other', theme: 'dark' })
  expect(restrictedTo(changes, ['theme', 'startOnLogin'])).toEqual({ theme: 'dark' })
})
