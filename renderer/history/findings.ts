import type {
  GroupsAnswer,
  HeatAnswer,
  HeatCell,
  HowManyAnswer,
  LevelsAnswer,
  Span,
  UsageAnswer,
  UsageTotals,
} from '../../preload/contract/history.ts'
import type { Formats } from '../formats.ts'
import { counted, listed } from '../wording.ts'
import { readAt } from './usage-lines.ts'

/** How findings are worded: the user's formats, times as in the server's zone; `moment` with the year where it matters. */
export interface Wording {
  readonly formats: Formats
  readonly moment: (at: number) => string
}

const HOUR = 3600

/** A number of seats that need not be whole: `8.6`, from 100 on `112`. */
export const seatsText = (seats: number, formats: Formats): string =>
  formats.count(seats < 99.95 ? Math.round(seats * 10) / 10 : Math.round(seats))

/** Hours of a length in seconds: `40 min`, `3.5 h`, `1,204 h`; none is `0 h`. */
export function hoursText(seconds: number, formats: Formats): string {
  if (seconds === 0) return '0 h'
  if (seconds < 60) return 'under 1 min'
  if (seconds < HOUR) return `${formats.count(Math.round(seconds / 60))} min`
  return `${seatsText(seconds / HOUR, formats)} h`
}

/** A length in seconds to the minute, for what is told exactly: `3 h 20 min`, `40 min`, `2 d 9 h`. */
export function lengthText(seconds: number, formats: Formats): string {
  const minutes = Math.max(1, Math.round(seconds / 60))
  const units: readonly (readonly [number, string])[] = [
    [Math.floor(minutes / 1440), 'd'],
    [Math.floor(minutes / 60) % 24, 'h'],
    [minutes % 60, 'min'],
  ]
  const told = units.filter(([count]) => count > 0).slice(0, 2)
  return told.map(([count, unit]) => `${formats.count(count)} ${unit}`).join(' ')
}

/** A span's length in the words people use: `24 hours`, `90 days`, `1 year`. */
export function spanWords({ from, to }: Span, formats: Formats): string {
  const hours = Math.round((to - from) / HOUR)
  if (hours === 0) return counted(Math.max(1, Math.round((to - from) / 60)), 'minute', 'minutes', formats)
  if (hours < 48) return counted(hours, 'hour', 'hours', formats)
  const days = Math.round(hours / 24)
  return days === 365 || days === 366 ? '1 year' : `${formats.count(days)} days`
}

/** What a usage answer says: peak, mean, shortage, denials; and what nobody knows, last. */
export function usageFinding(answer: UsageAnswer, { formats, moment }: Wording): string {
  const { totals, unknownTags } = answer
  if (totals.knownSeconds === 0) return 'Nobody watched this span: nothing is known of it.'
  return [
    peakSentence(answer, { formats, moment }),
    shortSentence(answer, formats),
    gapSentence(answer.gaps, formats),
    unknownTags.length === 0 ? null : `Not known at present: ${listed(unknownTags)}.`,
  ]
    .filter((sentence) => sentence !== null)
    .join(' ')
}

function peakSentence(answer: UsageAnswer, { formats, moment }: Wording): string {
  const { totals, unknownTags } = answer
  if (totals.peak === 0) return unknownTags.length === 0 ? 'Nobody held a seat.' : 'Nobody was seen to hold a seat.'
  const issued = totals.peakAt === null ? null : readAt(answer, totals.peakAt).issued
  const seats =
    issued === null
      ? counted(totals.peak, 'seat', 'seats', formats)
      : `${formats.count(totals.peak)} of ${counted(issued, 'seat', 'seats', formats)}`
  const verb = (issued ?? totals.peak) === 1 ? 'was' : 'were'
  const when = totals.peakAt === null ? '' : `, on ${moment(totals.peakAt)}`
  const mean = seatsText(totals.mean, formats)
  return unknownTags.length === 0
    ? `At most ${seats} ${verb} held${when}; ${mean} on average.`
    : `At the peak at least ${seats} ${verb} held${when}; at least ${mean} on average.`
}

