import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeEvents, encodeEvent, eventsFileName, type SeatlogEvent } from '../../../main/datafiles/events.ts'
import { localDay, localStamp } from '../../../main/datafiles/local-time.ts'
import { createNames } from '../../../main/datafiles/names.ts'
import type { Transition } from '../../../main/usage/transitions.ts'

describe('local time', () => {
  it.each([
    [0, 'UTC', '1970-01-01 00:00:00'],
    [Date.UTC(2026, 2, 13, 23, 30) / 1000, 'Europe/Berlin', '2026-03-14 00:30:00'],
    [Date.UTC(2026, 2, 14, 3, 30) / 1000, 'America/New_York', '2026-03-13 23:30:00'],
    [Date.UTC(2026, 0, 1, 0, 0, 59.9) / 1000, 'Asia/Kolkata', '2026-01-01 05:30:59'],
    // The hour that comes twice, and the hour that is missing.
    [Date.UTC(2026, 9, 25, 0, 30) / 1000, 'Europe/Berlin', '2026-10-25 02:30:00'],
    [Date.UTC(2026, 9, 25, 1, 30) / 1000, 'Europe/Berlin', '2026-10-25 02:30:00'],
    [Date.UTC(2026, 2, 29, 1, 0) / 1000, 'Europe/Berlin', '2026-03-29 03:00:00'],
  ])('of %d in %s is %s', (moment, zone, stamp) => {
    expect(localStamp(moment, zone)).toBe(stamp)
    expect(localDay(moment, zone)).toBe(stamp.slice(0, 10))
  })
})

describe('events', () => {
  const logging: SeatlogEvent = {
    t: 1773486000,
    tag: 'cad',
    type: 'logging',
    folder: '',
    zone: 'Europe/Berlin',
    interval: 60,
    recordInterval: 300,
    names: 'names',
  }

  it('that are none, blank lines or other text, are skipped one by one', () => {
    const { rows, skipped } = decodeEvents(`\nnone\n{\n{"t":1}\n`)
    expect(rows).toEqual([])
    expect(skipped.map(({ line }) => line)).toEqual([1, 2, 3, 4])
    expect(skipped[0]?.reason).toBe('no event that is known here: it is no JSON')
  })

  it('of a zone or a number that is none are skipped: nobody could count by them', () => {
    const wrong = [{ zone: 'Europe/Berlyn' }, { zone: '+01:00' }, { zone: '' }].map((part) =>
      encodeEvent({ ...logging, ...part }),
    )
    const { rows, skipped } = decodeEvents(
      `${[...wrong, '{"t":1e999,"tag":"cad","type":"up"}', encodeEvent(logging)].join('\n')}\n`,
    )
    expect(rows).toEqual([logging])
    expect(skipped.map(({ reason }) => reason)).toEqual([
      ...wrong.map(() => 'no event that is known here: zone is no time zone'),
      expect.stringMatching(/^no event that is known here: /),
    ])
  })

  it('are JSON objects that begin with time, tag and type, one a line', () => {
    expect(eventsFileName('2026-03-14')).toBe('2026-03-14 events.jsonl')
    expect(encodeEvent(logging)).toBe(
      '{"t":1773486000,"tag":"cad","type":"logging","folder":"","zone":"Europe/Berlin","interval":60,"recordInterval":300,"names":"names"}',
    )
    expect(encodeEvent({ t: 1, tag: 'cad', type: 'poll-failed', reason: 'no\r\nanswer' })).toBe(
      '{"t":1,"tag":"cad","type":"poll-failed","reason":"no  answer"}',
    )
  })

  it('read back as they were written, whatever their type', () => {
    const events: SeatlogEvent[] = [
      logging,
      { t: 1, tag: 'cad', type: 'up' },
      { t: 2, tag: 'cad', type: 'down', daemon: 'adskflex', reason: 'vendor daemon is "down"' },
      { t: 3, tag: 'cad', type: 'degraded', reason: 'lic02 does not answer' },
      { t: 4, tag: 'cad', type: 'poll-failed', reason: 'timed out' },
      { t: 4, tag: 'cad', type: 'poll-failed', daemon: 'simd', reason: 'the answer is cut' },
      { t: 4, tag: 'cad', type: 'serves', daemon: 'simd', features: ['solver', 'mesher'] },
      { t: 5, tag: 'cad', type: 'gap', from: 1, to: 5 },
      { t: 6, tag: 'cad', type: 'dropped', kind: 'users', rows: 12, from: 1, to: 5 },
      {
        t: 7,
        tag: 'cad',
        type: 'expiry',
        licenses: [{ feature: 'solver', version: '2.0', count: 'uncounted', vendor: 'simd', expires: 'permanent' }],
      },
      {
        t: 8,
        tag: 'cad',
        type: 'reserved',
        daemon: 'simd',
        feature: 'solver',
        reservations: [{ count: 2, kind: 'HOST', name: 'WS-0417' }],
      },
      {
        t: 9,
        tag: 'cad',
        type: 'queued',
        daemon: 'simd',
        feature: 'solver',
        waiting: [{ user: 'mwenger', host: null, seats: 2 }],
      },
      {
        t: 10,
        tag: 'cad',
        type: 'linger',
        daemon: 'simd',
        feature: 'solver',
        user: 'mwenger',
        host: 'WS-0417',
        seats: 1,
        remaining: null,
        total: 3600,
      },
    ]
    const text = events.map((event) => `${encodeEvent(event)}\n`).join('')
    expect(decodeEvents(text)).toEqual({ rows: events, skipped: [] })
  })

  it('of a later Seatlog, and lines that are none, are skipped and counted', () => {
    const text = `{"t":1,"tag":"cad","type":"moon-phase"}\r\nhello\r\n{"t":"x","tag":"cad","type":"up"}\r\n${encodeEvent(logging)}\r\n{"t":2`
    const { rows, skipped } = decodeEvents(text)
    expect(rows).toEqual([logging])
    expect(skipped.map(({ line }) => line)).toEqual([1, 2, 3])
  })

  it('can hold everything that comparing polls reports', () => {
    const event = (transition: Transition): SeatlogEvent => ({ t: 1, tag: 'cad', ...transition })
    expect(encodeEvent(event({ type: 'gap', from: 1, to: 2 }))).toBe('{"t":1,"tag":"cad","type":"gap","from":1,"to":2}')
  })
})

