import { expect, it } from 'vitest'
import { tagProblem } from '../../../../preload/contract/tag.ts'

it.each(['cad', 'A', '2fast', 'Lic-01_main', 'x'.repeat(32), 'console', 'states'])('takes %j for a tag', (tag) => {
  expect(tagProblem(tag, ['other'])).toBeNull()
})

it.each([
  ['', 'needs a tag'],
  ['x'.repeat(33), 'longer than 32'],
  ['-cad', 'letter or digit'],
  ['lic 01', 'letters A to Z'],
  ['prüf', 'letters A to Z'],
  ['../x', 'letters A to Z'],
  ['cad\n', 'letters A to Z'],
  ['CON', 'Windows device'],
  ['lpt1', 'Windows device'],
  ['State', 'folder of Seatlog'],
  ['imported', 'folder of Seatlog'],
  ['CAD', 'taken by the server "cad"'],
])('refuses %j: it is %s', (tag, reason) => {
  expect(tagProblem(tag, ['cad', 'eda'])).toContain(reason)
})
