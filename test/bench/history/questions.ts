import { type Compared, compared, DAY, full, levelsSql, seconds, sorted, statistics, YEAR } from './compared.ts'
import type { SqlRow } from './engine.ts'
import { FEATURE_QUESTIONS } from './feature-questions.ts'
import { featureName, userName } from './make-year.ts'
import { deniedSql, type SqlSpan, usedSql } from './sql-parts.ts'

const MONTH: SqlSpan = { from: YEAR.to - 30 * DAY, to: YEAR.to }

export const QUESTIONS: readonly Compared[] = [
  ...FEATURE_QUESTIONS,
  person('a user, year', 'user', userName(3), 'who'),
  person('a host, year', 'host', 'wks00003', 'host'),
  denials('denials of all features, year', null),
  denials('denials of a feature, year', featureName(0)),
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
  names('search of users', 'user0001', 'who'),
  names('search of hosts', 'wks0001', 'host'),
]

function person(name: string, kind: 'user' | 'host', wanted: string, column: 'who' | 'host'): Compared {
  const where = `${column} = '${wanted}'`
  return compared(
    name,
    'person',
    { kind, name: wanted, working: false, ...YEAR },
    (answer) => ({
      checkouts: newest(
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
        checkouts: newest(
          checkouts.map((row) => [row.begun, row.ended, row.tag, row.feature, row.who, row.host, row.seats]),
        ),
        features: sorted(used.map((row) => [row.tag, row.feature, row.seconds, row.begins, row.last])),
        denials: [denied?.raw ?? 0, denied?.counted ?? 0],
      }
    },
  )
}

/** An answer tells no more than so many checkouts, the newest. */
const MOST = 5000

/** Those that surely are among them: of several that began in one second, any may be left out. */
function newest(rows: readonly (readonly unknown[])[]): ReturnType<typeof sorted> {
  const began = ([out]: readonly unknown[]): number => Number(out)
  const told = rows.toSorted((a, b) => began(b) - began(a)).slice(0, MOST)
  const oldest = told.length < MOST ? Number.NEGATIVE_INFINITY : Math.min(...told.map(began))
  return sorted(told.filter((row) => began(row) > oldest))
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
            ...[row.tag, row.feature, peak, statistics(of, span.to - span.from).p95, taken, full(of).fullSeconds],
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
