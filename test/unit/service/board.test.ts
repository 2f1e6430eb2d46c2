import { describe, expect, it } from 'vitest'
import { createNames } from '../../../main/datafiles/names.ts'
import { createBoard } from '../../../main/service/board.ts'
import { ownBoard, viewedBoard } from '../../../main/service/server-board.ts'
import { withPoll } from '../../../main/usage/live.ts'
import { privateBoard } from '../../at-once.ts'
import { answer, checkout, daemon, feature } from '../usage/answers.ts'

const about = {
  tag: 'main',
  address: '27000@lic1',
  role: 'logger',
  paused: false,
  nextPollAt: 1060,
  intervalSeconds: 60,
} as const

function boardOf(askedAt = 1000) {
  const features = [
    feature('87062ACD_2026_0F', 10, 2, {
      checkouts: [checkout('Ines.Calder', { host: 'WS-0412' }), checkout('omar', { host: 'ws-7' })],
      queued: [{ user: 'lund', host: 'ws-9', seats: 1 }],
      reservations: [
        { count: 1, kind: 'USER', name: 'rhea' },
        { count: 1, kind: 'GROUP', name: 'cad' },
      ],
    }),
    feature('85788BDSADV_F', 5, 0),
  ]
  return ownBoard(
    about,
    withPoll(null, { askedAt, answer: answer([daemon('adskflex', features)]), problem: null }),
    askedAt,
    { clock: null, packages: [] },
  )
}

const products = (code: string) => (code.startsWith('87062') ? ['AutoCAD 2026'] : [])

describe('the board', () => {
  const board = createBoard(products)
  board.clear(['main'])
  board.set(boardOf())
  const [first, second] = board.seen()

  it('names products', () => {
    expect(board.seen()).toHaveLength(2)
    expect(first?.products).toEqual(['AutoCAD 2026'])
    expect(second?.products).toEqual([])
  })

  it('names them anew when the tables have changed', () => {
    const tables = new Map([['85788BDSADV_F', 'Building Design Suite']])
    const renamed = createBoard((code) => [tables.get(code) ?? ''])
    renamed.clear(['main'])
    renamed.set(boardOf())
    tables.set('85788BDSADV_F', 'Office suite')
    expect(renamed.rename().map(({ features }) => features.map((one) => one.products))).toEqual([
      [[''], ['Office suite']],
    ])
    expect(renamed.seen()[1]?.products).toEqual(['Office suite'])
  })

  it('finds features by code, product, daemon, and by who holds or waits', () => {
    const found = (text: string) => board.find(text)
    expect(found('autocad')).toEqual([first?.key])
    expect(found('BDSADV')).toEqual([second?.key])
    expect(found('adskflex')).toHaveLength(2)
    expect(found('calder')).toEqual([first?.key])
    expect(found('lund ws-9')).toEqual([first?.key])
    expect(found('autocad omar')).toEqual([first?.key])
    expect(found('omar ws-0412')).toEqual([])
    expect(found('  ')).toHaveLength(2)
  })

  it('gives the details of a feature, and a sentence for one that is gone', () => {
    const details = board.details(first?.key ?? '')
    expect(details.ok && details.value.holders.map(({ user }) => user)).toEqual(['Ines.Calder', 'omar'])
    const gone = board.details('__proto__')
    expect(gone.ok).toBe(false)
  })
})

describe('the board for viewers', () => {
  it('carries no name of a person, host or display in the modes that hide them', () => {
    for (const mode of ['pseudonyms', 'none'] as const) {
      const text = JSON.stringify(privateBoard(boardOf(), createNames(mode, 'secret'))).toLowerCase()
      for (const name of ['calder', 'omar', 'lund', 'rhea', 'ws-0412', 'ws-12']) expect(text).not.toContain(name)
      expect(text).toContain('"cad"')
    }
  })

  it('keeps everything where names are logged', () => {
    expect(privateBoard(boardOf(), createNames('names', ''))).toEqual(boardOf())
  })

  it('shows figures as known while the logger writes, and as unknown when it has stopped', () => {
    const circumstances = { ...about, role: 'viewer', nextPollAt: null } as const
    const fresh = viewedBoard(boardOf(), circumstances, 'lic-admin', 60)
    expect(fresh.server).toMatchObject({ state: 'up', role: 'viewer', loggedBy: 'lic-admin', problem: null })
    expect(fresh.server.features.every(({ known }) => known)).toBe(true)
    const old = viewedBoard(boardOf(), circumstances, 'lic-admin', 600)
    expect(old.server.state).toBe('unknown')
    expect(old.server.problem?.message).toBe(
      'lic-admin has written nothing about main for 10 min: check that Seatlog runs there.',
    )
    expect(old.server.features.some(({ known }) => known)).toBe(false)
  })

  it('tells by how much the clock is off, as the logger found it', () => {
    const clock = { daemon: 'adskflex', offset: 3600, zone: 'Europe/Berlin', fitting: 7200 }
    const live = withPoll(null, { askedAt: 1000, answer: answer([daemon('adskflex', [])]), problem: null })
    const written = ownBoard(about, live, 1000, { clock, packages: [] })
    expect(written.server.clock).toEqual(clock)
    expect(viewedBoard(written, { ...about, role: 'viewer' }, 'lic-admin', 60).server.clock).toEqual(clock)
    expect(ownBoard(about, null, 1000, { clock, packages: [] }).server.clock).toBeNull()
  })
})
