import { isDeepStrictEqual } from 'node:util'
import { truth } from '../../main/demo/truth.ts'
import type { AskedOf, Question, UsageAnswer } from '../../preload/contract/history.ts'
import { compareGaps } from './compare-gaps.ts'
import { type Compared, NO_ERRORS, timeText } from './compared.ts'
import { LONGEST_WAIT } from './judge.ts'
import type { BothIndexes } from './living-history.ts'
import type { Played, Stage } from './play.ts'
import { type Bounds, countedOf, exactly, possibleBegun, possibleCheckouts, possibleUse } from './possible-use.ts'
import type { Span } from './timeline.ts'

const HOUR = 3600
const NO_GROUPS = { groups: [], problem: null } as const

type Asking = { readonly [Q in Question]: readonly [Q, AskedOf<Q>] }[Question]

/**
 * Compares the answers of the history that was read while it was written with those of one built of all files at once,
 * which must be equal, and its figures with what happened. One thing compared is one answer or one figure.
 */
export function compareHistory(stage: Stage, played: Played, indexes: BothIndexes): Compared {
  const answers = compareAnswers(askedAbout(stage, played), indexes)
  const figures = compareFigures(stage, played, indexes)
  const gaps = compareGaps(played.asked, gapsOf(stage, played, indexes), stage.site.zone.name)
  const expected = answers.count + figures.count + gaps.count
  const beyond = [...answers.wrong, ...figures.wrong, ...gaps.wrong]
  const found = expected - beyond.length
  return { kind: 'history', expected, found, missing: [], invented: [], doubled: [], beyond, ...NO_ERRORS }
}

function askedAbout({ site, server, timeline }: Stage, { lastAt }: Played): AskedAbout {
  const { tag } = server.spec
  const people = truth(site, { from: timeline.from, to: lastAt + 1 }).checkouts.filter((row) => row.server === tag)
  const users = [...new Set(people.map(({ user }) => user))]
  const hosts = [...new Set(people.map(({ host }) => host))]
  return { tag, users, hosts, lastAt }
}

interface Checked {
  readonly count: number
  readonly wrong: readonly string[]
}

/** Of whom two indexes are asked, and up to when (epoch seconds). */
export interface AskedAbout {
  readonly tag: string
  readonly users: readonly string[]
  readonly hosts: readonly string[]
  readonly lastAt: number
}

/** Asks two indexes everything: their answers must be the same, and they must have read all lines. */
export function compareAnswers({ tag, users, hosts, lastAt }: AskedAbout, { living, rebuilt }: BothIndexes): Checked {
  const all = { from: 0, to: lastAt + HOUR, working: false }
  const features = rebuilt.ask('features', all, NO_GROUPS).rows.map(({ feature }) => feature)
  const spans = [all.to, 24 * HOUR, 7 * 24 * HOUR].map((length) => ({ from: lastAt - length, to: lastAt + HOUR }))
  const asked = spans.flatMap((span) => [true, false].map((working) => ({ ...span, working })))
  const everything: readonly Asking[] = [
    ['capacity', null],
    ['names', { text: '' }],
    ...asked.flatMap((about): readonly Asking[] => [
      ['features', about],
      [
        'denials',
        { ...about, tags: [], feature: null, user: null, kinds: ['no-seat', 'rule', 'not-served', 'unknown'] },
      ],
      ...features.flatMap((feature): readonly Asking[] => {
        const one = { ...about, tags: [tag], feature }
        return [
          ['usage', one],
          ['levels', one],
          ['heat', one],
          ['users', one],
          ['how-many', one],
          ['groups', one],
        ]
      }),
      ...users.map((name): Asking => ['person', { ...about, kind: 'user', name }]),
      ...hosts.map((name): Asking => ['person', { ...about, kind: 'host', name }]),
    ]),
  ]
  const wrong = everything.flatMap(([question, about]) => {
    const [one, other] = [living, rebuilt].map((indexer) => indexer.ask(question, about, NO_GROUPS))
    return isDeepStrictEqual(one, other)
      ? []
      : [`${question} ${JSON.stringify(about)}: as it lived ${differing(one, other)}, rebuilt ${differing(other, one)}`]
  })
  const lines = [living, rebuilt].map((indexer) => indexer.status().skipped.lines)
  const unread = lines.some((count) => count > 0) ? [`${lines.join(' and ')} lines could not be read`] : []
  return { count: everything.length + 1, wrong: [...wrong, ...unread] }
}

/** What differs of two answers, cut short. */
function differing(one: unknown, other: unknown): string {
  if (typeof one !== 'object' || one === null || typeof other !== 'object' || other === null) return JSON.stringify(one)
  const name = Object.keys(one).find((key) => !isDeepStrictEqual(Reflect.get(one, key), Reflect.get(other, key)))
  return name === undefined
    ? 'less'
    : `${name} ${differing(Reflect.get(one, name), Reflect.get(other, name))}`.slice(0, 300)
}

