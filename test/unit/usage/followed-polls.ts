import type { Answer, Checkout, Daemon, Feature } from '../../../main/lmstat/answer.ts'
import { type OpenCheckout, openCheckouts, type Tracked } from '../../../main/usage/tracker.ts'
import { NOTHING_TRACKED, type TrackerState } from '../../../main/usage/tracker-state.ts'
import { track } from '../../at-once.ts'
import { answer, checkout, daemon, feature } from './answers.ts'

/** Epoch second of a clock time on a Monday in Berlin; polls are a minute apart. */
export const t = (clock: string): number => Date.parse(`2026-03-02T${clock}+01:00`) / 1000

/** A holder row as a text would give it: what the identity is made of agrees with its parts. */
export function row(user: string, start: string, more: Partial<Checkout> = {}): Checkout {
  const { host = 'ws-12', display = 'ws-12' } = more
  const startText = `Mon 3/2 ${start.replace(/^0/, '')}`
  return checkout(user, { start: `2026-03-02T${start}:00`, startText, raw: `${user} ${host} ${display}`, ...more })
}

/** A feature of ten seats with these holders. */
export const held = (rows: readonly Checkout[], more: Partial<Feature> = {}): Feature =>
  feature('MATLAB', 10, rows.length, { checkouts: rows, ...more })

/** An answer of one daemon with one feature. */
export const mlm = (rows: readonly Checkout[], more: Partial<Feature> = {}): Answer =>
  answer([daemon('MLM', [held(rows, more)])])

/** A daemon that lmstat reports down. */
export const down = (name: string): Daemon => daemon(name, [], { state: 'down', complete: false })
/** A daemon whose lines are cut. */
export const cut = (name: string): Daemon => daemon(name, [], { complete: false })

/** When an answer came, and what it was. */
export type Poll = readonly [clock: string, answer: Answer]

/** What came of several polls together. */
export interface Followed extends Pick<Tracked, 'finished' | 'capacity' | 'news'> {
  readonly state: TrackerState
  readonly open: readonly OpenCheckout[]
}

/** Polls of the tag LAB, one after the other, beginning with what is known `from` before. */
export function follow(polls: readonly Poll[], zone = 'Europe/Berlin', from = NOTHING_TRACKED): Followed {
  const all: Tracked[] = []
  for (const [clock, what] of polls) {
    const state = all.at(-1)?.state ?? from
    all.push(track(state, { tag: 'LAB', at: t(clock), intervalSeconds: 60, zone, answer: what, capacitySeconds: 3600 }))
  }
  const state = all.at(-1)?.state ?? from
  return {
    finished: all.flatMap(({ finished }) => finished),
    capacity: all.flatMap(({ capacity }) => capacity),
    news: all.flatMap(({ news }) => news),
    state,
    open: openCheckouts('LAB', state),
  }
}

/** User, checkout and checkin time of each row. */
export const times = (rows: readonly { user: string; checkoutAt: number; checkinAt?: number }[]): unknown[] =>
  rows.map(({ user, checkoutAt, checkinAt }) => [user, checkoutAt, ...(checkinAt === undefined ? [] : [checkinAt])])
