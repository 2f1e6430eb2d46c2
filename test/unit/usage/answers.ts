import type { Answer, Checkout, Daemon, Feature } from '../../../main/lmstat/answer.ts'

/** Answers as the parser would return them, for tests that are not about text. */
export function answer(daemons: readonly Daemon[], more: Partial<Answer> = {}): Answer {
  return {
    statusTime: '2026-03-02T08:00:00',
    complete: daemons.length > 0 && daemons.every((daemon) => daemon.complete),
    servers: [
      {
        address: ['27000@lic1'],
        licenseFiles: [],
        hosts: [{ host: 'lic1', state: 'up', master: true, version: 'v11.19.6' }],
        daemons,
      },
    ],
    licenseTable: [],
    errors: [],
    unrecognized: [],
    ...more,
  }
}

export const daemon = (name: string, features: readonly Feature[], more: Partial<Daemon> = {}): Daemon => ({
  name,
  state: 'up',
  complete: true,
  version: 'v11.19.6',
  features,
  ...more,
})

export const feature = (name: string, issued: number, used: number, more: Partial<Feature> = {}): Feature => ({
  name,
  kind: 'counted',
  issued,
  used,
  pools: [],
  checkouts: [],
  reservations: [],
  queued: [],
  ...more,
})

export const checkout = (user: string, more: Partial<Checkout> = {}): Checkout => ({
  user,
  host: 'ws-12',
  display: 'ws-12',
  version: '1.000',
  serverHost: 'lic1',
  serverPort: '27000',
  handle: '101',
  start: '2026-03-02T07:30:00',
  seats: 1,
  raw: `${user} ws-12 ws-12`,
  ...more,
})
