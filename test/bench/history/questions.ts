import type { AnswerOf, AskedOf, Question } from '../../../preload/contract/history.ts'
import type { SqlEngine, SqlRow } from './engine.ts'
import { FIRST_DAY, featureName, SERVERS, userName } from './make-year.ts'
import { curveSql, deniedSql, ofFeature, reachedSql, type SqlSpan, usedSql } from './sql-parts.ts'

/** A question as the bench asks it: of the index, and in SQL of the bare rows. */
export interface Compared {
  readonly name: string
  readonly question: Question
  readonly asked: AskedOf<Question>
  /** What both have to say the same, as JSON tells it; of the index's answer, and of the rows. */
  essence(answer: unknown): unknown
  sql(run: SqlEngine['run']): Promise<unknown>
}

const DAY = 86_400
/** 52 weeks: the last day of the year may be known in part only. */
export const YEAR: SqlSpan = { from: FIRST_DAY, to: FIRST_DAY + 364 * DAY }
/** Behind the last checkin. */
export const NOW = FIRST_DAY + 400 * DAY
const [{ tag: TAG }] = SERVERS
const FEATURE = featureName(0)
const HOT = ofFeature(TAG, FEATURE)
const WEEK: SqlSpan = { from: FIRST_DAY + 98 * DAY, to: FIRST_DAY + 105 * DAY }
const MONTH: SqlSpan = { from: YEAR.to - 30 * DAY, to: YEAR.to }
const feature = (span: SqlSpan) => ({ tags: [TAG], feature: FEATURE, working: false, ...span })

/** Twenty groups, by the number of the user; a tenth is in none. */
export const groupsOf = (users: number): ReadonlyMap<string, ReadonlySet<string>> => {
  const groups = new Map<string, Set<string>>()
  for (let user = 0; user < users; user++) {
    if (user % 10 === 0) continue
    const name = `team${user % 20}`
    groups.set(name, (groups.get(name) ?? new Set()).add(userName(user)))
  }
  return groups
}

/** Types a question's answer where it is put in words. */
function compared<Q extends Question>(
  name: string,
  question: Q,
  asked: AskedOf<Q>,
  essence: (answer: AnswerOf<Q>) => unknown,
  sql: Compared['sql'],
): Compared {
  return { name, question, asked, essence: (answer) => essence(answer as AnswerOf<Q>), sql }
}

