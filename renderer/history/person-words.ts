import type { DenialTold, PersonAnswer } from '../../preload/contract/history.ts'
import type { Formats } from '../formats.ts'
import { counted } from '../wording.ts'
import { countFinding } from './denials-words.ts'
import { UNNAMED } from './unnamed.ts'

/** Hours as a sentence has them: one decimal below 100. */
export const hoursText = (hours: number, formats: Formats): string =>
  formats.count(hours < 100 ? Math.round(hours * 10) / 10 : Math.round(hours))

/** What somebody used, or what was used on a host, in the span. */
export function personFinding(answer: PersonAnswer, formats: Formats): string {
  const { kind, seatHours, checkoutCount, byFeature, byDay, others, checkouts } = answer
  if (checkoutCount === 0) return 'No checkout in this span.'
  const features = counted(byFeature.length, 'feature', 'features', formats)
  const where =
    kind === 'user'
      ? `on ${counted(others.length, 'host', 'hosts', formats)}`
      : `by ${counted(others.length, 'user', 'users', formats)}`
  // By day a package and its component count once.
  const begun = byDay.reduce((sum, day) => sum + day.checkouts, 0)
  const began = begun === 0 ? 'no checkout' : counted(begun, 'checkout', 'checkouts', formats)
  const out = checkouts.filter((one) => one.in === null).length
  const open =
    out === 0 ? '' : ` ${counted(out, 'checkout was', 'checkouts were', formats)} still out at the last poll.`
  return `${hoursText(seatHours, formats)} seat-hours of ${features} ${where}; ${began} began in this span.${open}`
}

/** The note under a timeline that does not reach back to the first checkout of the span; null where it does. */
export function cutText({ checkouts, checkoutCount }: PersonAnswer, formats: Formats): string | null {
  return checkouts.length >= checkoutCount
    ? null
    : `The newest ${formats.count(checkouts.length)} of ${formats.count(checkoutCount)} checkouts are shown; choose a shorter span to see the others.`
}

/** The feature that takes most of the time, as `label` names it. */
export function featureFinding(
  { byFeature, seatHours }: PersonAnswer,
  label: (feature: string) => string,
  formats: Formats,
): string {
  const top = byFeature.reduce<PersonAnswer['byFeature'][number] | null>(
    (most, one) => (most === null || one.seatHours > most.seatHours ? one : most),
    null,
  )
  if (top === null || seatHours <= 0) return 'No feature was used in this span.'
  const share = Math.round((100 * top.seatHours) / seatHours)
  return byFeature.length === 1
    ? `Only ${label(top.feature)}: ${hoursText(top.seatHours, formats)} seat-hours.`
    : `Most: ${label(top.feature)}, ${hoursText(top.seatHours, formats)} seat-hours, ${share} % of all.`
}

/** On how many days anything was used, and the most on one. */
export function daysFinding({ byDay }: Pick<PersonAnswer, 'byDay'>, formats: Formats): string {
  const used = byDay.filter(({ seatHours }) => seatHours > 0)
  const most = used.reduce<(typeof used)[number] | null>(
    (best, day) => (best === null || day.seatHours > best.seatHours ? day : best),
    null,
  )
  if (most === null) return 'No seat was held on any day of this span.'
  if (used.length === 1)
    return `Seats were held on one day, ${formats.date(most.date)}: ${hoursText(most.seatHours, formats)} seat-hours.`
  return `Seats were held on ${counted(used.length, 'day', 'days', formats)}; most on ${formats.date(most.date)}: ${hoursText(most.seatHours, formats)} seat-hours.`
}

/** How many denials of somebody count, the raw number beside it. */
export function deniedFinding(denials: readonly DenialTold[], formats: Formats): string {
  if (denials.length === 0) return 'No denial is recorded in this span.'
  return countFinding({ counted: denials.filter((one) => one.counted).length, raw: denials.length }, formats)
}

/** The host of a user, or the user of a host, with most of the hours. */
export function othersFinding({ kind, others }: Pick<PersonAnswer, 'kind' | 'others'>, formats: Formats): string {
  const [most] = others.toSorted((a, b) => b.seatHours - a.seatHours)
  if (most === undefined) return kind === 'user' ? 'On no host in this span.' : 'By no user in this span.'
  const hours = `${hoursText(most.seatHours, formats)} seat-hours`
  const name = most.name || UNNAMED
  if (others.length === 1) return kind === 'user' ? `Only on ${name}.` : `Only by ${name}.`
  return `Most ${kind === 'user' ? 'on' : 'by'} ${name}: ${hours}.`
}
