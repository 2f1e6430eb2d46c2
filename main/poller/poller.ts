import type { Ask } from './ask.ts'
import {
  LATE,
  type Poll,
  type PolledServer,
  type PollSettings,
  pollServer,
  seconds,
  served,
  type Watched,
  watchedServer,
} from './server-poll.ts'
import { nextSlot, staggered } from './slots.ts'

export type { Poll, PolledServer, PollSettings } from './server-poll.ts'

export interface PollerParts {
  readonly ask: Ask
  /** Epoch milliseconds. */
  readonly now: () => number
  /** Told of every poll, and awaited before the same server is asked again; it must not reject. */
  readonly onAnswer: (poll: Poll) => void | Promise<void>
  /** The computer slept, or its clock was put on, between the two times (epoch seconds). */
  readonly onAsleep: (from: number, to: number) => void
}

export interface Poller {
  /** Polls every server, and then at each of its slots. */
  start(): void
  /** Polls one server, or all (null), also when paused or never started. A poll that is running is joined, so its answer
   * may have been asked for shortly before. Resolves when the answer has been handed over. */
  poll(tag: string | null): Promise<void>
  /** Polls that are running come to their end. */
  pause(): void
  /** Polls every server at once. */
  resume(): void
  /** The computer goes to sleep: polls that are running are stopped and not told, and none begins before `wake`. */
  suspend(): void
  /** It is awake again: polls every server a few seconds later, and again until the network is there. */
  wake(): void
  /** Servers that stay keep what is known of them; new ones and those with another address are polled at once; polls of
   * those that went are stopped and not told. */
  update(servers: readonly PolledServer[], settings: PollSettings): void
  /** When the server's next poll is due, epoch seconds; null when none is (paused, not started, unknown tag). */
  nextPollAt(tag: string): number | null
  /** Stops every running lmutil, and waits for its end. Nothing is told any more. */
  stop(): Promise<void>
}

/** Timers do not run in sleep: the clock is looked at this often, so that a sleep is noticed soon after its end. */
const LOOK_EVERY = 15_000
/** Between the first polls of several servers, so that a start is no burst of processes. */
const BETWEEN = 200
/** After a sleep the network is not there at once. */
const AFTER_WAKING = 5000
/** So long a poll that nobody answered is not told after a sleep: it says nothing about the license server. */
const PATIENCE = 60_000
const ASK_AGAIN = 10_000
/** Timers do not run in sleep: who is awake for so long was never told of the waking. */
const LONGEST_SUSPEND = 60_000

