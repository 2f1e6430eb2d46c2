import { expect, test } from 'vitest'
import { lmstatText } from '../../../main/demo/lmstat-text.ts'
import { createSite } from '../../../main/demo/site.ts'
import { truth } from '../../../main/demo/truth.ts'
import { wallAt } from '../../../main/demo/zone.ts'
import { parseLmstat } from '../../../main/lmstat/parse.ts'

const ZONE = 'Europe/Berlin'
const site = createSite({ seed: 11, zone: ZONE })

/** `YYYY-MM-DDTHH:MM:00` of the site's zone. */
function minute(epoch: number): string {
  const { year, month, dayOfMonth, hour, minute: minutes } = wallAt(site.zone, epoch)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${year}-${two(month)}-${two(dayOfMonth)}T${two(hour)}:${two(minutes)}:00`
}

test.each([
  ['at eight in the morning', '2026-11-18T08:00:00+01:00'],
  ['before noon', '2026-11-18T10:52:17+01:00'],
  ['at night', '2026-11-20T02:30:00+01:00'],
  ['on New Year', '2027-01-01T10:30:00+01:00'],
  ['in the hour that comes twice', '2026-10-25T02:30:00+01:00'],
])('the parser finds in the simulated text exactly what is held %s', (_, moment) => {
  const at = Date.parse(moment) / 1000
  const answer = parseLmstat(lmstatText(site, { at, address: '', mode: 'ai' }))
  expect(answer.complete).toBe(true)
  expect(answer.unrecognized).toEqual([])
  expect(answer.errors).toEqual([])
  expect(answer.statusTime).toBe(minute(at))
  expect(answer.servers.map((server) => server.daemons.map((daemon) => daemon.name))).toEqual([
    ['adskflex'],
    ['MLM'],
    ['cdslmd', 'snpslmd'],
  ])
  expect(answer.licenseTable).toHaveLength(38)

  const features = answer.servers.flatMap((server) =>
    server.daemons.flatMap((daemon) => daemon.features.map((feature) => ({ daemon: daemon.name, ...feature }))),
  )
  expect(features).toHaveLength(44)
  const parsed = features.flatMap(({ daemon, name, checkouts }) =>
    checkouts.map((row) =>
      [
        daemon,
        name,
        row.user,
        row.host,
        row.display,
        row.version,
        row.handle,
        row.start,
        row.seats,
        row.linger?.total,
        row.pid,
        row.uncertain,
      ].join('|'),
    ),
  )
  const { checkouts, queued } = truth(site, { from: at, to: at + 1 })
  const held = checkouts.map((row) =>
    [
      row.daemon,
      row.feature,
      row.user,
      row.host,
      row.display,
      row.version,
      row.handle,
      minute(row.checkoutAt),
      row.seats,
      row.linger,
      row.pid,
      undefined,
    ].join('|'),
  )
  expect(held.length).toBeGreaterThan(10)
  expect(parsed.toSorted()).toEqual(held.toSorted())

  for (const feature of features) {
    if (feature.kind !== 'counted') continue
    const seats = feature.checkouts.reduce((sum, row) => sum + row.seats, 0)
    const idle = feature.reservations.reduce((sum, row) => sum + row.count, 0)
    expect(feature.used).toBe(seats + idle)
  }
  const waiting = features.flatMap((feature) =>
    feature.queued.map((row) => `${feature.name} ${row.user} ${row.host} ${row.display} ${row.handle} ${row.seats}`),
  )
  const waits = queued.map((row) => `${row.feature} ${row.user} ${row.host} ${row.display} ${row.handle} ${row.seats}`)
  expect(waiting.toSorted()).toEqual(waits.toSorted())
})

test('the parser sees every trouble of the simulated server', () => {
  const at = Date.parse('2026-11-18T10:00:00+01:00') / 1000
  const parse = (kind: 'server-down' | 'daemon-down' | 'triad-member-down' | 'half' | 'garbage') =>
    parseLmstat(lmstatText(site, { at, address: '5280@lic-eda1', mode: 'a', troubles: [{ kind }] }))
  expect(parse('server-down')).toMatchObject({ complete: false, errors: [{ code: '-15,570' }] })
  const daemons = parse('daemon-down').servers[0]?.daemons
  expect(daemons?.map((daemon) => [daemon.name, daemon.state, daemon.complete])).toEqual([
    ['cdslmd', 'down', false],
    ['snpslmd', 'up', true],
  ])
  const degraded = parse('triad-member-down')
  expect(degraded.complete).toBe(true)
  expect(degraded.servers[0]?.hosts.map((host) => host.state)).toEqual(['up', 'up', 'down'])
  expect(parse('half').complete).toBe(false)
  expect(parse('garbage')).toMatchObject({ complete: false, servers: [] })
})
