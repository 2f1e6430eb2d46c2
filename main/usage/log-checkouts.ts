import type { LogRequest, LogRestart } from './log-request.ts'
import { requesterOf } from './requester.ts'
import { returnSeats } from './return-seats.ts'

/** A checkout as a debug log alone tells it, from its OUT to its IN; times are epoch seconds. */
export interface LogCheckout extends Omit<LogRequest, 'type' | 'at'> {
  /** When the request was queued; the checkout's time where it was not. */
  readonly requestAt: number
  readonly checkoutAt: number
  readonly checkinAt: number
}

/** What one line of a log brought. */
export interface LogStep {
  readonly ended: readonly LogCheckout[]
  /** Seats of an IN that no OUT accounts for. */
  readonly unmatched: number
}

/** The checkouts of one vendor daemon, out of the lines of its debug log in their order; holds only what is open. */
export interface LogCheckouts {
  take(news: LogRequest | LogRestart): LogStep
  /** The daemon wrote some other line at that time. */
  alive(at: number): void
  /** How many checkouts have not ended. */
  open(): number
}

type Held = Omit<LogCheckout, 'checkinAt'>

interface Waiting {
  readonly queuedAt: number
  /** That of its DEQUEUED line. */
  leftAt?: number
}

/** A DEQUEUED line at most so many seconds before the OUT tells that the request was granted. */
const GRANTED_WITHIN = 1

/**
 * Pairs the OUT and IN lines of a daemon, those of the same feature, user, host and data (GRAMMAR B6; see `returnSeats`). A
 * checkout whose seats come back in part ends there, and one of the others begins. What is open when the daemon starts anew ended
 * with the last line it wrote before: nobody knows more, and whatever it was, it did not outlive the daemon.
 */
export function createLogCheckouts(): LogCheckouts {
  const held = new Map<string, Held[]>()
  const queue = new Map<string, Waiting>()
  let aliveAt = Number.NEGATIVE_INFINITY

  function takeOut(request: LogRequest): void {
    const { type: _, at, ...what } = request
    const asker = askerOf(request)
    const waited = queue.get(asker)
    queue.delete(asker)
    const granted = waited !== undefined && (waited.leftAt === undefined || at - waited.leftAt <= GRANTED_WITHIN)
    const out = { ...what, requestAt: granted ? Math.min(waited.queuedAt, at) : at, checkoutAt: at }
    const key = keyOf(request)
    const others = held.get(key)
    if (others === undefined) held.set(key, [out])
    else others.push(out)
  }

  function takeIn(request: LogRequest): LogStep {
    const key = keyOf(request)
    const open = held.get(key) ?? []
    const since = request.at
    const restOf = (out: Held, seats: number): Held => {
      const { checkinAt } = end(out, since)
      return { ...out, seats, requestAt: checkinAt, checkoutAt: checkinAt }
    }
    const { ended, unmatched } = returnSeats(open, request.seats, restOf)
    if (open.length === 0) held.delete(key)
    return { ended: ended.map((out) => end(out, since)), unmatched }
  }

  function takeQueued(request: LogRequest): void {
    const asker = askerOf(request)
    const known = queue.get(asker)
    if (request.type === 'DEQUEUED') {
      if (known !== undefined) known.leftAt = request.at
    } else if (known === undefined || known.leftAt !== undefined) queue.set(asker, { queuedAt: request.at })
  }

  function takeStart(): LogStep {
    const ended = [...held.values()].flat().map((out) => end(out, aliveAt))
    held.clear()
    queue.clear()
    return { ended, unmatched: 0 }
  }

  function step(news: LogRequest | LogRestart): LogStep {
    switch (news.type) {
      case 'START':
        return takeStart()
      case 'IN':
        return takeIn(news)
      case 'OUT':
        takeOut(news)
        return NOTHING
      case 'QUEUED':
      case 'DEQUEUED':
        takeQueued(news)
        return NOTHING
      case 'STOP':
      case 'DENIED':
        return NOTHING
    }
  }

  return {
    take(news) {
      const taken = step(news)
      aliveAt = news.at
      return taken
    },
    alive(at) {
      aliveAt = at
    },
    open: () => [...held.values()].reduce((sum, outs) => sum + outs.length, 0),
  }
}

const NOTHING: LogStep = { ended: [], unmatched: 0 }

const askerOf = (request: LogRequest): string => `${request.feature}\n${requesterOf(request)}`
const keyOf = (request: LogRequest): string => `${askerOf(request)}\n${request.account}`

/** Two processes write one log: its clock may step back by some seconds. */
const end = (out: Held, at: number): LogCheckout => ({ ...out, checkinAt: Math.max(at, out.checkoutAt) })