export const QUESTIONS: readonly Compared[] = [
  usage('usage of a feature, year', YEAR, 'day'),
  usage('usage of a feature, week', WEEK, 'hour'),
  compared(
    'levels of a feature, year',
    'levels',
    feature(YEAR),
    ({ levels, p95, p99, fullSeconds }) => ({
      levels: levels.filter(({ seats }) => seats > 0).map(({ seats, seconds }) => [seats, seconds]),
      p95,
      p99,
      fullSeconds,
    }),
    async (run) => {
      const rows = await run(levelsSql(YEAR, HOT))
      return { levels: rows.map((row) => [row.seats, row.seconds]), ...statistics(rows, YEAR), ...full(rows) }
    },
  ),
  compared(
    'heat map of a feature, year',
    'heat',
    feature(YEAR),
    ({ cells }) =>
      taken(cells.map(({ weekday, hour, peak, denials }) => [weekday * 24 + hour, peak, denials.counted, denials.raw])),
    async (run) => {
      const select = `SELECT hour.cell, max(seats) AS peak FROM level JOIN hour ON hour.tag = level.tag AND hour.begins = cut
        WHERE until > moment GROUP BY hour.cell`
      const peaks = await run(
        curveSql({ ...YEAR, where: HOT, cuts: { table: 'hour', tag: TAG, feature: FEATURE }, select }),
      )
      const cells = new Map(peaks.map(({ cell, peak }) => [Number(cell), Number(peak)]))
      const denials = new Map((await run(withPlace('hour', 'cell', YEAR))).map((row) => [Number(row.cell), row]))
      const all = new Set([...cells.keys(), ...denials.keys()])
      return taken(
        [...all].map((cell) => [
          cell,
          cells.get(cell) ?? 0,
          denials.get(cell)?.counted ?? 0,
          denials.get(cell)?.raw ?? 0,
        ]),
      )
    },
  ),
  compared(
    'users of a feature, year',
    'users',
    feature(YEAR),
    ({ users }) =>
      sorted(
        users.map((row) => [
          row.user,
          seconds(row.seatHours),
          row.checkouts,
          row.longest,
          row.lastSeen,
          row.denials.counted,
        ]),
      ),
    async (run) => {
      const denials = new Map((await run(deniedSql(YEAR, HOT, 'who'))).map(({ who, counted }) => [who, counted]))
      const rows = await run(usedSql(YEAR, HOT, 'who'))
      return sorted(
        rows.map((row) => [row.who, row.seconds, row.begins, row.longest, row.last, denials.get(row.who ?? null) ?? 0]),
      )
    },
  ),
  person('a user, year', 'user', userName(3), 'who'),
  person('a host, year', 'host', 'wks00003', 'host'),
  denials('denials of all features, year', null),
  denials('denials of a feature, year', FEATURE),
  features('all features, year', YEAR),
  features('all features, month', MONTH),
  compared(
    'capacity changes',
    'capacity',
    null,
    ({ changes }) => sorted(changes.map(({ tag, feature: name, at, before, seats }) => [tag, name, at, before, seats])),
    async (run) =>
      sorted(
        (
          await run('SELECT *, lag(seats) OVER (PARTITION BY tag, feature ORDER BY moment) AS before FROM capacity')
        ).map((row) => [...[row.tag, row.feature, row.moment, row.before, row.seats]]),
      ),
  ),
  compared(
    'how many seats, year',
    'how-many',
    feature(YEAR),
    ({ curve, checkouts }) => ({
      curve: curve.map((point) => [point.seats, point.shortSeconds, point.waiting]),
      checkouts,
    }),
    async (run) => {
      const levels = await run(levelsSql(YEAR, HOT))
      const reached = await run(reachedSql(YEAR, HOT))
      const above = (rows: readonly SqlRow[], seats: number, field: string) =>
        rows.reduce((sum, row) => sum + (Number(row.seats) > seats ? Number(row[field]) : 0), 0)
      const peak = Math.max(0, ...[...levels, ...reached].map((row) => Number(row.seats)))
      const curve = Array.from({ length: peak + 2 }, (_, seats) => [
        seats,
        above(levels, seats, 'seconds'),
        above(reached, seats, 'n'),
      ])
      return { curve, checkouts: above(reached, -1, 'n') }
    },
  ),
  compared(
    'groups of a feature, year',
    'groups',
    feature(YEAR),
    ({ groups }) =>
      sorted(groups.map(({ group, seatHours, checkouts, users }) => [group, seconds(seatHours), checkouts, users])),
    async (run) =>
      sorted(
        (await run(usedSql(YEAR, HOT, 'team', 'LEFT JOIN member USING (who)'))).map((row) => [
          row.team,
          row.seconds,
          row.begins,
          row.people,
        ]),
      ),
  ),
  names('search of users', 'user0001', 'who'),
  names('search of hosts', 'wks0001', 'host'),
]

export function usage(name: string, span: SqlSpan, table: 'day' | 'hour'): Compared {
  return compared(
    name,
    'usage',
    feature(span),
    ({ buckets, totals }) => ({
      buckets: taken(
        buckets.map(({ from, to, peak, mean, denials: { counted, raw } }) => [
          from,
          peak,
          Math.round((mean ?? 0) * (to - from)),
          counted,
          raw,
        ]),
      ),
      totals: [totals.peak, seconds(totals.seatHours), totals.checkouts, totals.users],
      fullSeconds: totals.fullSeconds,
    }),
    async (run) => {
      const select = `SELECT coalesce(cut, ${span.from}) AS begins, max(seats) AS peak, sum(seats * (until - moment)) AS seconds,
        sum(CASE WHEN issued > 0 AND seats >= issued THEN until - moment ELSE 0 END) AS "full" FROM level WHERE until > moment GROUP BY 1`
      const rows = await run(curveSql({ ...span, where: HOT, cuts: { table, tag: TAG, feature: FEATURE }, select }))
      const steps = new Map(rows.map((row) => [Number(row.begins), row]))
      const denials = new Map(
        (await run(withPlace(table, 'begins', span))).map((row) => [Math.max(span.from, Number(row.begins)), row]),
      )
      const all = [...new Set([...steps.keys(), ...denials.keys()])]
      const [used] = await run(usedSql(span, HOT, 'feature'))
      return {
        buckets: taken(
          all.map((at) => [
            ...[at, steps.get(at)?.peak ?? 0, steps.get(at)?.seconds ?? 0],
            ...[denials.get(at)?.counted ?? 0, denials.get(at)?.raw ?? 0],
          ]),
        ),
        totals: [
          Math.max(0, ...rows.map(({ peak }) => Number(peak))),
          used?.seconds ?? 0,
          used?.begins ?? 0,
          used?.people ?? 0,
        ],
        fullSeconds: rows.reduce((sum, row) => sum + Number(row.full), 0),
      }
    },
  )
}

