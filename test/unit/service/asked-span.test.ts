import { describe, expect, it } from 'vitest'
import { askedSpan, isMoment } from '../../../main/service/asked-span.ts'

const ZONE = 'Europe/Berlin'
const at = (text: string): number => Date.parse(`${text}Z`) / 1000
/** Until Tuesday, 27 October 2026, 14:20 in Berlin; the clocks were put back on the 25th. */
const RECORD = { from: at('2026-01-01T00:00'), to: at('2026-10-27T13:20') }

function span(from?: string, to?: string) {
  const asked = askedSpan({ from, to }, RECORD, ZONE)
  if (!asked.ok) throw new Error(asked.message)
  return [asked.value.from, asked.value.to].map((time) => new Date(time * 1000).toISOString().slice(0, 16))
}

describe('the span asked for', () => {
  it('is of whole local days, the last one with all its hours', () => {
    expect(span('2026-10-24', '2026-10-25')).toEqual(['2026-10-23T22:00', '2026-10-25T23:00'])
  })

  it('is of minutes by the clock of the server, of two that read the same the first', () => {
    expect(span('2026-10-25T02:30', '2026-10-26T14:00')).toEqual(['2026-10-25T00:30', '2026-10-26T13:00'])
  })

  it('counts days back from the end of the last recorded day, hours from the last recorded hour', () => {
    expect(span('7d')).toEqual(['2026-10-20T22:00', '2026-10-27T23:00'])
    expect(span('24h')).toEqual(['2026-10-26T14:00', '2026-10-27T23:00'])
    expect(span('14d', '7d')).toEqual(['2026-10-13T22:00', '2026-10-20T22:00'])
  })

  it('is of the last 30 days of the record where nothing is said', () => {
    expect(span()).toEqual(['2026-09-27T22:00', '2026-10-27T23:00'])
  })

  it('is refused where it ends before it begins', () => {
    expect(askedSpan({ from: '2026-10-05', to: '2026-10-01' }, RECORD, ZONE)).toMatchObject({
      ok: false,
      code: 'bad-request',
      message: 'The span would end before it begins: --from 2026-10-05 must be before --to 2026-10-01.',
    })
    expect(askedSpan({ from: '2026-12-01' }, RECORD, ZONE)).toMatchObject({
      ok: false,
      code: 'bad-request',
      message: 'The record ends before --from 2026-12-01.',
    })
  })
})

it.each(['2026-09-01', '2026-09-01T14:00', '2026-02-28T23:59', '30d', '0h'])('%s is a moment', (text) => {
  expect(isMoment(text)).toBe(true)
})

it.each(['2026-02-30', '2026-13-01', '2026-02-30T10:00', '2026-09-01T24:00', '2026-9-1', '30', '30w', 'yesterday', ''])(
  '“%s” is none',
  (text) => {
    expect(isMoment(text)).toBe(false)
  },
)
