import { parseArgs } from 'node:util'
import { type HistoryBench, bench as history } from './history/bench.ts'
import { bench as parse } from './parse.ts'
import { bench as tail } from './tail.ts'
import { bench as track } from './track.ts'

/** `npm run bench -- NAME`: one bench by its name, all of them without one. A bench that answers false has found a fault. */
const BENCHES: Readonly<Record<string, (options: HistoryBench) => Promise<boolean | undefined>>> = {
  parse: () => parse().then(() => undefined),
  tail: () => tail().then(() => undefined),
  track: () => track().then(() => undefined),
  history,
}

const { values, positionals } = parseArgs({
  options: { rows: { type: 'string' }, alone: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const rows = values.rows === undefined ? undefined : Number(values.rows)
const [name, ...others] = positionals
const names = name === undefined ? Object.keys(BENCHES) : [name]
const isHistory = rows !== undefined || values.alone
const isWrong = (rows !== undefined && (!Number.isInteger(rows) || rows < 1)) || (isHistory && name !== 'history')
if (isWrong || others.length > 0 || names.some((known) => !Object.hasOwn(BENCHES, known))) {
  console.error(`usage: npm run bench -- [${Object.keys(BENCHES).join('|')} [--rows N] [--alone]]`)
  process.exitCode = 2
} else {
  for (const known of names) {
    console.log(known)
    if ((await BENCHES[known]?.({ rows, alone: values.alone })) === false) process.exitCode = 1
  }
}
