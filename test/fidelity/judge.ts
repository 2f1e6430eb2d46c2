import { type TrueCheckout, truth } from '../../main/demo/truth.ts'
import { compareCapacity } from './compare-capacity.ts'
import { compareCheckouts, RIGHT_CLOCK } from './compare-checkouts.ts'
import { compareDenials } from './compare-denials.ts'
import { compareReservations } from './compare-reservations.ts'
import type { Compared } from './compared.ts'
import type { ExpectedCheckout } from './match-checkouts.ts'
import { INTERVAL, type Played, type Stage } from './play.ts'
import type { DaemonPolls } from './polls.ts'
import type { Recorded } from './recorded.ts'

/** A checkout waits for its debug log no longer than this (DESIGN section 5), and is written with the poll behind that. */
export const LONGEST_WAIT = 600 + 5 * INTERVAL

/** Compares what was recorded with what happened, kind by kind. */
export function judge(
  { scenario, site, server, timeline }: Pick<Stage, 'scenario' | 'site' | 'server' | 'timeline'>,
  played: Pick<Played, 'polls' | 'logFrom' | 'lastAt'>,
  recorded: Recorded,
  wrong = RIGHT_CLOCK,
): readonly Compared[] {
  const { polls, logFrom, lastAt } = played
  const { hasLog, tag } = scenario
  const from = hasLog ? logFrom : timeline.from
  const happened = truth(site, { from, to: lastAt + 1 })
  const restarts = timeline.troubles.flatMap(({ trouble }) => (trouble.kind === 'restart' ? [trouble.since] : []))
  const bounds = { zone: site.zone.name, interval: INTERVAL, polls, restarts, wrong }

  const finished: ExpectedCheckout[] = []
  const open: ExpectedCheckout[] = []
  for (const row of happened.checkouts.filter(({ server: of }) => of === tag)) {
    const known = polls.get(row.daemon)
    if (known === undefined) throw new Error(`${row.daemon} was never polled`)
    for (const { isCertain, ...part } of hasLog ? loggedParts(row, restarts, known) : [{ ...row, isCertain: true }]) {
      const isShown = known.surelyIn(part.checkoutAt, part.checkinAt)
      const mayBeShown = known.anyIn(part.checkoutAt, part.checkinAt)
      const isEnded = hasLog ? part.checkinAt <= lastAt - LONGEST_WAIT : Number.isFinite(known.from(part.checkinAt))
      const isNeeded = isCertain && (hasLog || isShown) && isEnded
      if (hasLog || mayBeShown) finished.push({ row: part, isNeeded, kind: mayBeShown ? 'checkouts' : 'short' })
      const isOpen = part.checkinAt > lastAt
      if (mayBeShown && !isEnded) open.push({ row: part, isNeeded: isCertain && isOpen && isShown, kind: 'open' })
    }
  }
  const isIdle = ({ user }: { readonly user: string }): boolean => user.startsWith('r:')
  const isHeld = (row: { readonly user: string }): boolean => !isIdle(row)
  const stillOpen = recorded.open.map((row) => ({ ...row, checkinAt: Number.POSITIVE_INFINITY }))
  return [
    ...compareCheckouts(hasLog ? ['checkouts', 'short'] : ['checkouts'], finished, recorded.checkouts.filter(isHeld), {
      ...bounds,
      exactTo: hasLog ? Number.POSITIVE_INFINITY : null,
    }),
    ...compareCheckouts(['open'], open, stillOpen.filter(isHeld), {
      ...bounds,
      exactTo: hasLog ? lastAt - LONGEST_WAIT : null,
    }),
    compareDenials(
      hasLog ? happened.denials.filter(({ server: of }) => of === tag) : [],
      recorded.denials,
      bounds.zone,
    ),
    compareCapacity(site, server.daemons, polls, timeline, recorded.capacity, wrong.by),
    compareReservations(site, server.daemons, polls, [...recorded.checkouts, ...stillOpen].filter(isIdle)),
  ]
}

/**
 * A checkout as polls and log tell it. The log of a restart says that all seats came back and went out again: only polls
 * before and after it tell that a checkout went on. Where these are not certain, either may be recorded.
 */
export function loggedParts(
  row: TrueCheckout,
  restarts: readonly number[],
  polls: DaemonPolls,
): readonly (TrueCheckout & { readonly isCertain: boolean })[] {
  const restart = restarts.find((at) => row.checkoutAt < at && at < row.checkinAt)
  if (restart === undefined) return [{ ...row, isCertain: true }]
  const sides = [
    { ...row, checkinAt: restart },
    { ...row, checkoutAt: restart },
  ]
  if (sides.every(({ checkoutAt, checkinAt }) => polls.surelyIn(checkoutAt, checkinAt)))
    return [{ ...row, isCertain: true }]
  if (sides.some(({ checkoutAt, checkinAt }) => !polls.anyIn(checkoutAt, checkinAt)))
    return sides.map((side) => ({ ...side, isCertain: true }))
  return [row, ...sides].map((one) => ({ ...one, isCertain: false }))
}
