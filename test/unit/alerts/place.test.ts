import { describe, expect, it } from 'vitest'
import { ALERTS_PLACE, CAPACITY_PLACE, denialsPlace, featurePlace, healthPlace } from '../../../main/alerts/place.ts'
import { parseAddress } from '../../../renderer/history/address.ts'

describe('the place of an alert', () => {
  it('is read by the window as the view that was meant', () => {
    const looked = { span: '30d', working: false }
    expect(parseAddress(healthPlace('CAD-1'))).toEqual({ view: 'health', tag: 'CAD-1' })
    expect(parseAddress(ALERTS_PLACE)).toEqual({ view: 'alerts' })
    expect(parseAddress(CAPACITY_PLACE)).toEqual({ view: 'capacity' })
    for (const name of ['87676ACD_2026_0F', 'Dünn/dick + 50% #1?']) {
      expect(parseAddress(featurePlace('CAD-1', name))).toEqual({
        view: 'feature',
        tags: ['CAD-1'],
        feature: name,
        ...looked,
      })
      expect(parseAddress(denialsPlace('CAD-1', name))).toEqual({
        view: 'denials',
        span: '24h',
        tags: ['CAD-1'],
        feature: name,
        user: null,
        kinds: ['no-seat'],
      })
    }
  })
})
