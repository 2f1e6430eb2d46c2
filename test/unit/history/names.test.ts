import { describe, expect, it } from 'vitest'
import { indexOf, MemoryFolder } from './workshop.ts'

const NOON = Date.UTC(2026, 2, 14, 11) / 1000
const DAY = 86_400
const dayOf = (at: number): string => new Date(at * 1000).toISOString().slice(0, 10).replaceAll('-', '.')

/** People `u00` to `u89` on hosts of their own, each seen a quarter of a day before the one after, the last at noon. */
function people(): MemoryFolder {
  const folder = new MemoryFolder()
  for (let which = 0; which < 90; which++) {
    const name = String(which).padStart(2, '0')
    const end = NOON - ((89 - which) * DAY) / 4
    const row = ['CAD', 'solver', '', `u${name}`, `ws${name}`, '', '', '1.0', 1, 0, end - 60, end - 60, end]
    folder.append(`checkouts/CAD/${dayOf(end)}.chk`, `${row.join('\t')}\n`)
  }
  return folder
}

describe('names in the record', () => {
  it('are those seen last while nothing is searched', async () => {
    const { users, hosts } = (await indexOf([people()])).ask('names', { text: '' })
    expect([users.length, hosts.length]).toEqual([50, 50])
    const newest = Array.from({ length: 50 }, (_, which) => String(89 - which))
    expect(users.map(({ name }) => name)).toEqual(newest.map((name) => `u${name}`))
    expect(hosts.map(({ name }) => name)).toEqual(newest.map((name) => `ws${name}`))
    expect(users[0]?.lastSeen).toBe(NOON)
  })

  it('are first of all those that are seen now', async () => {
    const held = { tag: 'CAD', feature: 'solver', user: 'u00', host: 'ws99', seats: 1, requestAt: NOON }
    const rows = [{ ...held, checkoutAt: NOON, seenAt: NOON + 600, checkinAt: null }]
    const { ask } = await indexOf([people()], { open: [{ tag: 'CAD', asOf: NOON + 600, rows }] })
    const { users, hosts } = ask('names', { text: ' ' })
    expect(users.map(({ name }) => name).slice(0, 2)).toEqual(['u00', 'u89'])
    expect(hosts.map(({ name }) => name).slice(0, 2)).toEqual(['ws99', 'ws89'])
  })

  it('have hours that do not depend on the order in which they are summed up', async () => {
    const folder = new MemoryFolder()
    for (const [user, seconds] of [
      ['ada', 60],
      ['ben', 300],
    ]) {
      const begin = NOON - Number(seconds)
      const row = ['CAD', 'solver', '', user, 'ws1', '', '', '1.0', 1, 0, begin, begin, NOON]
      folder.append(`checkouts/CAD/${dayOf(NOON)}.chk`, `${row.join('\t')}\n`)
    }
    const { hosts } = (await indexOf([folder])).ask('names', { text: '' })
    // 60 / 3600 + 300 / 3600 is a little less.
    expect(hosts.map(({ name, seatHours }) => [name, seatHours])).toEqual([['ws1', 0.1]])
  })

  it('are those that begin with what is searched, then those that hold it', async () => {
    const { users } = (await indexOf([people()])).ask('names', { text: 'U8' })
    expect(users.map(({ name }) => name)).toEqual(Array.from({ length: 10 }, (_, which) => `u8${which}`))
  })

  it('are nobody where they are not kept, also of those who were denied', async () => {
    const folder = new MemoryFolder()
    const denied = [
      ['', '10'],
      ['ada', '20'],
    ].map(([user, second]) => [NOON - Number(second), 'CAD', 'solver', '', user, '', 1, '', '', '', '-4'].join('\t'))
    folder.append(`checkouts/CAD/${dayOf(NOON)}.den`, `${denied.join('\n')}\n`)
    const asked = { tags: [], feature: null, user: null, kinds: ['unknown'] as const, from: NOON - DAY, to: NOON }
    const { byFeature, byUser } = (await indexOf([folder])).ask('denials', asked)
    expect(byFeature).toMatchObject([{ feature: 'solver', counted: 2, users: 1 }])
    expect(byUser.map(({ user, features }) => [user, features])).toEqual([
      ['', 1],
      ['ada', 1],
    ])
  })
})
