import { randomUUID } from 'node:crypto'
import * as v from 'valibot'
import type { DataFolder } from './data-folder.ts'
import type { FileAccess } from './file-access.ts'
import type { Journal } from './journal.ts'
import { type Lease, readLease, type Takeover, writeLease } from './lease-file.ts'
import { underLock } from './state-lock.ts'
import { type StorageProblem, storageProblem } from './storage-problem.ts'

/** A lease that stands still for so many of its own intervals belongs to nobody any more. */
const STALE_INTERVALS = 10
/** Younger than so many intervals, nobody can take our lease for stale: it is renewed without the lock. */
const SAFE_INTERVALS = 5
const LONGEST_INTERVAL = 3600
/** A renewal may be seen so many intervals late: clocks that differ by no more count as equal. */
const SAME_CLOCK_INTERVALS = 3
/** So many takeovers of a tag are remembered in its lease. */
const MOST_TAKEOVERS = 8
/** By so many seconds more than time has passed, a clock does not run fast: it was put on, or this machine slept. */
const PUT_ON_SECONDS = 30

export type Holding =
  /** This Seatlog logs the tag; `takenFrom`: has just taken it from another one, whose last lease this was. */
  | { readonly state: 'held'; readonly takenFrom?: Lease }
  /** Another one does, or is taking it right now (`by` null). */
  | { readonly state: 'other'; readonly by: Lease | null }
  /** Another one took over what was ours: our waiting rows of the time before `at` (epoch seconds) go to `imported/`. */
  | { readonly state: 'lost'; readonly by: Lease; readonly at: number }
  /** Nobody can tell: the lease cannot be read or written. Nothing may be written. */
  | { readonly state: 'failed'; readonly problem: StorageProblem }

/**
 * Goes on from what another Seatlog remembers, and answers the last poll of that one (`knownTo`; null: nothing is known of
 * it). Null: nobody else polled. A lease that is `ours` may stand in the place of another's, over which it was written late.
 * Whatever is learned is not lost when this process dies just behind it.
 */
export type Learn = (from: Lease, ours: boolean) => Promise<{ readonly knownTo: number | null } | null>

export interface Leases {
  /**
   * Takes the tag if nobody has it, if it was given back, if it was ours before a crash, or if it is stale. `learn` is asked
   * before one that was had is taken.
   */
  acquire(tag: string, intervalSeconds: number, learn?: Learn): Promise<Holding>
  /** To be called with every poll. `other` with `by` null also when others may have taken the tag meanwhile: acquire it anew. */
  renew(tag: string): Promise<Holding>
  /** Reads the lease again, before rows are written. */
  check(tag: string): Promise<Holding>
  /** Whether this Seatlog had the tag last, as far as its journal knows. */
  wasOurs(tag: string): boolean
  /** Gives the tag back, so that another Seatlog need not wait until it is stale. */
  release(tag: string): Promise<void>
}

interface Surroundings {
  /** This machine's name. */
  readonly host: string
  /** Epoch seconds. */
  readonly clock: () => number
  /** Seconds since whenever, which nobody can put on; absent: the clock. */
  readonly uptime?: () => number
  /** After how many milliseconds a lock counts as left behind by a Seatlog that died. */
  readonly lockMs?: number
}

/**
 * The leases of one Seatlog in a data folder: one logger a tag (DESIGN section 4). What was seen of others' leases is kept
 * in the journal, so that a Seatlog that runs for a moment every few minutes can take over, too.
 */
