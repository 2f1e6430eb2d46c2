import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { duckdb } from './duckdb.ts'
import { buildIndex, openAnswers, placeOf } from './index-kind.ts'
import { plainSql } from './plain-sql.ts'

/** What is measured in a process of its own, which does nothing else. */
export type Task =
  | { readonly task: 'build'; readonly kind: KindName; readonly data: string; readonly target: string }
  | { readonly task: 'idle'; readonly kind: KindName | 'nothing'; readonly target: string }

export type KindName = 'Seatlog' | 'DuckDB' | 'plain SQL'

export interface Measured {
  readonly rows: number
  readonly seconds: number
  readonly cpuSeconds: number
  /** MB resident: at most, and at the end. */
  readonly peak: number
  readonly resident: number
}

/** Runs a task in a process of its own. */
export async function measured(task: Task): Promise<Measured> {
  const args = ['--disable-warning=ExperimentalWarning', import.meta.filename, JSON.stringify(task)]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  return JSON.parse(stdout) as Measured
}

async function run(task: Task): Promise<number> {
  if (task.kind === 'nothing') return 0
  if (task.kind === 'Seatlog') {
    if (task.task === 'build') return buildIndex(placeOf(task.data, task.target))
    openAnswers(task.target, 0)
    return 0
  }
  const kind = task.kind === 'DuckDB' ? duckdb() : plainSql
  if (task.task === 'build') return (await kind?.load(task.data, task.target)) ?? 0
  await (await kind?.open(task.target))?.run('SELECT count(*) FROM day')
  return 0
}

const [, script, told] = process.argv
if (script === import.meta.filename && told !== undefined) {
  const began = performance.now()
  const rows = await run(JSON.parse(told) as Task)
  const { user, system } = process.cpuUsage()
  const result: Measured = {
    rows,
    seconds: (performance.now() - began) / 1000,
    cpuSeconds: (user + system) / 1e6,
    peak: process.resourceUsage().maxRSS / 1024,
    resident: process.memoryUsage.rss() / 1e6,
  }
  console.log(JSON.stringify(result))
  process.exit()
}