describe('names of people', () => {
  const key = '5eed'.repeat(16)

  it('stay in the mode of names', () => {
    const names = createNames('names', '')
    expect([names.user('mwenger'), names.host('WS-0417'), names.host(null), names.display(':0')]).toEqual([
      'mwenger',
      'WS-0417',
      null,
      ':0',
    ])
  })

  it('become pseudonyms that depend on the key and not on the case', () => {
    const names = createNames('pseudonyms', key)
    expect(names.user('mwenger')).toMatch(/^u-[a-z2-7]{12}$/)
    expect(names.host('WS-0417')).toMatch(/^h-[a-z2-7]{12}$/)
    expect(names.user('MWenger')).toBe(names.user('mwenger'))
    expect(names.user('tpark')).not.toBe(names.user('mwenger'))
    expect(createNames('pseudonyms', 'another key of our own').user('mwenger')).not.toBe(names.user('mwenger'))
    expect([names.display(':0'), names.host(null), names.user('')]).toEqual(['', null, ''])
  })

  it('are the same in every version: the first 60 bits of HMAC-SHA256 in base 32', () => {
    expect(createNames('pseudonyms', key).user('mwenger')).toBe('u-lqeqpoi6uhn2')
  })

  it('are empty in the mode of none', () => {
    const names = createNames('none', '')
    expect([names.user('mwenger'), names.host('WS-0417'), names.host(null), names.display(':0')]).toEqual([
      '',
      '',
      null,
      '',
    ])
  })

  it('never shows a name in a pseudonym', () => {
    const names = createNames('pseudonyms', key)
    fc.assert(fc.property(fc.string({ minLength: 1 }), (name) => names.user(name).length === 14))
  })
})
