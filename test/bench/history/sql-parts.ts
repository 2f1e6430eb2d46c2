import type { SqlEngine } from './engine.ts'
import { SERVERS } from './make-year.ts'

/** Epoch seconds, half open. */
export interface SqlSpan {
  readonly from: number
  readonly to: number
}

const HALF_HOUR = 1800

/**
 * Adds what the questions need beside the bare rows: the local days and hours of each server, the members of groups, and
 * which denials count, as a view. Local time comes from `Intl` alone, not from the code that is compared.
 */
export async function addCalendar(
  engine: SqlEngine,
  { from, to }: SqlSpan,
  groups: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<void> {
  await engine.run('CREATE TABLE day(tag TEXT, begins BIGINT, ends BIGINT, name TEXT)')
  await engine.run('CREATE TABLE hour(tag TEXT, begins BIGINT, ends BIGINT, cell INTEGER)')
  await engine.run('CREATE TABLE member(team TEXT, who TEXT)')
  for (const { tag, zone } of SERVERS) {
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
    const texts: (readonly [at: number, text: string])[] = []
    for (let at = from - 86_400; at <= to + 3 * 86_400; at += HALF_HOUR) texts.push([at, format.format(at * 1000)])
    const days = changes(texts, (text) => text.slice(0, 10))
    const hours = changes(texts, (text) => text.slice(0, 13))
    await insert(
      engine,
      'day',
      days.map(({ begins, ends, text }) => `('${tag}',${begins},${ends},'${text}')`),
    )
    await insert(
      engine,
      'hour',
      hours.map(({ begins, ends, text }) => `('${tag}',${begins},${ends},${cellOf(text)})`),
    )
  }
  await insert(
    engine,
    'member',
    [...groups].flatMap(([group, names]) => [...names].map((name) => `('${group}','${name}')`)),
  )
  await engine.run('CREATE INDEX day_begins ON day(tag, begins)')
  await engine.run('CREATE INDEX hour_begins ON hour(tag, begins)')
  await engine.run('CREATE INDEX member_who ON member(who)')
  await engine.run(`CREATE VIEW denied AS SELECT d.*, CASE WHEN d.rest > 10 AND NOT EXISTS (
    SELECT 1 FROM checkout c WHERE c.who = d.who AND c.host = d.host AND c.feature = d.feature
      AND c.begun >= d.moment AND c.begun <= d.moment + 1) THEN 1 ELSE 0 END AS counted
    FROM (SELECT *, coalesce(lead(moment) OVER (PARTITION BY who, host, feature ORDER BY moment) - moment, 11) AS rest
      FROM denial) d`)
}

/** Weekday by hour of `YYYY-MM-DD HH`. */
const cellOf = (text: string): number => new Date(text.slice(0, 10)).getUTCDay() * 24 + Number(text.slice(11, 13))

function changes(texts: readonly (readonly [at: number, text: string])[], partOf: (text: string) => string) {
  const found: { begins: number; ends: number; text: string }[] = []
  for (const [at, text] of texts) {
    const last = found.at(-1)
    if (last?.text === partOf(text)) continue
    if (last !== undefined) last.ends = at
    found.push({ begins: at, ends: at + HALF_HOUR, text: partOf(text) })
  }
  return found.slice(1)
}

async function insert(engine: SqlEngine, table: string, values: readonly string[]): Promise<void> {
  for (let at = 0; at < values.length; at += 1000)
    await engine.run(`INSERT INTO ${table} VALUES ${values.slice(at, at + 1000).join()}`)
}

/** One feature of one server. */
export const ofFeature = (tag: string, feature: string): string => `tag = '${tag}' AND feature = '${feature}'`

export interface CurveAsked extends SqlSpan {
  readonly where: string
  /** The span is cut at the beginnings of this table's rows; `cut` is then the last one. */
  readonly cuts?: { readonly table: 'day' | 'hour'; readonly tag: string; readonly feature: string }
  /** What is asked of `level`: tag, feature, moment, until, seats, issued, cut. */
  readonly select: string
}

/** The steps of features' sums: as many seats from `moment` until `until`, and so many issued. */
export function curveSql({ from, to, where, cuts, select }: CurveAsked): string {
  const cut =
    cuts === undefined
      ? ''
      : `UNION ALL SELECT tag, '${cuts.feature}', begins, 0.0, 0.0, begins FROM ${cuts.table}
           WHERE tag = '${cuts.tag}' AND begins >= ${from} AND begins < ${to}`
  return `WITH piece AS (
      SELECT tag, feature, CAST(seats AS DOUBLE) AS seats, CASE WHEN begun < ${from} THEN ${from} ELSE begun END AS begun,
        CASE WHEN ended > ${to} THEN ${to} ELSE ended END AS ended
      FROM checkout WHERE ${where} AND begun < ${to} AND ended > ${from}),
    edge AS (
      SELECT tag, feature, begun AS moment, seats AS taken, 0.0 AS added, NULL AS cut FROM piece
      UNION ALL SELECT tag, feature, ended, -seats, 0.0, NULL FROM piece
      UNION ALL SELECT tag, feature, CASE WHEN moment < ${from} THEN ${from} ELSE moment END, 0.0,
        CAST(seats - coalesce(lag(seats) OVER (PARTITION BY tag, feature ORDER BY moment), 0) AS DOUBLE), NULL
        FROM capacity WHERE ${where} AND moment < ${to}
      ${cut}),
    step AS (
      SELECT tag, feature, moment, sum(taken) AS taken, sum(added) AS added, max(cut) AS cut FROM edge GROUP BY tag, feature, moment),
    level AS (
      SELECT tag, feature, moment, sum(taken) OVER w AS seats, sum(added) OVER w AS issued, max(cut) OVER w AS cut,
        lead(moment, 1, ${to}) OVER w AS until
      FROM step WINDOW w AS (PARTITION BY tag, feature ORDER BY moment))
    ${select}`
}

/** How many seats were taken when each checkout began, its own included: those of one second in the order of their seats. */
export const reachedSql = ({ from, to }: SqlSpan, where: string): string => `
  WITH piece AS (SELECT begun, ended, seats FROM checkout WHERE ${where} AND begun < ${to} AND ended > begun AND ended > ${from}),
    edge AS (
      SELECT begun AS moment, 1 AS kind, seats, CAST(seats AS DOUBLE) AS taken FROM piece
      UNION ALL SELECT ended, 0, 0, -CAST(seats AS DOUBLE) FROM piece),
    level AS (
      SELECT moment, kind, sum(taken) OVER (ORDER BY moment, kind, seats ROWS UNBOUNDED PRECEDING) AS seats FROM edge)
  SELECT seats, count(*) AS n FROM level WHERE kind = 1 AND moment >= ${from} GROUP BY seats ORDER BY seats`

/** Of people, features, hosts: what of their checkouts lies in the span. `by`: the columns that tell them apart. */
export const usedSql = ({ from, to }: SqlSpan, where: string, by: string, more = ''): string => `
  SELECT ${by}, sum(CAST((CASE WHEN ended > ${to} THEN ${to} ELSE ended END) - (CASE WHEN begun < ${from} THEN ${from} ELSE begun END) AS DOUBLE) * seats)
      AS seconds,
    sum(CASE WHEN begun >= ${from} THEN 1 ELSE 0 END) AS begins, max(ended - begun) AS longest,
    max(CASE WHEN ended > ${to} THEN ${to} ELSE ended END) AS last, count(DISTINCT who) AS people
  FROM checkout ${more} WHERE ${where} AND begun < ${to} AND (ended > ${from} OR begun >= ${from}) GROUP BY ${by}`

export const deniedSql = ({ from, to }: SqlSpan, where: string, by: string): string =>
  `SELECT ${by}, sum(counted) AS counted, count(*) AS raw FROM denied WHERE ${where} AND moment >= ${from} AND moment < ${to} GROUP BY ${by}`