function shortSentence({ totals, gaps, unknownTags }: UsageAnswer, formats: Formats): string | null {
  const { fullSeconds, denials } = totals
  const denied =
    denials.counted === 0 ? null : `${counted(denials.counted, 'request was', 'requests were', formats)} denied`
  if (fullSeconds === null) return denied === null ? null : `${denied}.`
  if (fullSeconds === 0) {
    const free =
      gaps.length + unknownTags.length === 0 ? 'A seat was always free' : 'A seat was free whenever it was watched'
    return denied === null ? `${free}.` : `${free}, yet ${denied}.`
  }
  const full = `No seat was free for ${hoursText(fullSeconds, formats)}`
  return denied === null ? `${full}; nobody is known to have been denied one.` : `${full}; ${denied}.`
}

/** How much of a span nobody watched; null where all of it was watched. */
export function gapSentence(gaps: readonly Span[], formats: Formats): string | null {
  const seconds = gaps.reduce((sum, { from, to }) => sum + to - from, 0)
  return seconds === 0 ? null : `Nobody watched ${lengthText(seconds, formats)} of this span.`
}

/** A figure of a span beside that of the span before. */
export interface Compared {
  readonly label: string
  readonly value: string
  /** A server is not known: it is at least this. */
  readonly least: boolean
  /** `was 46`; null where the span before is not known. */
  readonly before: string | null
}

/** The totals of a span, each beside what it was in the span before. */
export function comparedTotals(answer: UsageAnswer, formats: Formats): readonly Compared[] {
  const { totals, before } = answer
  const least = answer.unknownTags.length > 0
  const row = (label: string, of: (totals: UsageTotals) => string | null): readonly Compared[] => {
    const value = of(totals)
    const earlier = before === null || before.knownSeconds === 0 ? null : of(before)
    return value === null ? [] : [{ label, value, least, before: earlier === null ? null : `was ${earlier}` }]
  }
  const ofPeople = (label: string, of: (totals: UsageTotals) => number): readonly Compared[] => {
    const known = row(label, (one) => (isOfNobody(one) && of(one) === 0 ? null : formats.count(of(one))))
    return known.length > 0 ? known : [{ label, value: '–', least: false, before: null }]
  }
  return [
    ...row('Peak', ({ peak }) => formats.count(peak)),
    ...row('Mean', ({ mean }) => seatsText(mean, formats)),
    ...row('No seat free', ({ fullSeconds }) => (fullSeconds === null ? null : hoursText(fullSeconds, formats))),
    ...row('Denials', ({ denials }) => formats.count(denials.counted)),
    ...row('Seat-hours', ({ seatHours }) => formats.count(Math.round(seatHours))),
    ...ofPeople('Checkouts', ({ checkouts }) => checkouts),
    ...ofPeople('Users', ({ users }) => users),
  ]
}

/** Seats were held and nobody knows by whom, as where samples tell of them. */
export const isOfNobody = ({ peak, users }: Pick<UsageTotals, 'peak' | 'users'>): boolean => peak > 0 && users === 0

/** What the figures are compared with, in words. */
export function comparedWith({ before }: UsageAnswer): string {
  if (before === null || before.knownSeconds === 0) return 'The record does not reach back to the span before.'
  return 'Compared with as long a time before.'
}

/** What the levels say: the seats that were enough, and how long none was left. */
export function levelsFinding(
  { knownSeconds, p95, p99, peak, fullSeconds, issued }: LevelsAnswer,
  formats: Formats,
): string {
  if (knownSeconds === 0) return 'Nobody watched this span: nothing is known of it.'
  if (peak === 0) return 'Nobody held a seat.'
  const enough =
    p95 === peak
      ? `${counted(peak, 'seat was', 'seats were', formats)} enough all the time.`
      : `${counted(p95, 'seat was', 'seats were', formats)} enough for 95 % of the time, ${formats.count(p99)} for 99 %, ${formats.count(peak)} always.`
  if (fullSeconds === null || issued === null) return enough
  const full =
    fullSeconds === 0
      ? 'The seats were never all taken at once.'
      : `All seats were taken for ${hoursText(fullSeconds, formats)} of ${hoursText(knownSeconds, formats)}.`
  return `${enough} ${full}`
}

/** What a heat map can show. */
export type HeatKind = 'peak' | 'mean' | 'denials'

