import { describe, expect, it } from 'vitest'
import { lookHeld } from '../../../main/alerts/held-look.ts'
import { feature } from '../desktop/seats.ts'
import { details, HOUR, holder, rule } from './rule.ts'

const matlab = feature('MATLAB', { issued: 10, used: 3 })
const overDay = rule('held', { limit: 24 })

describe('a seat held for long', () => {
  it('is told with who holds it and since when', () => {
    const rows = [holder('mlindqvist', { heldFor: 26 * HOUR }), holder('tokafor', { heldFor: 24 * HOUR })]
    const look = lookHeld(overDay, matlab, details(matlab, rows))
    expect(look?.cases).toHaveLength(1)
    expect(look?.cases[0]?.words?.(0)).toMatchObject({
      title: 'MATLAB: a seat is held for more than 24 h',
      text: 'mlindqvist at ws-0412 for 26 h, on CAD.',
    })
  })

  it('is remembered by nothing that names somebody', () => {
    const rows = [holder('mlindqvist', { heldFor: 26 * HOUR, display: 'lindq-screen' })]
    const text = JSON.stringify(lookHeld(overDay, matlab, details(matlab, rows)))
    expect(text).toContain('MATLAB')
    expect(text).not.toMatch(/lindq|ws-0412/)
  })

  it('is one of its own for each equal row', () => {
    const rows = [1, 2, 3].map(() => holder('', { heldFor: 30 * HOUR, host: null, handle: null }))
    const look = lookHeld(overDay, matlab, details(matlab, rows))
    expect(new Set(look?.cases.map(({ id }) => id)).size).toBe(3)
    expect(look?.cases[0]?.words?.(0).text).toBe('Somebody for 30 h, on CAD.')
  })

  it('is told together with others of the feature, the first five by name', () => {
    const names = ['ada', 'ben', 'cem', 'dora', 'eli', 'fay', 'gus']
    const rows = names.map((name, index) => holder(name, { heldFor: 50 * HOUR, handle: String(index) }))
    const look = lookHeld(overDay, matlab, details(matlab, rows))
    const words = look?.cases.map((one) => one.words?.(0)).filter((one) => one !== undefined) ?? []
    expect(words).toHaveLength(7)
    const joined = look?.joined?.(words)
    expect(joined?.title).toBe('MATLAB: 7 seats are held for more than 24 h')
    expect(joined?.text).toMatch(/^ada at ws-0412 for 2 days, on CAD\. .*eli at ws-0412 for 2 days, on CAD\. 2 more$/)
  })

  it('is neither a lingering one nor one whose start lmstat does not tell', () => {
    const rows = [
      holder('mlindqvist', { heldFor: 26 * HOUR, linger: { remaining: 60, total: 120 } }),
      holder('tokafor', { heldFor: null }),
    ]
    expect(lookHeld(overDay, matlab, details(matlab, rows))?.cases).toEqual([])
  })

  it('is unknown with its feature', () => {
    expect(lookHeld(overDay, { ...matlab, known: false }, details(matlab, []))).toBeNull()
    expect(lookHeld(overDay, matlab, null)).toBeNull()
  })
})