function person(name: string, kind: 'user' | 'host', wanted: string, column: 'who' | 'host'): Compared {
  const where = `${column} = '${wanted}'`
  return compared(
    name,
    'person',
    { kind, name: wanted, working: false, ...YEAR },
    (answer) => ({
      checkouts: sorted(
        answer.checkouts.map((row) => [row.out, row.in, row.tag, row.feature, row.user, row.host, row.seats]),
      ),
      features: sorted(
        answer.byFeature.map((row) => [row.tag, row.feature, seconds(row.seatHours), row.checkouts, row.lastSeen]),
      ),
      denials: [answer.denials.length, answer.denials.filter(({ counted }) => counted).length],
    }),
    async (run) => {
      const checkouts = await run(
        `SELECT * FROM checkout WHERE ${where} AND begun < ${YEAR.to} AND ended >= ${YEAR.from}`,
      )
      const used = await run(usedSql(YEAR, where, 'tag, feature'))
      const [denied] = await run(deniedSql(YEAR, where, column))
      return {
        checkouts: sorted(
          checkouts.map((row) => [row.begun, row.ended, row.tag, row.feature, row.who, row.host, row.seats]),
        ),
        features: sorted(used.map((row) => [row.tag, row.feature, row.seconds, row.begins, row.last])),
        denials: [denied?.raw ?? 0, denied?.counted ?? 0],
      }
    },
  )
}

function denials(name: string, only: string | null): Compared {
  const where = only === null ? 'true' : `feature = '${only}'`
  return compared(
    name,
    'denials',
    { tags: [], feature: only, user: null, kinds: ['no-seat', 'unknown'], ...YEAR },
    ({ byFeature, byUser, byDay }) => ({
      features: sorted(byFeature.map((row) => [row.feature, row.counted, row.raw, row.users])),
      users: sorted(byUser.map((row) => [row.user, row.counted, row.raw])),
      days: sorted(byDay.map((row) => [row.date, row.counted, row.raw])),
    }),
    async (run) => {
      const features =
        await run(`WITH d AS (SELECT feature, who, counted FROM denied WHERE ${where} AND moment >= ${YEAR.from} AND moment < ${YEAR.to})
        SELECT feature, sum(counted) AS counted, count(*) AS raw, count(DISTINCT who) AS people FROM d GROUP BY feature`)
      const users = await run(deniedSql(YEAR, where, 'who'))
      const days =
        await run(`SELECT name, sum(counted) AS counted, count(*) AS raw FROM denied JOIN day ON day.tag = denied.tag
        AND begins <= moment AND ends > moment WHERE ${where} AND moment >= ${YEAR.from} AND moment < ${YEAR.to} GROUP BY name`)
      return {
        features: sorted(features.map((row) => [row.feature, row.counted, row.raw, row.people])),
        users: sorted(users.map((row) => [row.who, row.counted, row.raw])),
        days: sorted(days.map((row) => [row.name, row.counted, row.raw])),
      }
    },
  )
}