/** When most happens: the cell with the most, and how it stands out. `weekday` names 0 (Sunday) to 6. */
export function heatFinding(
  { cells }: HeatAnswer,
  kind: HeatKind,
  weekday: (day: number) => string,
  formats: Formats,
): string {
  const figureOf = (cell: HeatCell): number => (kind === 'denials' ? cell.denials.counted : cell[kind]) ?? 0
  const most = cells.reduce((best, cell) => Math.max(best, figureOf(cell)), 0)
  const [top, ...alike] = most === 0 ? [] : cells.filter((cell) => figureOf(cell) === most)
  if (cells.every(({ peak }) => peak === null)) return 'Nobody watched this span: nothing is known of it.'
  if (top === undefined) return kind === 'denials' ? 'Nobody was denied a seat.' : 'Nobody held a seat.'
  const hour = (of: number) => `${String(of).padStart(2, '0')}:00`
  const isOne = alike.length === 0
  const when = isOne
    ? `${weekday(top.weekday)} from ${hour(top.hour)} to ${hour(top.hour + 1)}`
    : `in ${formats.count(alike.length + 1)} hours of the week`
  switch (kind) {
    case 'peak':
      return `The highest peak, ${counted(most, 'seat', 'seats', formats)}, was ${isOne ? 'on a' : 'reached'} ${when}.`
    case 'mean':
      return `Most is held ${isOne ? 'on ' : ''}${when}: ${seatsText(most, formats)} on average.`
    case 'denials':
      return `Most denials, ${formats.count(most)}${isOne ? '' : ' each'}, were ${isOne ? 'on ' : ''}${when}.`
  }
}

/** `12 %` of a share of 1; what is more than nothing is never `0 %`. */
export function percent(share: number, formats: Formats): string {
  if (share > 0 && share < 0.01) return '< 1 %'
  return `${formats.count(Math.round(share * 100))} %`
}

/** What `seats` seats instead of those there are would have meant (question 9). */
export function howManyFinding(answer: HowManyAnswer, seats: number, formats: Formats): string {
  const { issued, peak, curve, span, knownSeconds, checkouts } = answer
  if (knownSeconds === 0) return 'Nobody watched this span: nothing is known of it.'
  const length = `${answer.working ? 'the working hours of ' : ''}${spanWords(span, formats)}`
  const all = `all ${counted(checkouts, 'checkout', 'checkouts', formats)} in ${length}`
  const tried = counted(seats, 'seat', 'seats', formats)
  const instead = issued === null ? `With ${tried}` : `With ${tried} instead of ${formats.count(issued)}`
  const point = curve.findLast((one) => one.seats <= seats)
  const short = seats >= peak || point === undefined ? 0 : point.shortSeconds
  if (short === 0) {
    const most = peak === 0 ? 'nobody held one.' : `at most ${formats.count(peak)} were held at once.`
    return issued === seats
      ? `With the ${tried} there ${seats === 1 ? 'is' : 'are'}, ${all} found one: ${most}`
      : `${instead} there would have been enough for ${all}: ${most}`
  }
  const hours = `${hoursText(short, formats)} in ${length} would have been short`
  const waiting = `${counted(point?.waiting ?? 0, 'checkout', 'checkouts', formats)} of ${formats.count(checkouts)} would have waited.`
  return issued === seats
    ? `Had there always been the ${tried} there are, ${hours}; ${waiting}`
    : `${instead}, ${hours}; ${waiting}`
}

/** What the curve cannot know: requests that were denied never took a seat. */
export function deniedSentence({ denials }: HowManyAnswer, formats: Formats): string | null {
  if (denials.counted === 0) return null
  return `${counted(denials.counted, 'request was', 'requests were', formats)} denied under the seats there were: those who gave up are not in the curve.`
}

/** Which group used most. */
export function groupsFinding({ groups }: GroupsAnswer, formats: Formats): string {
  const named = groups.filter(({ group }) => group !== null)
  const [first] = named
  if (first === undefined) return 'Nobody who held a seat is in a group.'
  const rest = groups.find(({ group }) => group === null)
  const apart = rest === undefined ? '' : `; ${percent(rest.share, formats)} went to people in no group`
  return `${first.group} used most: ${percent(first.share, formats)} of the seat-hours${apart}.`
}
