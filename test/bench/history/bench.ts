import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { AskOf, AskTimes } from './ask-worker.ts'
import { type KindName, type Measured, measured } from './child.ts'
import { compareAnswer } from './compare.ts'
import { groupsOf, NOW, YEAR } from './compared.ts'
import { duckdb, INSTALL } from './duckdb.ts'
import { median, type SqlEngine, type SqlKind } from './engine.ts'
import { openAnswers, placeOf, startIndexer } from './index-kind.ts'
import { makeYear } from './make-year.ts'
import { plainSql } from './plain-sql.ts'
import { pollTimes } from './poll.ts'
import { QUESTIONS } from './questions.ts'
import { addCalendar } from './sql-parts.ts'

const ROWS = 5_000_000
const FEATURES = 500
const USERS = 5000
const ROUNDS = 5

export interface HistoryBench {
  readonly rows: number | undefined
  /** Without the other engines: to see how Seatlog grows. Everything is measured once where it is slow, not five times. */
  readonly alone: boolean
}

/**
 * The index over a made-up year beside DuckDB and plain SQL over the bare rows of the same files: building, asking, adding a
 * poll's rows, opening. Says where an answer is another one, and answers false then. The data lie in the system's temporary folder.
 */
export async function bench({ rows = ROWS, alone }: HistoryBench): Promise<boolean> {
  // Seconds after which building, or asking one question, is not repeated any more: small sizes are for a quick look.
  const enough = { building: alone ? 12 : Math.max(12, rows / 5000), asking: Math.max(1, rows / 500_000) }
  const duck = alone ? null : duckdb()
  if (duck === null && !alone) console.log(`  without DuckDB: it is not installed (${INSTALL})`)
  const kinds = alone ? [] : duck === null ? [plainSql] : [duck, plainSql]
  const folder = mkdtempSync(join(tmpdir(), 'seatlog-bench-'))
  try {
    const data = join(folder, 'data')
    mkdirSync(data)
    await makeYear(data, { checkouts: rows, features: FEATURES, users: USERS })
    const place = placeOf(data, join(folder, 'index'))
    await benchBuild(folder, data, kinds, enough.building)
    const months = await monthsKept()
    console.log(line('months summed up after it', '', ms(months)))
    const engines = await Promise.all(kinds.map((kind) => kind.open(fileOf(folder, kind.name))))
    const groups = groupsOf(USERS)
    for (const engine of engines) await addCalendar(engine, YEAR, groups)
    const isSame = await benchQuestions(place.folder, engines, enough.asking)
    const poll = await pollTimes(place, engines)
    if (poll.difference !== null) differs('200 rows of a poll', poll.difference)
    const beside = [...poll.engines.values()].flatMap((time) => [ms(time), times(time, poll.index)])
    console.log(line('200 rows of a poll', '', ms(poll.index), ...beside))
    for (const engine of engines) engine.close()
    await benchIdle(folder, kinds)
    return isSame && poll.difference === null

    async function monthsKept(): Promise<number> {
      const indexer = startIndexer(place, NOW)
      const from = performance.now()
      await indexer.read('all')
      const took = performance.now() - from
      indexer.close()
      return took
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const fileOf = (folder: string, kind: string): string =>
  join(folder, kind === 'Seatlog' ? 'index' : `${kind.replace(' ', '-')}.db`)

async function benchBuild(folder: string, data: string, kinds: readonly SqlKind[], enough: number): Promise<void> {
  const names = ['Seatlog', ...kinds.map(({ name }) => name)] as readonly KindName[]
  const found = new Map<KindName, Measured[]>(names.map((name) => [name, []]))
  const end = performance.now() + enough * 1000
  // Alternately, so that a busy machine weighs on all.
  for (let round = 0; round < ROUNDS && (round === 0 || performance.now() < end); round++) {
    for (const [kind, all] of found) {
      const target = fileOf(folder, kind)
      rmSync(target, { recursive: true, force: true })
      if (kind === 'Seatlog') mkdirSync(target)
      all.push(await measured({ task: 'build', kind, data, target }))
    }
  }
  const figure = (name: KindName, of: (one: Measured) => number) => median((found.get(name) ?? []).map(of))
  console.log(line('', '', ...names.flatMap((name, which) => (which === 0 ? [name] : [name, 'times']))))
  const beside = (label: string, unit: string, of: (one: Measured) => number): void => {
    const own = figure('Seatlog', of)
    const others = names
      .slice(1)
      .flatMap((name) => [figure(name, of).toFixed(unit === 's' ? 1 : 0), times(figure(name, of), own)])
    console.log(line(label, unit, own.toFixed(unit === 's' ? 1 : 0), ...others))
  }
  beside('rebuild', 'rows/s', (one) => one.rows / one.seconds)
  beside('  processor time', 's', (one) => one.cpuSeconds)
  beside('  peak memory', 'MB', (one) => one.peak)
}

async function benchQuestions(folder: string, engines: readonly SqlEngine[], enough: number): Promise<boolean> {
  const answers = openAnswers(folder, USERS)
  let isSame = true
  for (const [which, question] of QUESTIONS.entries()) {
    const asked = await askedAnew({ folder, users: USERS, which }, enough)
    const beside: string[] = []
    for (const engine of engines) {
      const { ms: took, difference } = await compareAnswer(question, answers.ask(question), engine, enough)
      beside.push(ms(took), times(took, asked.warm))
      if (difference !== null) differs(question.name, `${engine.name}: ${difference}`)
      isSame &&= difference === null
    }
    console.log(line(question.name, `first ${asked.first.toFixed(0)}`, ms(asked.warm), ...beside))
  }
  answers.close()
  return isSame
}

/** Opens the index in a new thread each time, as a start of Seatlog does, and asks one question. */
async function askedAnew(about: AskOf, enough: number): Promise<AskTimes> {
  const rounds: AskTimes[] = []
  const end = performance.now() + enough * 1000
  for (let round = 0; round < ROUNDS && (round === 0 || performance.now() < end); round++) {
    const worker = new Worker(new URL('ask-worker.ts', import.meta.url), { workerData: about })
    rounds.push(
      await new Promise<AskTimes>((resolve, reject) => {
        worker.on('message', resolve)
        worker.on('error', reject)
      }),
    )
    await worker.terminate()
  }
  return {
    open: median(rounds.map(({ open }) => open)),
    first: median(rounds.map(({ first }) => first)),
    warm: median(rounds.map(({ warm }) => warm)),
  }
}

async function benchIdle(folder: string, kinds: readonly SqlKind[]): Promise<void> {
  const names = ['Seatlog', ...kinds.map(({ name }) => name)] as readonly KindName[]
  const resident = async (kind: KindName | 'nothing'): Promise<Measured> => {
    const rounds: Measured[] = []
    for (let round = 0; round < ROUNDS; round++)
      rounds.push(await measured({ task: 'idle', kind, target: kind === 'nothing' ? '' : fileOf(folder, kind) }))
    return (
      rounds.toSorted((a, b) => a.resident - b.resident)[2] ?? {
        rows: 0,
        seconds: 0,
        cpuSeconds: 0,
        peak: 0,
        resident: 0,
      }
    )
  }
  const empty = await resident('nothing')
  const all: Measured[] = []
  for (const name of names) all.push(await resident(name))
  const [own] = all
  const row = (label: string, unit: string, of: (one: Measured) => number): void => {
    const figures = all.map((one, which) =>
      which === 0 ? [of(one).toFixed(0)] : [of(one).toFixed(0), times(of(one), own === undefined ? 0 : of(own))],
    )
    console.log(line(label, unit, ...figures.flat()))
  }
  row('open with a year in it', 'ms', (one) => one.seconds * 1000)
  row('idle over an empty process', 'MB', (one) => one.resident - empty.resident)
}

const ms = (time: number): string => time.toFixed(1)
const times = (other: number, own: number): string => `x${(other / own).toFixed(1)}`
const line = (label: string, unit: string, ...figures: readonly string[]): string =>
  `  ${label.padEnd(30)}${unit.padEnd(11)}${figures.map((figure) => figure.padStart(12)).join('')}`

function differs(what: string, how: string): void {
  console.error(`\n  NOT THE SAME ANSWER: ${what}\n  ${how}\n`)
}
