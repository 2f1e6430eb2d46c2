import { expect, test } from 'vitest'
import { ALERT_KINDS } from '../../../../preload/contract/alerts.ts'
import {
  draftOfRule,
  isRepeated,
  KINDS,
  newRule,
  ruleOf,
  sentenceParts,
} from '../../../../renderer/settings/rule-draft.ts'

const RULE = { kind: 'low', on: false, limit: 2, minutes: 10, repeatMinutes: 60, of: ['cad/adskflex/A/0'] } as const

test('a rule comes back as it was', () => {
  expect(ruleOf(draftOfRule(RULE, 3))).toEqual(RULE)
})

test('a rule about all forgets which features it was about only when it is saved', () => {
  const all = { ...draftOfRule(RULE, 3), some: false }
  expect(all.of).toHaveLength(1)
  expect(ruleOf(all).of).toEqual([])
})

test('a rule about some of which none is chosen is not about all: main refuses its empty key', () => {
  expect(ruleOf({ ...draftOfRule(RULE, 3), of: [] }).of).toEqual([''])
})

test('an emptied limit is no number, for main to refuse', () => {
  expect(ruleOf({ ...draftOfRule(RULE, 3), limit: '' }).limit).toBeNaN()
})

test('a new rule of each kind is on, about everything, and has whole numbers', () => {
  for (const kind of ALERT_KINDS) {
    const rule = ruleOf(newRule(kind, 0))
    expect(rule).toMatchObject({ kind, on: true, of: [] })
    expect([rule.limit, rule.minutes, rule.repeatMinutes].every(Number.isInteger), kind).toBe(true)
  }
})

test('the sentence of a rule is cut where its fields stand', () => {
  expect(sentenceParts(KINDS.queued.sentence)).toEqual([
    'When ',
    '{limit}',
    ' or more wait for a seat for ',
    '{minutes}',
    ' minutes.',
  ])
})

test('expiry has dates of its own; whatever else lasts is told again', () => {
  expect(ALERT_KINDS.filter((kind) => !isRepeated(kind))).toEqual(['expiring'])
})