function features(name: string, span: SqlSpan): Compared {
  return compared(
    name,
    'features',
    { working: false, ...span },
    ({ rows }) =>
      sorted(
        rows.map((row) => [
          ...[
            row.tag,
            row.feature,
            row.peak,
            row.p95,
            seconds(row.seatHours),
            row.fullSeconds,
            row.checkouts,
            row.users,
          ],
          ...[row.denials.counted, row.denials.raw, row.lastUsed],
        ]),
      ),
    async (run) => {
      const key = (row: SqlRow) => `${row.tag} ${row.feature}`
      const levels = Map.groupBy(await run(levelsSql(span, 'true')), key)
      const used = new Map((await run(usedSql(span, 'true', 'tag, feature'))).map((row) => [key(row), row]))
      const denied = new Map((await run(deniedSql(span, 'true', 'tag, feature'))).map((row) => [key(row), row]))
      const last = new Map(
        (await run('SELECT tag, feature, max(ended) AS last FROM checkout GROUP BY tag, feature')).map((row) => [
          key(row),
          row.last,
        ]),
      )
      const all = await run('SELECT DISTINCT tag, feature FROM capacity')
      return sorted(
        all.map((row) => {
          const of = levels.get(key(row)) ?? []
          const peak = Math.max(0, ...of.map(({ seats }) => Number(seats)))
          const taken = of.reduce((sum, level) => sum + Number(level.seats) * Number(level.seconds), 0)
          return [
            ...[row.tag, row.feature, peak, statistics(of, span).p95, taken, full(of).fullSeconds],
            ...[used.get(key(row))?.begins ?? 0, used.get(key(row))?.people ?? 0],
            ...[denied.get(key(row))?.counted ?? 0, denied.get(key(row))?.raw ?? 0, last.get(key(row)) ?? null],
          ]
        }),
      )
    },
  )
}

function names(name: string, text: string, column: 'who' | 'host'): Compared {
  return compared(
    name,
    'names',
    { text },
    (found) =>
      sorted(
        (column === 'who' ? found.users : found.hosts)
          .filter(({ lastSeen }) => lastSeen > 0)
          .map((row) => [row.name, row.lastSeen, seconds(row.seatHours)]),
      ),
    async (run) => {
      // The last 30 days of the record.
      const since = Number((await run('SELECT max(ended) AS last FROM checkout'))[0]?.last) - 30 * DAY
      const rows = await run(`SELECT ${column} AS name, max(ended) AS last, sum(CASE WHEN ended <= ${since} THEN 0
        WHEN begun < ${since} THEN ended - ${since} ELSE ended - begun END * seats) AS seconds
        FROM checkout WHERE ${column} LIKE '%${text}%' GROUP BY ${column}`)
      return sorted(rows.map((row) => [row.name, row.last, row.seconds]))
    },
  )
}

const levelsSql = (span: SqlSpan, where: string): string =>
  curveSql({
    ...span,
    where,
    select: `SELECT tag, feature, seats, sum(until - moment) AS seconds,
      sum(CASE WHEN issued > 0 AND seats >= issued THEN until - moment ELSE 0 END) AS "full"
      FROM level WHERE until > moment AND seats > 0 GROUP BY tag, feature, seats ORDER BY tag, feature, seats`,
  })

/** Denials of the feature by the day or hour of its server. */
const withPlace = (table: 'day' | 'hour', by: string, { from, to }: SqlSpan): string =>
  `SELECT ${by}, sum(counted) AS counted, count(*) AS raw FROM denied JOIN ${table} ON ${table}.tag = denied.tag
    AND begins <= moment AND ends > moment
    WHERE denied.tag = '${TAG}' AND feature = '${FEATURE}' AND moment >= ${from} AND moment < ${to} GROUP BY ${by}`

/** From the seconds at each level: the least that was enough for so much of the time. */
function statistics(rows: readonly SqlRow[], { from, to }: SqlSpan) {
  const enough = (rank: number): number => {
    let left = (to - from) * (1 - rank)
    for (const row of rows.toReversed()) {
      left -= Number(row.seconds)
      if (left < -1e-6) return Number(row.seats)
    }
    return 0
  }
  return { p95: enough(0.95), p99: enough(0.99) }
}

const full = (rows: readonly SqlRow[]) => ({ fullSeconds: rows.reduce((sum, row) => sum + Number(row.full), 0) })

const seconds = (hours: number): number => Math.round(hours * 3600)

/** Without places at which nothing was. */
const taken = (rows: readonly (readonly unknown[])[]): readonly unknown[] =>
  sorted(rows.filter(([, ...figures]) => figures.some((figure) => figure !== 0)))

/** Whatever the order in which a database tells its rows. */
const sorted = (rows: readonly (readonly unknown[])[]): readonly unknown[] =>
  rows
    .map((row) => JSON.stringify(row))
    .sort()
    .map((text) => JSON.parse(text) as unknown)
