import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compareAnswer } from '../bench/history/compare.ts'
import { groupsOf, NOW, YEAR } from '../bench/history/compared.ts'
import { duckdb, INSTALL } from '../bench/history/duckdb.ts'
import type { SqlEngine, SqlKind } from '../bench/history/engine.ts'
import { buildIndex, openAnswers, placeOf, startIndexer } from '../bench/history/index-kind.ts'
import { makeYear } from '../bench/history/make-year.ts'
import { plainSql } from '../bench/history/plain-sql.ts'
import { pollTimes } from '../bench/history/poll.ts'
import { QUESTIONS } from '../bench/history/questions.ts'
import { addCalendar } from '../bench/history/sql-parts.ts'

const USERS = 60
const folder = mkdtempSync(join(tmpdir(), 'seatlog-history-'))
const data = join(folder, 'data')
const place = placeOf(data, join(folder, 'index'))

beforeAll(async () => {
  for (const made of [data, place.folder]) mkdirSync(made)
  await makeYear(data, { checkouts: 6000, features: 12, users: USERS })
  expect(await buildIndex(place)).toBeGreaterThan(6000)
  const indexer = startIndexer(place, NOW)
  await indexer.read('all')
  indexer.close()
})

afterAll(() => rmSync(folder, { recursive: true }))

async function filled(kind: SqlKind): Promise<SqlEngine> {
  const file = join(folder, `${kind.name}.db`)
  expect(await kind.load(data, file)).toBeGreaterThan(5900)
  const engine = await kind.open(file)
  await addCalendar(engine, YEAR, groupsOf(USERS))
  return engine
}

const duck = duckdb()
if (duck === null) console.warn(`without DuckDB: it is not installed (${INSTALL})`)

describe.each([
  { name: 'plain SQL', kind: plainSql },
  { name: 'DuckDB', kind: duck },
])('the index beside $name over the bare rows', ({ kind }) => {
  let engine: SqlEngine
  beforeAll(async () => {
    if (kind !== null) engine = await filled(kind)
  })
  afterAll(() => engine?.close())

  it.skipIf(kind === null).each(QUESTIONS)('says the same of $name', async (question) => {
    const answers = openAnswers(place.folder, USERS)
    const answer = answers.ask(question)
    answers.close()
    expect(JSON.stringify(question.essence(answer)).length).toBeGreaterThan(20)
    expect((await compareAnswer(question, answer, engine, 0)).difference).toBeNull()
  })
})

it('says the same as plain SQL while rows of polls come in', async () => {
  const engine = await plainSql.open(join(folder, 'plain SQL.db'))
  expect((await pollTimes(place, [engine])).difference).toBeNull()
  engine.close()
})
