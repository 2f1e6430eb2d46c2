import { describe, expect, it } from 'vitest'
import { MemoryFolder, newIndex } from './workshop.ts'

const HEADER = 'stamp,feature_code,feature_version,vendor,license_type,issued,used,users'

/** A features log of 2 March 2026 (Berlin, UTC+1): a sample every five minutes from 08:00 to 18:00, four seats from 10:00 to 12:00. */
function log(day: string, wanted: (minute: number) => boolean = () => true): string {
  const rows: string[] = []
  for (let minute = 480; minute <= 1080; minute += 5) {
    if (!wanted(minute)) continue
    const stamp = `${day} ${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00`
    const used = minute >= 600 && minute < 720 ? 3 : 0
    rows.push(`${stamp},ACD,1.0,adskflex,floating,20,${used},${used}`)
    rows.push(`${stamp},ACD,2.0,adskflex,floating,5,${used > 0 ? 1 : 0},1`)
  }
  return `${HEADER}\n${rows.join('\n')}\n`
}

const at = (text: string): number => Date.parse(`${text}+01:00`) / 1000
const asked = {
  tags: ['cad'],
  feature: 'ACD',
  working: false,
  from: at('2026-03-01T00:00'),
  to: at('2026-03-10T00:00'),
}

describe('a features log of the Python logger', () => {
  it('tells seats used where nothing else does, summed over rows of one moment', async () => {
    const built = newIndex([MemoryFolder.of({ 'cad/2026-03-02 features.csv': log('2026-03-02') })])
    await built.read()
    const { totals, issued, span } = built.ask('usage', asked)
    expect(span).toEqual({ from: at('2026-03-02T08:00'), to: at('2026-03-02T18:00') })
    expect(totals).toMatchObject({ peak: 4, peakAt: at('2026-03-02T10:00'), seatHours: 8, checkouts: 0, users: 0 })
    expect(totals.knownSeconds).toBe(10 * 3600)
    expect(issued.at(-1)).toEqual({ at: at('2026-03-02T08:00'), seats: 25 })
    expect(built.ask('features', asked).rows[0]).toMatchObject({ feature: 'ACD', lastUsed: at('2026-03-02T12:00') })
    built.drop()
  })

  it('does not count beside checkouts of the day that are open still', async () => {
    const row = { tag: 'cad', feature: 'ACD', user: 'ada', host: 'ws1', seats: 4 }
    const [out, seenAt] = [at('2026-03-02T10:00'), at('2026-03-02T18:00')]
    const rows = [{ ...row, requestAt: out, checkoutAt: out, seenAt, checkinAt: null }]
    const built = newIndex([MemoryFolder.of({ 'cad/2026-03-02 features.csv': log('2026-03-02') })], {
      open: [{ tag: 'cad', asOf: seenAt, rows }],
    })
    await built.read()
    expect(built.ask('usage', asked).totals).toMatchObject({ peak: 4, seatHours: 32, users: 1 })
    for (const working of [false, true]) {
      expect(built.ask('users', { ...asked, working }).users.map(({ user }) => user)).toEqual(['ada'])
    }
    built.drop()
  })

  it('of a logger that wrote for another one says nothing that its checkouts do not say', async () => {
    const event = {
      type: 'logging',
      folder: '',
      zone: 'Europe/Berlin',
      interval: 60,
      recordInterval: 300,
      names: 'names',
    }
    const logging = JSON.stringify({ t: at('2026-03-01T08:00'), tag: 'cad', ...event })
    const built = newIndex([
      MemoryFolder.of({
        'events/cad/2026-03-01 events.jsonl': `${logging}\n`,
        'capacity/cad/2026.03.01.cap': `setCapacity\tcad\tACD\t25\t${at('2026-03-01T08:00')}\n`,
        'imported/cad-1/cad/2026-03-02 features.csv': log('2026-03-02', (minute) => minute <= 660 || minute >= 840),
      }),
    ])
    await built.read()
    expect(built.index.db.all("SELECT * FROM event WHERE type = 'gap'")).toEqual([])
    expect(built.index.db.all('SELECT * FROM skipped')).toEqual([])
    built.drop()
  })

  it('names nobody, in working hours either', async () => {
    const built = newIndex([MemoryFolder.of({ 'cad/2026-03-02 features.csv': log('2026-03-02') })])
    await built.read()
    for (const working of [false, true]) expect(built.ask('users', { ...asked, working }).users).toEqual([])
    built.drop()
  })

  it('tells of no time between samples that lie far apart, nor of days without any', async () => {
    const files = {
      'cad/2026-03-02 features.csv': log('2026-03-02', (minute) => minute <= 660 || minute >= 840),
      'cad/2026-03-04 features.csv': log('2026-03-04'),
    }
    const built = newIndex([MemoryFolder.of(files)])
    await built.read()
    const { gaps, totals } = built.ask('usage', asked)
    expect(gaps).toContainEqual({ from: at('2026-03-02T11:05'), to: at('2026-03-02T14:00') })
    expect(gaps).toContainEqual({ from: at('2026-03-03T00:00'), to: at('2026-03-04T00:00') })
    expect(totals.seatHours).toBeCloseTo(4 * (65 / 60) + 8, 6)
    built.drop()
  })

  it('gives way to checkouts on days that have some', async () => {
    const checkout = [
      'cad',
      'ACD',
      '',
      'mlindqvist',
      'ws1',
      '1',
      '',
      '1.0',
      2,
      0,
      at('2026-03-02T09:00'),
      at('2026-03-02T09:00'),
      at('2026-03-02T10:30'),
    ].join('\t')
    const files = {
      'cad/2026-03-02 features.csv': log('2026-03-02'),
      'checkouts/cad/2026.03.02.chk': `${checkout}\n`,
    }
    const built = newIndex([MemoryFolder.of(files)])
    await built.read()
    expect(built.ask('usage', asked).totals).toMatchObject({ peak: 2, seatHours: 3, checkouts: 1, users: 1 })
    built.drop()
  })

  it('is the same read at once and line by line', async () => {
    const text = log('2026-03-02')
    const [whole, grown] = [MemoryFolder.of({ 'cad/2026-03-02 features.csv': text }), new MemoryFolder()]
    const once = newIndex([whole])
    await once.read()
    const slowly = newIndex([grown])
    for (const line of text.split(/(?<=\n)/)) {
      grown.append('cad/2026-03-02 features.csv', line)
      if (line.includes(',2.0,')) await slowly.read()
    }
    expect(slowly.ask('usage', asked)).toEqual(once.ask('usage', asked))
    for (const built of [once, slowly]) built.drop()
  })

  it('tells nothing from the moment on in which the logger began to record checkouts', async () => {
    const event = { type: 'logging', folder: 'cad', zone: 'Europe/Berlin', interval: 60, recordInterval: 300 }
    const logging = { t: at('2026-03-02T11:02'), tag: 'cad', ...event, names: 'names' }
    const [out, end] = [at('2026-03-02T17:00'), at('2026-03-02T18:00')]
    const files = {
      'cad/2026-03-02 features.csv': log('2026-03-02', (minute) => minute <= 720 || minute >= 840),
      'events/cad/2026-03-02 events.jsonl': `${JSON.stringify(logging)}\n`,
      'checkouts/cad/2026.03.02.chk': `${['cad', 'OTHER', '', 'ada', 'ws1', '1', '', '1.0', 1, 0, out, out, end].join('\t')}\n`,
    }
    const built = newIndex([MemoryFolder.of(files)])
    await built.read()
    const { totals, span, gaps } = built.ask('usage', asked)
    expect(span).toEqual({ from: at('2026-03-02T08:00'), to: end })
    expect(gaps).toEqual([])
    expect(totals.seatHours).toBeCloseTo(4 * (62 / 60), 6)
    built.drop()
  })

  it('is not read where the logger recorded checkouts already', async () => {
    const since = at('2026-03-01T00:00')
    const logging = {
      t: since,
      tag: 'cad',
      type: 'logging',
      folder: 'cad',
      zone: 'Europe/Berlin',
      interval: 60,
      recordInterval: 300,
      names: 'names',
    }
    const files = {
      'cad/2026-03-02 features.csv': log('2026-03-02'),
      'events/cad/2026-03-01 events.jsonl': `${JSON.stringify(logging)}\n`,
    }
    const built = newIndex([MemoryFolder.of(files)])
    await built.read()
    expect([...built.index.sources.all()].map(({ kind }) => kind)).toEqual(['events'])
    built.drop()
  })
})