export function createLeases(
  files: FileAccess,
  folder: DataFolder,
  journal: Journal,
  { host, clock, uptime = clock, lockMs }: Surroundings,
): Leases {
  const held = new Map<string, Lease>()
  /** By tag, clock less uptime at the last look at another's lease. */
  const ahead = new Map<string, number>()
  const data = folder.path
  return {
    acquire: (tag, intervalSeconds, learn = async () => null) =>
      answered(async () => {
        const opened = await folder.open()
        if (!opened.ok) return { state: 'failed', problem: opened.problem }
        const found = await observed(tag)
        if (found !== null && isOthers(found)) lost(tag, found)
        if (found !== null && !isFree(tag, found)) return { state: 'other', by: found }
        const learned = found === null ? null : await learn(found, !isOthers(found))
        return taken(tag, found, intervalSeconds, learned)
      }),

    renew: (tag) => answered(() => confirmed(tag, true)),
    check: (tag) => answered(() => confirmed(tag, false)),

    wasOurs: (tag) => typeof journal.state(tag, OWN_TOKEN) === 'string',

    async release(tag) {
      await answered(async () => {
        const holding = await confirmed(tag, false)
        const own = held.get(tag)
        if (holding.state === 'held' && own !== undefined) await write(tag, { ...own, released: true }, () => true)
        return holding
      })
      held.delete(tag)
    },
  }

  async function answered(work: () => Promise<Holding>): Promise<Holding> {
    try {
      return await work()
    } catch (error) {
      return { state: 'failed', problem: storageProblem(error, data) }
    }
  }

  /** No other process has this journal open: a lease of its owner is ours, unless this machine was copied or renamed. */
  function isOthers(lease: Lease): boolean {
    return lease.owner !== journal.owner || lease.host !== host
  }

  async function confirmed(tag: string, renew: boolean): Promise<Holding> {
    const own = held.get(tag)
    const found = await readLease(files, data, tag)
    if (found !== null && isOthers(found)) return lost(tag, found)
    if (own === undefined) return { state: 'other', by: null }
    const isSafe = (): boolean => clock() - own.at < SAFE_INTERVALS * own.intervalSeconds
    if (found !== null && isSafe()) return renew ? write(tag, own, isSafe) : { state: 'held' }
    return locked(tag, async (inTime, isOurs) => {
      const again = await readLease(files, data, tag)
      if (again !== null && isOthers(again)) return lost(tag, again)
      return inTime() ? write(tag, own, isOurs) : { state: 'other', by: null }
    })
  }

  function lost(tag: string, by: Lease): Holding {
    // Our own from before this machine got another name: nobody wrote in between.
    if (by.owner !== journal.owner) handOver(tag, by, by.takeovers)
    return held.delete(tag) ? { state: 'lost', by, at: by.since } : { state: 'other', by }
  }

  /**
   * Rows that wait since the tag was ours, in this run or an earlier one, do not belong into its files any more. It was
   * taken from us by the first of those who had it since, or else by `by`.
   */
  function handOver(tag: string, by: Pick<Lease, 'since' | 'knownTo'>, takeovers: readonly Takeover[]): void {
    const token = journal.state(tag, OWN_TOKEN)
    if (typeof token !== 'string') return
    const { at, knownTo } = takeovers.find((one) => one.token === token) ?? { at: by.since, knownTo: by.knownTo }
    journal.handOver(tag, { takenAt: at, knownTo }, `imported/${tag}-${token.slice(0, 8)}`, { [OWN_TOKEN]: null })
  }

  function taken(
    tag: string,
    found: Lease | null,
    intervalSeconds: number,
    learned: Awaited<ReturnType<Learn>>,
  ): Promise<Holding> {
    return locked(tag, async (inTime, isOurs) => {
      const again = await readLease(files, data, tag)
      const changed = again?.token !== found?.token || again?.counter !== found?.counter
      if (changed || !inTime()) return { state: 'other', by: again }
      const now = clock()
      const identity = { owner: journal.owner, host, pid: process.pid, token: randomUUID() }
      const isOwn = again !== null && !isOthers(again)
      // One's own, from before a crash: nobody had the tag in between.
      const fresh = { since: now, knownTo: learned?.knownTo ?? null }
      const begun = isOwn && learned === null ? again : fresh
      if (isOwn && learned !== null) handOver(tag, begun, [])
      journal.setState(tag, OWN_TOKEN, identity.token)
      const { since, knownTo } = begun
      const takeovers = again === null ? [] : takeoversOf(tag, again, { at: now, knownTo: fresh.knownTo })
      const lease = { ...identity, counter: 0, intervalSeconds, since, knownTo, takeovers, at: now, released: false }
      const holding = await write(tag, lease, isOurs)
      return holding.state === 'held' && again !== null && !isOwn ? { ...holding, takenFrom: again } : holding
    })
  }

  /** Those that a lease tells of, and, unless it is ours, that it is taken now. */
  function takeoversOf(tag: string, lease: Lease, { at, knownTo }: Omit<Takeover, 'token'>): readonly Takeover[] {
    if (!isOthers(lease)) return lease.takeovers
    const taken = { token: lease.token, at: byTheirClock(tag, lease) ?? at, knownTo }
    return [...lease.takeovers, taken].slice(-MOST_TAKEOVERS)
  }

  /** What the clock of who has a lease shows now, if that is another time: at its last change, which was seen here, it told its own. */
  function byTheirClock(tag: string, lease: Lease): number | null {
    const seen = sighting(tag)
    if (lease.released || seen === null) return null
    const at = lease.at + (clock() - seen.since)
    return Math.abs(clock() - at) <= SAME_CLOCK_INTERVALS * lease.intervalSeconds ? null : at
  }

  /** `inTime` tells afterwards whether nobody can have taken the tag meanwhile: whose lease that was, nobody knows any more. */
  async function write(tag: string, lease: Lease, inTime: () => boolean): Promise<Holding> {
    const next = { ...lease, counter: lease.counter + 1, at: clock() }
    await writeLease(files, data, tag, next)
    if (!inTime()) {
      held.delete(tag)
      return { state: 'other', by: null }
    }
    held.set(tag, next)
    return { state: 'held' }
  }

  async function locked(tag: string, work: Parameters<typeof underLock<Holding>>[3]): Promise<Holding> {
    const holding = await underLock(files, data, `${tag}.lease`, work, lockMs)
    return holding === 'busy' ? { state: 'other', by: null } : holding
  }

  /** Reads a lease and remembers since when it has not changed. Time that nobody saw pass does not count: that starts anew. */
  async function observed(tag: string): Promise<Lease | null> {
    let lease: Lease | null
    try {
      lease = await readLease(files, data, tag)
    } catch (error) {
      journal.setState(tag, SEEN, null)
      throw error
    }
    const now = clock()
    const seen = sighting(tag)
    const isPutOn = now - uptime() > (ahead.get(tag) ?? Number.POSITIVE_INFINITY) + PUT_ON_SECONDS
    ahead.set(tag, now - uptime())
    const isSame = seen?.token === lease?.token && seen?.counter === lease?.counter
    const unchanged = isSame && !isPutOn && (seen?.since ?? now) <= now
    if (!unchanged) journal.setState(tag, SEEN, lease && { token: lease.token, counter: lease.counter, since: now })
    return lease
  }

  function isFree(tag: string, lease: Lease): boolean {
    if (!isOthers(lease)) return true
    // Not within the second it was given back in: two polls with one stamp would count twice.
    if (lease.released) return clock() !== lease.at
    const stale = STALE_INTERVALS * Math.min(lease.intervalSeconds, LONGEST_INTERVAL)
    return clock() - (sighting(tag)?.since ?? clock()) >= stale
  }

  function sighting(tag: string): v.InferOutput<typeof SIGHTING> | null {
    const seen = v.safeParse(SIGHTING, journal.state(tag, SEEN))
    return seen.success ? seen.output : null
  }
}

/** Keys of the journal's memory: the token of the lease we took last, and when another's lease was first seen as it is. */
const OWN_TOKEN = 'lease'
const SEEN = 'lease-seen'
const SIGHTING = v.object({ token: v.string(), counter: v.number(), since: v.number() })
