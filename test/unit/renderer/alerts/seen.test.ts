import { describe, expect, test } from 'vitest'
import { isNew, NOTHING_SEEN, newestOf, readSeen } from '../../../../renderer/alerts/seen.ts'
import { NOW } from '../features.ts'
import { alertOf } from './alerts.ts'

const alerts = [alertOf({ id: 12, at: NOW }), alertOf({ id: 11, at: NOW - 60 })]
const seen = newestOf(alerts)

test('what was looked at is not new any more, what is told later is', () => {
  expect(alerts.filter((alert) => isNew(alert, NOTHING_SEEN))).toHaveLength(2)
  expect(alerts.filter((alert) => isNew(alert, seen))).toEqual([])
  expect(isNew(alertOf({ id: 13, at: NOW }), seen)).toBe(true)
})

test('an alert is new though ids began anew, and though the clock was set back', () => {
  expect(isNew(alertOf({ id: 1, at: NOW + 3600 }), seen)).toBe(true)
  expect(isNew(alertOf({ id: 13, at: NOW - 3600 }), seen)).toBe(true)
})

test('with no alerts nothing has been seen', () => {
  expect(newestOf([])).toEqual(NOTHING_SEEN)
})

describe('what was kept', () => {
  test('is read as it was written', () => {
    expect(readSeen(JSON.parse(JSON.stringify(seen)))).toEqual(seen)
  })

  test.each([undefined, null, 12, 'id', [], {}, { id: 3 }, { id: '3', at: NOW }])(
    '%j means nothing was seen',
    (kept) => {
      expect(readSeen(kept)).toEqual(NOTHING_SEEN)
    },
  )
})
