import { describe, expect, it } from 'vitest'
import { BEGINNING_RULES, concerns, isOfName, ruleId, rulesInUse } from '../../../main/alerts/rules.ts'
import { checkKey } from '../../../main/settings/schema.ts'
import { ALERT_KINDS } from '../../../preload/contract/alerts.ts'
import { rule } from './rule.ts'

describe('the rules Seatlog begins with', () => {
  it('are one of each kind, and can be saved as they are', () => {
    expect(BEGINNING_RULES.map(({ kind }) => kind)).toEqual(ALERT_KINDS)
    expect(checkKey('alerts', BEGINNING_RULES)).toMatchObject({ good: true })
  })

  it('name nobody unless somebody wants it', () => {
    expect(BEGINNING_RULES.filter(({ on }) => !on).map(({ kind }) => kind)).toEqual(['held'])
  })

  it('are all off for a viewer', () => {
    expect(rulesInUse(null, false).some(({ on }) => on)).toBe(false)
    expect(rulesInUse(null, true)).toBe(BEGINNING_RULES)
    const saved = [rule('low')]
    expect(rulesInUse(saved, false)).toBe(saved)
  })

  it('concern the servers this Seatlog logs, saved ones all', () => {
    expect(concerns(null, { role: 'logger' })).toBe(true)
    expect(concerns(null, { role: 'viewer' })).toBe(false)
    expect(concerns(null, { role: 'window' })).toBe(false)
    expect(concerns([], { role: 'viewer' })).toBe(true)
  })
})

describe('a rule', () => {
  it('is remembered by its limit where it has one', () => {
    expect(ruleId(rule('low', { limit: 3 }))).toBe('low 3')
    expect(ruleId(rule('down', { limit: 3 }))).toBe('down')
  })

  it('names features by server and name, whatever their daemon and block', () => {
    const one = rule('denials', { of: ['CAD/adskflex/A%2FB/2'] })
    expect(isOfName(one, 'CAD', 'A/B')).toBe(true)
    expect(isOfName(one, 'EDA', 'A/B')).toBe(false)
    expect(isOfName(one, 'CAD', 'A')).toBe(false)
    expect(isOfName(rule('denials'), 'EDA', 'X')).toBe(true)
  })
})
