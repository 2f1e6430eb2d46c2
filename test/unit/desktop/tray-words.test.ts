import { expect, it } from 'vitest'
import { featureNames, waitingWords } from '../../../main/desktop/tray-words.ts'
import { feature } from './seats.ts'

it('other people’s text is one plain line in the words of the tray', () => {
  const turned = feature('mill\u202E\neerf', { issued: 8, used: 8, queued: 2 })
  const long = feature('x'.repeat(300), { issued: 8, used: 8 })
  expect(featureNames([turned, long])).toEqual(['mill eerf', `${'x'.repeat(79)}…`])
  expect(waitingWords(turned, ['rhea\0', 'tove\u2066'])).toBe(', 2 waiting: rhea, tove')
})
