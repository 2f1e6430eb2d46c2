import type { Answer, Checkout, Daemon, Feature, Server } from './answer.ts'

/**
 * The JSON of `seatlog parse` (DESIGN section 6): two blanks a level, a line end after it, the names in the order of the
 * design. `pool` and `startText` of a checkout serve the tracker and are left out.
 */
export function printAnswer(answer: Answer): string {
  const printed = {
    ...pick(answer, ['program', 'statusTime', 'complete']),
    servers: answer.servers.map(server),
    licenseTable: answer.licenseTable.map((row) => pick(row, ['feature', 'version', 'count', 'vendor', 'expires'])),
    errors: answer.errors.map((line) => pick(line, ['line', 'text', 'code'])),
    unrecognized: answer.unrecognized.map((line) => pick(line, ['line', 'text'])),
  }
  return `${JSON.stringify(printed, null, 2)}\n`
}

function server({ address, licenseFiles, hosts, daemons }: Server): object {
  return {
    address,
    licenseFiles,
    hosts: hosts.map((host) => pick(host, ['host', 'state', 'master', 'version', 'error'])),
    daemons: daemons.map(daemon),
  }
}

function daemon(value: Daemon): object {
  return {
    ...pick(value, ['name', 'state', 'complete', 'version', 'error']),
    features: value.features.map(feature),
  }
}

function feature(value: Feature): object {
  return {
    ...pick(value, ['name', 'kind', 'issued', 'used', 'error']),
    pools: value.pools.map((pool) => pick(pool, ['version', 'vendor', 'expires', 'vendorString', 'type'])),
    checkouts: value.checkouts.map((row) => pick(row, CHECKOUT)),
    reservations: value.reservations.map((row) => pick(row, ['count', 'kind', 'name'])),
    queued: value.queued.map((row) =>
      pick(row, ['user', 'host', 'display', 'version', 'serverHost', 'serverPort', 'handle', 'seats']),
    ),
  }
}

const CHECKOUT: readonly (keyof Checkout)[] = [
  'user',
  'host',
  'display',
  'extra',
  'version',
  'serverHost',
  'serverPort',
  'handle',
  'start',
  'seats',
  'linger',
  'pid',
  'uncertain',
  'raw',
]

/** A copy with these names, in this order, as far as they are there. */
function pick<T extends object>(value: T, names: readonly (keyof T)[]): Partial<T> {
  const copy: Partial<T> = {}
  for (const name of names) if (value[name] !== undefined) copy[name] = value[name]
  return copy
}
