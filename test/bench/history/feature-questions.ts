import type { LevelsAnswer } from '../../../preload/contract/history.ts'
import { type Compared, compared, DAY, full, levelsSql, seconds, sorted, statistics, taken, YEAR } from './compared.ts'
import type { SqlRow } from './engine.ts'
import { FIRST_DAY, featureName, SERVERS } from './make-year.ts'
import { curveSql, deniedSql, ofFeature, reachedSql, type SqlSpan, usedSql } from './sql-parts.ts'

const [{ tag: TAG }] = SERVERS
const FEATURE = featureName(0)
const HOT = ofFeature(TAG, FEATURE)
const WEEK: SqlSpan = { from: FIRST_DAY + 98 * DAY, to: FIRST_DAY + 105 * DAY }
const feature = (span: SqlSpan) => ({ tags: [TAG], feature: FEATURE, working: false, ...span })
/** Of rows of `hour`: Monday to Friday, from 8 to 18. */
const IN_OFFICE = 'cell % 24 BETWEEN 8 AND 17 AND cell BETWEEN 24 AND 143'

/** The questions about one feature, the busiest. */
export const FEATURE_QUESTIONS: readonly Compared[] = [
  usage('usage of a feature, year', YEAR, 'day'),
  usage('usage of a feature, week', WEEK, 'hour'),
  compared('levels of a feature, year', 'levels', feature(YEAR), levels, async (run) =>
    levelsOf(await run(levelsSql(YEAR, HOT)), YEAR.to - YEAR.from),
  ),
  compared('levels, working hours, year', 'levels', { ...feature(YEAR), working: true }, levels, async (run) => {
    const asked = { ...YEAR, where: HOT, cuts: { table: 'hour', tag: TAG, feature: FEATURE } } as const
    const rows = await run(
      curveSql({
        ...asked,
        select: `SELECT seats, sum(until - moment) AS seconds,
            sum(CASE WHEN issued > 0 AND seats >= issued THEN until - moment ELSE 0 END) AS "full"
            FROM level JOIN hour ON hour.tag = level.tag AND hour.begins = cut
            WHERE until > moment AND seats > 0 AND ${IN_OFFICE} GROUP BY seats ORDER BY seats`,
      }),
    )
    const [known] = await run(`SELECT sum(ends - begins) AS seconds FROM hour
        WHERE tag = '${TAG}' AND begins >= ${YEAR.from} AND begins < ${YEAR.to} AND ${IN_OFFICE}`)
    return levelsOf(rows, Number(known?.seconds))
  }),
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

function levels({ levels: all, p95, p99, fullSeconds }: LevelsAnswer) {
  const taken = all.filter(({ seats }) => seats > 0)
  return { levels: taken.map(({ seats, seconds: held }) => [seats, held]), p95, p99, fullSeconds }
}

function levelsOf(rows: readonly SqlRow[], known: number) {
  return { levels: rows.map((row) => [row.seats, row.seconds]), ...statistics(rows, known), ...full(rows) }
}

/** Denials of the feature by the day or hour of its server. */
const withPlace = (table: 'day' | 'hour', by: string, { from, to }: SqlSpan): string =>
  `SELECT ${by}, sum(counted) AS counted, count(*) AS raw FROM denied JOIN ${table} ON ${table}.tag = denied.tag
    AND begins <= moment AND ends > moment
    WHERE denied.tag = '${TAG}' AND feature = '${FEATURE}' AND moment >= ${from} AND moment < ${to} GROUP BY ${by}`
