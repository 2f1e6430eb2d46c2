import type { Answer, Daemon, Feature, LicenseTableRow, ServerHost } from '../lmstat/answer.ts'

/** One poll as the live view and the record see it. Times are epoch seconds. */
export interface Poll {
  readonly askedAt: number
  readonly answer: Answer
  /** One sentence on what went wrong; null when every daemon was complete. */
  readonly problem: string | null
}

/** What is known of one server after any number of polls: per daemon the last complete answer, and its age. */
export interface Live {
  readonly firstAskedAt: number
  readonly askedAt: number
  readonly answeredAt: number | null
  /** At least one daemon was complete in the last poll. */
  readonly answered: boolean
  readonly hosts: readonly ServerHost[]
  readonly daemons: readonly LiveDaemon[]
  /** The last `lmstat -i` table seen; empty before the first. */
  readonly licenseTable: readonly LicenseTableRow[]
  readonly problem: { readonly message: string; readonly since: number } | null
  readonly unrecognized: number
}

export interface LiveDaemon {
  /** The daemon's name; with its server's address behind it where one answer holds the name under several servers. */
  readonly id: string
  readonly name: string
  readonly state: 'up' | 'down'
  readonly version: string | null
  readonly error: string | null
  readonly completeAt: number | null
  /** The last poll had its complete answer: the figures are of that poll. */
  readonly known: boolean
  readonly firstListedAt: number
  readonly lastListedAt: number
  /** Of the last complete answer, with the local time the answer bore. */
  readonly features: readonly Feature[]
  readonly statusTime: string | null
}

/** A daemon of one answer; `address` is its server's, as lmstat printed it. */
export interface ListedDaemon {
  readonly id: string
  readonly address: string
  readonly daemon: Daemon
}

/** How long a server or daemon may be silent before it is called down, or a daemon no longer listed is forgotten. */
export const GRACE_SECONDS = 600

/** The state after one more poll. What failed or was cut changes no figure: it only grows older (absence is not proof). */
export function withPoll(before: Live | null, poll: Poll): Live {
  const { askedAt, answer } = poll
  const known = new Map(before?.daemons.map((daemon) => [daemon.id, daemon]))
  const listed = daemonsOf(answer)
    .map(({ id, daemon }) => ({ id, daemon, earlier: known.get(id) }))
    // What a cut or garbled text calls a daemon need not be one: the first sign of it must be whole, or say it is down.
    .filter(({ daemon, earlier }) => daemon.complete || daemon.state === 'down' || earlier !== undefined)
    .map(({ id, daemon, earlier }) => withDaemon(earlier, id, daemon, answer.statusTime, askedAt))
  const isListed = new Set(listed.map(({ id }) => id))
  const isTold = everyServerTold(answer)
  const missing = (before?.daemons ?? [])
    .filter(({ id }) => !isListed.has(id))
    .filter(({ lastListedAt }) => !isTold || askedAt - lastListedAt < GRACE_SECONDS)
    .map((daemon) => ({ ...daemon, known: false }))
  const answered = listed.some((daemon) => daemon.known)
  return {
    firstAskedAt: before?.firstAskedAt ?? askedAt,
    askedAt,
    answeredAt: answered ? askedAt : (before?.answeredAt ?? null),
    answered,
    hosts: answer.servers.length > 0 ? answer.servers.flatMap((server) => server.hosts) : (before?.hosts ?? []),
    daemons: [...listed, ...missing],
    licenseTable: answer.licenseTable.length > 0 ? answer.licenseTable : (before?.licenseTable ?? []),
    problem: poll.problem === null ? null : { message: poll.problem, since: before?.problem?.since ?? askedAt },
    unrecognized: answer.unrecognized.length,
  }
}

/** Whether a daemon that is not listed is gone from its server; one whose server named no daemon is only unknown. */
export const everyServerTold = ({ complete, servers }: Answer): boolean =>
  complete && servers.every((server) => server.daemons.length > 0)

/** Every daemon of an answer under an id that is unique in it; a daemon listed twice under one server is one. */
export function daemonsOf(answer: Answer): readonly ListedDaemon[] {
  const all = answer.servers.flatMap((server) => {
    const address = server.address.join(',')
    return server.daemons.map((daemon) => ({ address, daemon }))
  })
  const addresses = new Map<string, Set<string>>()
  for (const { address, daemon } of all)
    addresses.set(daemon.name, (addresses.get(daemon.name) ?? new Set()).add(address))
  const found = Map.groupBy(all, ({ address, daemon: { name } }) =>
    (addresses.get(name)?.size ?? 0) > 1 ? `${name} (${address})` : name,
  )
  return [...found].flatMap(([id, same]) => {
    const [first] = same
    return first === undefined ? [] : { id, address: same.at(-1)?.address ?? '', daemon: merged(first.daemon, same) }
  })
}

function merged(first: Daemon, same: readonly { readonly daemon: Daemon }[]): Daemon {
  if (same.length === 1) return first
  const all = same.map(({ daemon }) => daemon)
  const version = all.findLast((one) => one.version !== undefined)?.version
  const error = all.findLast((one) => one.error !== undefined)?.error
  return {
    name: first.name,
    ...(version === undefined ? {} : { version }),
    ...(error === undefined ? {} : { error }),
    state: all.every(({ state }) => state === 'up') ? 'up' : 'down',
    complete: all.every(({ complete }) => complete),
    features: all.flatMap(({ features }) => features),
  }
}

function withDaemon(
  before: LiveDaemon | undefined,
  id: string,
  daemon: Daemon,
  statusTime: string | undefined,
  askedAt: number,
): LiveDaemon {
  const seen = {
    id,
    name: daemon.name,
    state: daemon.state,
    version: daemon.version ?? null,
    error: daemon.error ?? null,
    firstListedAt: before?.firstListedAt ?? askedAt,
    lastListedAt: askedAt,
    known: daemon.complete,
  }
  return daemon.complete
    ? { ...seen, completeAt: askedAt, features: daemon.features, statusTime: statusTime ?? null }
    : {
        ...seen,
        completeAt: before?.completeAt ?? null,
        features: before?.features ?? [],
        statusTime: before?.statusTime ?? null,
      }
}