/** Of each feature, over the whole time and over each part of it that the window's table has. */
function compareFigures(
  { scenario: { hasLog }, site, server, timeline }: Stage,
  { polls, logFrom, lastAt }: Played,
  { living }: BothIndexes,
): Checked {
  const { tag } = server.spec
  const range = { from: hasLog ? logFrom : timeline.from, to: lastAt + 1 }
  const ofTag = <Row extends { readonly server: string }>(rows: readonly Row[]): readonly Row[] =>
    rows.filter((row) => row.server === tag)
  const happened = truth(site, range)
  const [checkouts, denials] = [ofTag(happened.checkouts), hasLog ? ofTag(happened.denials) : []]
  const counted = countedOf(denials, checkouts)
  const pollsOf = (daemon: string) => {
    const known = polls.get(daemon)
    if (known === undefined) throw new Error(`${daemon} was never polled`)
    return known
  }
  const restarts = timeline.troubles.flatMap(({ trouble }) => (trouble.kind === 'restart' ? [trouble.since] : []))
  // What is written later is not exact yet.
  const asked = { from: range.from, to: lastAt - LONGEST_WAIT, working: false }
  const pending = hasLog ? { from: asked.to, to: lastAt + 1 } : null
  const possible = possibleCheckouts(checkouts, pollsOf, restarts, pending)
  const wrong: string[] = []
  let count = 0
  const check = (what: string, value: number | null, { least, most }: Bounds): void => {
    count++
    const slack = 1e-6 * Math.max(1, most)
    if (value === null || value < least - slack || value > most + slack) {
      wrong.push(`${what} ${value}, in truth ${least === most ? least : `${least} to ${most}`}`)
    }
  }
  const features = living.ask('features', asked, NO_GROUPS).rows.map((row) => row.feature)
  for (const feature of features) {
    const answer = living.ask('usage', { ...asked, tags: [tag], feature }, NO_GROUPS)
    const rows = possible.get(feature) ?? []
    const inSpan = ({ from, to }: Span, all: typeof denials): Bounds => {
      const number = all.filter((one) => one.feature === feature && from <= one.at && one.at < to).length
      return exactly(number)
    }
    for (const { span, name, told, seconds } of partsOf(answer, site.zone.name)) {
      const what = `${feature}, ${name}:`
      const watched = without(answer.gaps, span)
      const use = possibleUse(rows, watched)
      if (lengthOf(watched) === 0) check(`${what} peak of what nobody watched`, told.peak ?? 0, exactly(0))
      else check(`${what} peak`, told.peak, use.peak)
      check(`${what} seat-seconds`, (told.mean ?? 0) * seconds(watched), use.seatSeconds)
      check(`${what} denials of the log`, told.denials.raw, inSpan(span, denials))
      check(`${what} denials that count`, told.denials.counted, inSpan(span, counted))
    }
    check(`${feature}: checkouts`, answer.totals.checkouts, possibleBegun(rows, answer.span))
    const seatHours = possibleUse(rows, without(answer.gaps, answer.span)).seatSeconds
    const hours = { least: seatHours.least / HOUR, most: seatHours.most / HOUR }
    check(`${feature}: seat-hours`, answer.totals.seatHours, hours)
  }
  for (const [feature, rows] of possible) {
    if (!rows.some(({ isNeeded }) => isNeeded)) continue
    check(
      `${feature}: rows in the table of all features`,
      features.filter((name) => name === feature).length,
      exactly(1),
    )
  }
  return { count, wrong }
}

/** When a history says that nobody watched, as it answers of a feature. */
function gapsOf({ server }: Stage, { lastAt }: Played, { living }: BothIndexes): readonly Span[] {
  const { tag } = server.spec
  const span = { from: 0, to: lastAt, working: false }
  const [feature = ''] = living.ask('features', span, NO_GROUPS).rows.map((row) => row.feature)
  return living.ask('usage', { ...span, tags: [tag], feature }, NO_GROUPS).gaps
}

interface Part {
  readonly name: string
  readonly span: Span
  readonly told: Pick<UsageAnswer['buckets'][number], 'peak' | 'mean' | 'denials'>
  /** What the mean is of. */
  readonly seconds: (watched: readonly Span[]) => number
}

const partsOf = ({ span, buckets, totals }: UsageAnswer, zone: string): readonly Part[] => [
  { name: 'in all', span, told: totals, seconds: () => totals.knownSeconds },
  ...buckets.map((bucket) => ({
    name: `from ${timeText(bucket.from, zone)}`,
    span: { from: Math.max(span.from, bucket.from), to: Math.min(span.to, bucket.to) },
    told: bucket,
    seconds: lengthOf,
  })),
]

const lengthOf = (spans: readonly Span[]): number => spans.reduce((sum, { from, to }) => sum + to - from, 0)

/** The parts of a span that lie in none of these ascending ones. */
function without(gaps: readonly Span[], { from, to }: Span): readonly Span[] {
  const ends = gaps
    .map((gap) => ({ from: Math.max(from, gap.from), to: Math.min(to, gap.to) }))
    .filter((gap) => gap.from < gap.to)
  return [from, ...ends.map((gap) => gap.to)]
    .map((begin, which) => ({ from: begin, to: ends[which]?.from ?? to }))
    .filter((part) => part.from < part.to)
}
