import { expect, test } from 'vitest'
import { draftOf } from '../../../../renderer/settings/draft.ts'
import { fieldOf, messageAt } from '../../../../renderer/settings/field-of.ts'
import { withServer } from '../../../../renderer/settings/server-draft.ts'
import { settingsOf } from '../settings.ts'

const rows = [
  { id: 4, tag: 'cad', address: '27000@lic-cad' },
  { id: 5, tag: '', address: '' },
  { id: 7, tag: 'eng', address: 'lic' },
].reduce((servers, row) => withServer(servers, row), draftOf(settingsOf()).servers)
const draft = { ...draftOf(settingsOf()), servers: rows }

test.each([
  ['dataFolder', 'dataFolder'],
  ['keepDays.users', 'keepDays.users'],
  ['servers.0.tag', 'servers.4.tag'],
  ['servers.1.address', 'servers.7.address'],
  ['servers.1.workingHours.from', 'servers.7.workingHours.from'],
  ['servers.9.tag', 'servers'],
  ['servers', 'servers'],
])('what is wrong at %s stands at the field %s: empty rows were not sent', (key, field) => {
  expect(fieldOf(key, draft)).toBe(field)
})

test('a sentence stands under its field and under the field its part belongs to, and nowhere else', () => {
  const problem = { field: 'servers.7.debugLogs.0', message: 'It needs a debug log that is a full path.' }
  expect(messageAt('servers.7.debugLogs', [problem])).toBe(problem.message)
  expect(messageAt('servers.7', [problem])).toBe(problem.message)
  expect(messageAt('servers.7.debug', [problem])).toBeNull()
  expect(messageAt('servers.70', [{ ...problem, field: 'servers.7' }])).toBeNull()
  expect(messageAt('dataFolder', [problem])).toBeNull()
  expect(messageAt('dataFolder', [])).toBeNull()
})
