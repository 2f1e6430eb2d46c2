import type { AnswerOf, AskedOf, Question } from '../../../preload/contract/history.ts'
import type { SqlEngine, SqlRow } from './engine.ts'
import { FIRST_DAY, userName } from './make-year.ts'
import { curveSql, type SqlSpan } from './sql-parts.ts'

/** A question as the bench asks it: of the index, and in SQL of the bare rows. */
export interface Compared {
  readonly name: string
  readonly question: Question
  readonly asked: AskedOf<Question>
  /** What both have to say the same, as JSON tells it; of the index's answer, and of the rows. */
  essence(answer: unknown): unknown
  sql(run: SqlEngine['run']): Promise<unknown>
}

export const DAY = 86_400
/** 52 weeks: the last day of the year may be known in part only. */
export const YEAR: SqlSpan = { from: FIRST_DAY, to: FIRST_DAY + 364 * DAY }
/** Behind the last checkin. */
export const NOW = FIRST_DAY + 400 * DAY

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
export function compared<Q extends Question>(
  name: string,
  question: Q,
  asked: AskedOf<Q>,
  essence: (answer: AnswerOf<Q>) => unknown,
  sql: Compared['sql'],
): Compared {
  return { name, question, asked, essence: (answer) => essence(answer as AnswerOf<Q>), sql }
}

/** The seconds at each number of seats of features, those at or above what was issued apart. */
export const levelsSql = (span: SqlSpan, where: string): string =>
  curveSql({
    ...span,
    where,
    select: `SELECT tag, feature, seats, sum(until - moment) AS seconds,
      sum(CASE WHEN issued > 0 AND seats >= issued THEN until - moment ELSE 0 END) AS "full"
      FROM level WHERE until > moment AND seats > 0 GROUP BY tag, feature, seats ORDER BY tag, feature, seats`,
  })

/** From the seconds at each level: the least that was enough for so much of the known seconds. */
export function statistics(rows: readonly SqlRow[], known: number) {
  const enough = (rank: number): number => {
    let left = known * (1 - rank)
    for (const row of rows.toReversed()) {
      left -= Number(row.seconds)
      if (left < -1e-6) return Number(row.seats)
    }
    return 0
  }
  return { p95: enough(0.95), p99: enough(0.99) }
}

export const full = (rows: readonly SqlRow[]) => ({ fullSeconds: rows.reduce((sum, row) => sum + Number(row.full), 0) })

export const seconds = (hours: number): number => Math.round(hours * 3600)

/** Without places at which nothing was. */
export const taken = (rows: readonly (readonly unknown[])[]): readonly unknown[] =>
  sorted(rows.filter(([, ...figures]) => figures.some((figure) => figure !== 0)))

/** Whatever the order in which a database tells its rows. */
export const sorted = (rows: readonly (readonly unknown[])[]): readonly unknown[] =>
  rows
    .map((row) => JSON.stringify(row))
    .sort()
    .map((text) => JSON.parse(text) as unknown)
