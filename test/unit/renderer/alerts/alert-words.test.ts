import { expect, test } from 'vitest'
import { ALERT_KINDS, type AlertRule } from '../../../../preload/contract/alerts.ts'
import { alertWords, canWait, emptyWords } from '../../../../renderer/alerts/alert-words.ts'
import { featureOf } from '../features.ts'

const rule = (kind: AlertRule['kind'], on: boolean): AlertRule => ({
  ...{ kind, on, limit: 1, minutes: 0, repeatMinutes: 0, of: [] },
})

test('each kind has words and a shape of its own, and what is over the shape of what is well', () => {
  const words = [...ALERT_KINDS, 'free' as const].map((kind) => alertWords({ kind, over: false }))
  expect(words).toHaveLength(8)
  expect(new Set(words.map(({ label }) => label)).size).toBe(8)
  expect(new Set(words.map(({ icon }) => icon)).size).toBe(8)
  expect(alertWords({ kind: 'down', over: true })).toEqual({ icon: 'up', label: 'Back' })
})

test('an empty list says what would stand in it', () => {
  const { title, text } = emptyWords([rule('low', true), rule('held', false), rule('down', true), rule('low', true)])
  expect(title).toBe('Nothing was told yet')
  expect(text).toBe('A notification comes, and stands here, for few free seats and servers that are down.')
})

test('an empty list where nothing is switched on says why', () => {
  const { title, text } = emptyWords([rule('low', false)])
  expect(title).toBe('No alerts are switched on')
  expect(text).toContain('only shows what another one records')
})

test.each([
  ['none is free', { free: 0 }, true],
  ['one is free', { free: 1 }, false],
  ['there is no count', { free: null, issued: null }, false],
  ['there are no seats at all', { free: 0, issued: 0 }, false],
])('whether a free seat can be waited for where %s', (_, own, expected) => {
  expect(canWait(featureOf(own))).toBe(expected)
})
