import { describe, expect, it } from 'vitest'
import { type Live, withPoll } from '../../../main/usage/live.ts'
import { daemonState, serverState } from '../../../main/usage/state.ts'
import { answer, daemon, feature } from './answers.ts'

const up = answer([daemon('adskflex', [feature('A', 10, 3)])])
const nothing = answer([], { servers: [] })
const poll = (before: Live | null, askedAt: number, what = up, problem: string | null = null): Live =>
  withPoll(before, { askedAt, answer: what, problem })

describe('the live view', () => {
  it('keeps the figures of the last complete answer when a poll fails', () => {
    const live = poll(poll(null, 1000), 1060, nothing, 'The server does not answer.')
    expect(live.daemons).toHaveLength(1)
    expect(live.daemons[0]?.features[0]?.used).toBe(3)
    expect(live.daemons[0]?.completeAt).toBe(1000)
    expect(serverState(live, 1060)).toBe('unknown')
    expect(live.problem).toEqual({ message: 'The server does not answer.', since: 1060 })
  })

  it('goes once through daemons that are listed tens of thousands of times', () => {
    const listed = Array.from({ length: 20_000 }, (_, at) => daemon(`d${at % 10_000}`, [feature('A', 1, 0)]))
    const live = poll(poll(null, 1000, answer(listed)), 1060, answer(listed))
    expect(live.daemons).toHaveLength(10_000)
    expect(live.daemons[0]?.features).toHaveLength(2)
    expect(live.daemons[0]?.firstListedAt).toBe(1000)
  })

  it('calls a server down only after ten minutes without a complete answer', () => {
    const live = poll(poll(null, 1000), 1060, nothing, 'no answer')
    expect(serverState(live, 1599)).toBe('unknown')
    expect(serverState(live, 1600)).toBe('down')
  })

  it('counts the ten minutes from the first poll when none was ever answered', () => {
    const live = poll(poll(null, 1000, nothing, 'no'), 1300, nothing, 'no')
    expect(serverState(live, 1599)).toBe('unknown')
    expect(serverState(live, 1600)).toBe('down')
    expect(live.problem?.since).toBe(1000)
  })

  it('compares a daemon that answers alone while another does not', () => {
    const first = poll(null, 1000, answer([daemon('a', [feature('A', 1, 1)]), daemon('b', [feature('B', 1, 1)])]))
    const half = answer([
      daemon('a', [feature('A', 1, 0)]),
      daemon('b', [], { complete: false, state: 'down', error: 'The desired vendor daemon is down. (-97,121)' }),
    ])
    const live = poll(first, 1060, half, 'b is down')
    expect(live.daemons.map((d) => [d.id, d.features[0]?.used, d.completeAt])).toEqual([
      ['a', 0, 1060],
      ['b', 1, 1000],
    ])
    expect(serverState(live, 1060)).toBe('degraded')
    expect(live.daemons[1] && daemonState(live.daemons[1], 1060)).toBe('unknown')
    expect(live.daemons[1] && daemonState(live.daemons[1], 1600)).toBe('down')
  })

  it('is degraded, not unknown, while one member of a triad is down', () => {
    const triad = answer([daemon('a', [])])
    const server = triad.servers[0]
    if (server === undefined) throw new Error('the builder makes one server')
    const hosts = [...server.hosts, { host: 'lic2', state: 'down' as const, error: 'Cannot connect' }]
    const live = poll(null, 1000, { ...triad, servers: [{ ...server, hosts }] })
    expect(serverState(live, 1000)).toBe('degraded')
  })

  it('forgets a daemon that complete answers have not listed for ten minutes, and not before', () => {
    const first = poll(null, 1000, answer([daemon('a', []), daemon('b', [])]))
    const only = answer([daemon('a', [])])
    const soon = poll(first, 1500, only)
    expect(soon.daemons.map((d) => d.id)).toEqual(['a', 'b'])
    expect(serverState(soon, 1500)).toBe('degraded')
    expect(poll(soon, 1600, only).daemons.map((d) => d.id)).toEqual(['a'])
  })

  it('keeps the daemon of a server that names none while another one answers', () => {
    const both = answer([daemon('a', [])])
    const [server] = both.servers
    if (server === undefined) throw new Error('the builder makes one server')
    const other = { ...server, address: ['27000@lic9'], daemons: [daemon('b', [])] }
    const first = poll(null, 1000, { ...both, servers: [server, other] })
    const later = poll(first, 3000, { ...both, servers: [server, { ...other, daemons: [] }] }, 'lic9 is down')
    expect(later.daemons.map((d) => d.id)).toEqual(['a', 'b'])
    expect(serverState(later, 3000)).toBe('degraded')
  })

  it('believes in a new daemon only when an answer shows it whole, or says that it is down', () => {
    const torn = answer([daemon('adsk\uFFFD', [], { complete: false })])
    expect(poll(poll(null, 1000), 1060, torn, 'incomplete').daemons.map((d) => d.id)).toEqual(['adskflex'])
    const down = answer([daemon('mlm', [], { complete: false, state: 'down' })])
    expect(poll(null, 1000, down, 'mlm is down').daemons.map((d) => d.id)).toEqual(['mlm'])
  })

  it('gives a daemon that is first seen late its own time of grace', () => {
    const [, late] = poll(
      poll(null, 0),
      6000,
      answer([...(up.servers[0]?.daemons ?? []), daemon('mlm', [], { complete: false, state: 'down' })]),
      'mlm',
    ).daemons
    expect(late && daemonState(late, 6000)).toBe('unknown')
    expect(late && daemonState(late, 6600)).toBe('down')
  })

  it('takes the same server printed twice for one', () => {
    const once = answer([daemon('mlm', [feature('A', 1, 0)])])
    const twice = { ...once, servers: [...once.servers, ...once.servers] }
    expect(poll(null, 1000, twice).daemons.map((d) => d.id)).toEqual(['mlm'])
  })

  it('knows a poll of the same second as another one', () => {
    const live = poll(poll(null, 1000), 1000, nothing, 'no answer')
    expect(serverState(live, 1000)).toBe('unknown')
    expect(live.daemons[0]?.known).toBe(false)
  })

  it('keeps two daemons of one name apart when an answer holds two servers', () => {
    const one = answer([daemon('mlm', [feature('A', 1, 0)])])
    const two = { ...one, servers: one.servers.flatMap((s) => [s, { ...s, address: ['27000@lic9'] }]) }
    expect(poll(null, 1000, two).daemons.map((d) => d.id)).toEqual(['mlm (27000@lic1)', 'mlm (27000@lic9)'])
  })

  it('keeps the license table until another one comes', () => {
    const row = { feature: 'A', version: '1.0', count: 10, vendor: 'adskflex', expires: '2026-12-31' }
    const live = poll(poll(null, 1000, { ...up, licenseTable: [row] }), 1060)
    expect(live.licenseTable).toEqual([row])
  })
})
