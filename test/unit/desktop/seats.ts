import type { FeatureSeats, SeatsView, ServerSeats } from '../../../preload/contract/seats.ts'

export const NOW = 1_780_000_000

/** A counted feature; `free` and `held` follow from the other numbers unless given. */
export function feature(name: string, given: Partial<FeatureSeats> = {}): FeatureSeats {
  const issued = given.issued === undefined ? 10 : given.issued
  const used = given.used === undefined ? 0 : given.used
  const tag = given.tag ?? 'CAD'
  return {
    key: `${tag}/adskflex/${name}/0`,
    tag,
    daemon: 'adskflex',
    name,
    products: [],
    kind: 'counted',
    error: null,
    known: true,
    asOf: NOW,
    issued,
    noLimit: false,
    used,
    held: used ?? 0,
    reserved: 0,
    queued: 0,
    lingering: 0,
    free: issued === null || used === null ? null : Math.max(0, issued - used),
    ownFree: null,
    packages: [],
    over: issued === null || used === null ? 0 : Math.max(0, used - issued),
    nodeLocked: false,
    users: 0,
    expires: null,
    ...given,
  }
}

export function server(tag: string, given: Partial<ServerSeats> = {}): ServerSeats {
  return {
    tag,
    address: '27000@lic1',
    state: 'up',
    role: 'logger',
    paused: false,
    loggedBy: null,
    askedAt: NOW,
    answeredAt: NOW,
    nextPollAt: null,
    intervalSeconds: 60,
    problem: null,
    clock: null,
    hosts: [],
    daemons: [],
    features: [],
    unrecognized: 0,
    ...given,
  }
}

export const view = (...servers: ServerSeats[]): SeatsView => ({ at: NOW, demo: false, servers })
