import { counted } from '../../../preload/contract/counted.ts'
import type {
  FeatureAsked,
  GroupsAnswer,
  HeatAnswer,
  HowManyAnswer,
  LevelsAnswer,
  Span,
  UsageAnswer,
  UsageTotals,
  UsersAnswer,
} from '../../../preload/contract/history.ts'
import { type About, type AnswerTable, duration, number, spare, text, time } from './table.ts'
import {
  denialsText,
  durationText,
  featureAbout,
  figure,
  fullText,
  NOT_KNOWN,
  percent,
  rounded,
  seatsCell,
  seatsText,
  stampsIn,
  watchedFigure,
} from './words.ts'

/** Tables of questions about one feature, or about its total over several servers. */

const HOUR = 3600
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

/** A row a bucket. */
export function usageTable(asked: FeatureAsked, answer: UsageAnswer): AnswerTable {
  const { zone, totals, before, gaps, unknownTags } = answer
  const stamp = stampsIn(zone)
  return {
    title: `Usage of ${asked.feature}`,
    about: [
      ...featureAbout(asked, answer),
      ['a row is a', answer.bucket === 'quarter' ? 'quarter of an hour' : answer.bucket],
      ...unknownTags.map((tag) => ['at least', `${tag} not known`] as const),
      ...totalsAbout(totals, stamp(totals.peakAt)),
      ['not watched', gapsText(gaps)],
      ['span before', before === null ? NOT_KNOWN : beforeText(before)],
    ],
    columns: [
      time('from'),
      spare(time('to')),
      number('peak'),
      number('mean'),
      number('used peak'),
      number('issued'),
      number('denials'),
      number('log lines'),
    ],
    rows: answer.buckets.map(({ from, to, peak, mean, usedPeak, issued, denials }) => [
      stamp(from),
      stamp(to),
      peak,
      rounded(mean),
      usedPeak,
      seatsCell(issued),
      denials.counted,
      denials.raw,
    ]),
  }
}

function totalsAbout(totals: UsageTotals, peakAt: string | null): About {
  const { knownSeconds } = totals
  const peak = watchedFigure(totals.peak, knownSeconds)
  return [
    ['peak', peakAt === null || knownSeconds === 0 ? peak : `${peak} at ${peakAt}`],
    ['peak with idle reserved', watchedFigure(totals.usedPeak, knownSeconds)],
    ['mean', watchedFigure(totals.mean, knownSeconds)],
    ['seat-hours', figure(totals.seatHours)],
    ['checkouts', figure(totals.checkouts)],
    ['users', figure(totals.users)],
    ['denials', denialsText(totals.denials)],
    ['no seat free', fullText(totals.fullSeconds)],
    ['watched', durationText(knownSeconds)],
  ]
}

function gapsText(gaps: readonly Span[]): string {
  const seconds = gaps.reduce((sum, { from, to }) => sum + to - from, 0)
  return gaps.length === 0 ? 'never' : `${counted(gaps.length, 'time')}, ${durationText(seconds)}`
}

const beforeText = ({ peak, mean, seatHours, knownSeconds }: UsageTotals): string =>
  `peak ${watchedFigure(peak, knownSeconds)}, mean ${watchedFigure(mean, knownSeconds)}, seat-hours ${figure(seatHours)}`

/** A row a level. */
export function levelsTable(asked: FeatureAsked, answer: LevelsAnswer): AnswerTable {
  const { levels, peak, mean, p50, p95, p99, knownSeconds, fullSeconds, issued } = answer
  return {
    title: `Time at each number of seats of ${asked.feature}`,
    about: [
      ...featureAbout(asked, answer),
      ['issued', seatsText(issued)],
      ...Object.entries({ peak, mean, p50, p95, p99 }).map(
        ([name, value]) => [name, watchedFigure(value, knownSeconds)] as const,
      ),
      ['no seat free', fullText(fullSeconds)],
      ['watched', durationText(knownSeconds)],
    ],
    columns: [number('level'), number('hours'), number('share %')],
    rows: levels.map(({ seats, seconds }) => [
      seats,
      rounded(seconds / HOUR),
      knownSeconds === 0 ? null : percent(seconds / knownSeconds),
    ]),
  }
}

/** A row a weekday and hour. */
export const heatTable = (asked: FeatureAsked, answer: HeatAnswer): AnswerTable => ({
  title: `Usage of ${asked.feature} by weekday and hour`,
  about: [...featureAbout(asked, answer), ['issued', seatsText(answer.issued)]],
  columns: [text('weekday'), number('hour'), number('peak'), number('mean'), number('denials'), number('log lines')],
  rows: answer.cells.map(({ weekday, hour, peak, mean, denials }) => [
    WEEKDAYS[weekday] ?? null,
    hour,
    peak,
    rounded(mean),
    denials.counted,
    denials.raw,
  ]),
})

/** A row a user. */
export function usersTable(asked: FeatureAsked, answer: UsersAnswer): AnswerTable {
  const stamp = stampsIn(answer.zone)
  return {
    title: `Users of ${asked.feature}`,
    about: [
      ...featureAbout(asked, answer),
      ['users', figure(answer.users.length)],
      ['seat-hours', figure(answer.seatHours)],
    ],
    columns: [
      text('user'),
      number('seat-hours'),
      number('share %'),
      number('checkouts'),
      duration('longest'),
      spare(time('last seen')),
      number('denials'),
      spare(number('log lines')),
    ],
    rows: answer.users.map(({ user, seatHours, share, checkouts, longest, lastSeen, denials }) => [
      user,
      rounded(seatHours),
      percent(share),
      checkouts,
      longest,
      stamp(lastSeen),
      denials.counted,
      denials.raw,
    ]),
  }
}

/** A row a number of seats. */
export function howManyTable(asked: FeatureAsked, answer: HowManyAnswer): AnswerTable {
  const { curve, issued, peak, checkouts, knownSeconds, denials } = answer
  return {
    title: `How many seats of ${asked.feature}`,
    about: [
      ...featureAbout(asked, answer),
      ['issued', seatsText(issued)],
      ['peak', watchedFigure(peak, knownSeconds)],
      ['checkouts', figure(checkouts)],
      ['denials under the seats there were', denialsText(denials)],
      ['watched', durationText(knownSeconds)],
    ],
    columns: [number('seats'), duration('time short'), number('checkouts without seat')],
    rows: curve.map(({ seats, shortSeconds, waiting }) => [seats, shortSeconds, waiting]),
  }
}

/** A row a group of the options file. */
export const groupsTable = (asked: FeatureAsked, answer: GroupsAnswer): AnswerTable => ({
  title: `Groups that used ${asked.feature}`,
  about: [...featureAbout(asked, answer), ...(answer.problem === null ? [] : [['groups', answer.problem] as const])],
  columns: [text('group'), number('seat-hours'), number('share %'), number('checkouts'), number('users')],
  rows: answer.groups.map(({ group, seatHours, share, checkouts, users }) => [
    group ?? '(in no group)',
    rounded(seatHours),
    percent(share),
    checkouts,
    users,
  ]),
})
