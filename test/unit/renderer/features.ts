import type { FeatureSeats, Holder, ServerSeats } from '../../../preload/contract/seats.ts'

/** 12 October 2026, 08:12 in Berlin. */
export const NOW = Date.UTC(2026, 9, 12, 6, 12) / 1000

/** A counted feature of 25 seats with 20 held and 2 reserved, unless told otherwise. */
export function featureOf(own: Partial<FeatureSeats> = {}): FeatureSeats {
  const name = own.name ?? '87084ACD_2019_0F'
  return {
    key: `cad/adskflex/${name}/0`,
    tag: 'cad',
    daemon: 'adskflex',
    name,
    products: [],
    kind: 'counted',
    error: null,
    known: true,
    asOf: NOW,
    issued: 25,
    noLimit: false,
    used: 22,
    held: 20,
    reserved: 2,
    queued: 0,
    lingering: 0,
    free: 3,
    ownFree: null,
    packages: [],
    over: 0,
    nodeLocked: false,
    users: 19,
    expires: null,
    ...own,
  }
}

export function holderOf(own: Partial<Holder> = {}): Holder {
  return {
    user: 'aberger',
    host: 'WS-1201',
    display: 'WS-1201',
    extra: null,
    version: '1.000',
    seats: 1,
    since: '2026-10-12T07:31:00',
    heldFor: 2460,
    linger: null,
    handle: '101',
    pid: null,
    uncertain: false,
    raw: `${own.user ?? 'aberger'} WS-1201 WS-1201`,
    pool: 0,
    ...own,
  }
}

export function serverOf(own: Partial<ServerSeats> = {}): ServerSeats {
  return {
    tag: 'cad',
    address: '27000@lic-cad',
    state: 'up',
    role: 'logger',
    paused: false,
    loggedBy: null,
    askedAt: NOW,
    answeredAt: NOW,
    nextPollAt: NOW + 60,
    intervalSeconds: 60,
    problem: null,
    clock: null,
    hosts: [],
    daemons: [],
    features: [],
    unrecognized: 0,
    ...own,
  }
}
