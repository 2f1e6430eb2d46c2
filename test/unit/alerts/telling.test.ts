import { describe, expect, it } from 'vitest'
import { tellingOf } from '../../../main/alerts/telling.ts'
import type { Alert } from '../../../preload/contract/alerts.ts'

const alert = (title: string, place = '#/capacity'): Alert => ({
  id: 1,
  at: 1_780_000_000,
  kind: 'low',
  over: false,
  tag: 'CAD',
  feature: null,
  title,
  text: 'On CAD.',
  place,
})

describe('a notification', () => {
  it('is the alert where there is one', () => {
    expect(tellingOf([alert('A')])).toEqual({ title: 'A', text: 'On CAD.', place: '#/capacity' })
  })

  it('is a summary of several', () => {
    expect(tellingOf(['A', 'B', 'C', 'D', 'E', 'F'].map((title) => alert(title)))).toEqual({
      title: '6 alerts',
      text: 'A\nB\nC\nD\n2 more',
      place: '#/capacity',
    })
  })

  it('opens the list of alerts where they have several places', () => {
    expect(tellingOf([alert('A'), alert('B', '#/seats'), alert('C')]).place).toBe('#/alerts')
  })

  it('is plain text, and no longer than what is shown of it', () => {
    const [title, text] = ['mill\u202E\nfree', `Rhea\0 ${'x'.repeat(600)}`]
    expect(tellingOf([{ ...alert(title), text }])).toEqual({
      title: 'mill free',
      text: `Rhea ${'x'.repeat(494)}…`,
      place: '#/capacity',
    })
    expect(tellingOf([alert(title), alert('B')]).text).toBe('mill free\nB')
  })
})