/** Asks every server at its own wall-clock slots, each independently of the others, and never twice at once. */
export function createPoller(
  parts: PollerParts,
  initialServers: readonly PolledServer[],
  initialSettings: PollSettings,
): Poller {
  const { now } = parts
  let settings = initialSettings
  let watched = new Map<string, Watched>()
  let timer: NodeJS.Timeout | undefined
  let lookedAt = now()
  let state: 'idle' | 'running' | 'paused' | 'stopped' = 'idle'
  /** Epoch milliseconds; null: the computer is awake. */
  let suspendedAt: number | null = null
  let waking: NodeJS.Timeout | undefined
  /** Also polls of servers that are gone, until their lmutil has ended. */
  const ending = new Set<Promise<void>>()

  const interval = (): number => settings.intervalSeconds * 1000

  function slotAfter(one: Watched): number {
    // A slot at the very end of the rest will do.
    return nextSlot(Math.max(now(), one.restUntil - 1), interval(), one.offset)
  }

  function dueAfter(one: Watched): number {
    return now() < one.patientUntil ? Math.max(now() + ASK_AGAIN, one.restUntil) : slotAfter(one)
  }

  function schedule(): void {
    clearTimeout(timer)
    if (state !== 'running' || suspendedAt !== null) return
    const waiting = [...watched.values()].filter((one) => one.running === null)
    const due = Math.min(...waiting.map((one) => one.due), now() + LOOK_EVERY)
    timer = setTimeout(look, Math.max(1, due - now()))
  }

  function look(): void {
    if (suspendedAt !== null) return
    const time = now()
    if (time > lookedAt + LOOK_EVERY + LATE) {
      awake(lookedAt)
    } else if (time < lookedAt - 1000) {
      // The clock was put back: what was due in a future that no longer exists would wait for it.
      for (const one of watched.values()) one.patientUntil = 0
      dueNow([...watched.values()])
    }
    lookedAt = time
    for (const one of watched.values()) if (one.due <= time) void begin(one)
    schedule()
  }

  function dueNow(ones: readonly Watched[], after = 0): void {
    for (const [index, one] of ones.entries()) {
      one.due = now() + after + index * BETWEEN
      one.restUntil = 0
    }
  }

  function awake(since: number): void {
    parts.onAsleep(seconds(Math.min(since, now())), seconds(now()))
    for (const one of watched.values()) one.patientUntil = now() + PATIENCE
    dueNow([...watched.values()], AFTER_WAKING)
  }

  function wake(): void {
    if (suspendedAt === null || state === 'stopped') return
    clearTimeout(waking)
    awake(suspendedAt)
    suspendedAt = null
    lookedAt = now()
    schedule()
  }

  function begin(one: Watched): Promise<void> {
    if (one.running !== null) return one.running
    const running = pollOnce(one).finally(() => {
      one.running = null
      one.due = dueAfter(one)
      ending.delete(running)
      schedule()
    })
    one.running = running
    ending.add(running)
    return running
  }

  async function pollOnce(one: Watched): Promise<void> {
    let poll = await pollServer(one, settings, parts.ask, now)
    if (poll === 'slept') {
      one.patientUntil = now() + PATIENCE
      poll = await pollServer(one, settings, parts.ask, now)
    }
    if (poll === null || poll === 'slept') return
    const isHeard = served(poll.answer)
    if (!isHeard && now() < one.patientUntil) return
    if (isHeard) one.patientUntil = 0
    // Known already when the answer is handed over, which may take long.
    one.due = dueAfter(one)
    await parts.onAnswer(poll)
  }

  function watch(servers: readonly PolledServer[]): void {
    const before = watched
    watched = new Map(
      servers.map((server) => {
        const known = before.get(server.tag)
        return [server.tag, known?.server.address === server.address ? known : watchedServer(server, now())]
      }),
    )
    for (const [index, one] of [...watched.values()].entries()) {
      one.offset = staggered(index, watched.size, interval())
    }
    for (const one of before.values()) if (watched.get(one.server.tag) !== one) one.controller.abort()
  }

  watch(initialServers)

  return {
    start() {
      if (state !== 'idle') return
      state = 'running'
      lookedAt = now()
      dueNow([...watched.values()])
      look()
    },
    async poll(tag) {
      if (state === 'stopped') return
      const asked = [...watched.values()].filter((one) => tag === null || one.server.tag === tag)
      // Whoever asks wants to hear what there is to hear.
      for (const one of asked) one.patientUntil = 0
      await Promise.all(asked.map(begin))
    },
    pause() {
      if (state !== 'running') return
      state = 'paused'
      clearTimeout(timer)
    },
    resume() {
      if (state !== 'paused') return
      state = 'running'
      lookedAt = now()
      dueNow([...watched.values()])
      look()
    },
    suspend() {
      if (suspendedAt !== null || state === 'stopped') return
      suspendedAt = now()
      clearTimeout(timer)
      for (const one of watched.values()) {
        one.controller.abort()
        one.controller = new AbortController()
      }
      waking = setTimeout(wake, LONGEST_SUSPEND)
    },
    wake,
    update(servers, newSettings) {
      if (state === 'stopped') return
      const before = new Set(watched.values())
      const sameProgram = newSettings.lmutil === settings.lmutil
      settings = newSettings
      watch(servers)
      // What is due sooner stays so: the poll after a sleep is.
      for (const one of watched.values()) if (before.has(one)) one.due = Math.min(one.due, slotAfter(one))
      dueNow([...watched.values()].filter((one) => !sameProgram || !before.has(one)))
      if (state === 'running') look()
    },
    nextPollAt(tag) {
      const one = watched.get(tag)
      return one === undefined || state !== 'running' || suspendedAt !== null ? null : seconds(Math.max(one.due, now()))
    },
    async stop() {
      state = 'stopped'
      clearTimeout(timer)
      clearTimeout(waking)
      for (const one of watched.values()) one.controller.abort()
      await Promise.allSettled(ending)
    },
  }
}
