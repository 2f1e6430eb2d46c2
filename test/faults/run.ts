import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { temporaryFolder } from '../fidelity/scenario.ts'
import type { Finding, Proof } from './proof.ts'
import { PROOFS } from './proofs.ts'

const USAGE = `usage: npm run faults -- [${PROOFS.map(({ name }) => name).join('|')}]... [--seed N] [--short]

Brings faults upon Seatlog, and prints in one table what it kept of its promises: all proofs, or those named. --short:
the form that runs with the tests.`

/** Of each kind of fault so many broken promises are shown. */
const SHOWN = 10

interface Tried extends Finding {
  readonly proof: Proof
  /** Of the whole proof. */
  readonly seconds: number
}

// A browser that was started keeps the process alive.
process.exit(await main())

async function main(): Promise<number> {
  const command = readCommand()
  if (command === null) {
    console.error(USAGE)
    return 2
  }
  const tried: Tried[] = []
  for (const proof of command.proofs) {
    const folder = mkdtempSync(join(temporaryFolder(), `seatlog-faults-${proof.name}-`))
    const began = performance.now()
    const tell = (done: string): void => console.error(`${proof.name}: ${done}`)
    try {
      const findings = await proof.run({ ...command, folder, tell }).catch((error: unknown) => [notTried(error)])
      const seconds = (performance.now() - began) / 1000
      for (const finding of findings) tried.push({ ...orNotTried(finding), proof, seconds })
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
  console.log(table(tried))
  for (const { proof, what, wrong } of tried)
    for (const sentence of wrong.slice(0, SHOWN)) console.log(`${proof.name}, ${what}: ${sentence}`)
  const isEachTried = command.proofs.every(({ name }) => tried.some(({ proof }) => proof.name === name))
  return isEachTried && tried.every(({ wrong }) => wrong.length === 0) ? 0 : 1
}

/** A proof that could not be tried is no reason to lose the figures of the others. */
function notTried(error: unknown): Finding {
  const sentence = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { what: 'could not be tried', times: 0, figures: '', wrong: [sentence] }
}

function orNotTried(finding: Finding): Finding {
  return finding.times > 0 || finding.wrong.length > 0 ? finding : { ...finding, wrong: ['was not tried at all'] }
}

function readCommand(): { proofs: readonly Proof[]; seed: number; isShort: boolean } | null {
  try {
    const { values, positionals } = parseArgs({
      options: { seed: { type: 'string', default: '1' }, short: { type: 'boolean', default: false } },
      allowPositionals: true,
    })
    const proofs = positionals.length === 0 ? PROOFS : PROOFS.filter(({ name }) => positionals.includes(name))
    const seed = Number(values.seed)
    const isKnown = positionals.every((asked) => PROOFS.some(({ name }) => name === asked))
    return isKnown && Number.isInteger(seed) ? { proofs, seed, isShort: values.short } : null
  } catch {
    return null
  }
}

/** As Markdown has it: docs/reliability.md shows the one of the last full run. */
function table(tried: readonly Tried[]): string {
  const rows = tried.map(({ proof, what, times, figures, wrong, seconds }, at) => {
    const isFirst = tried[at - 1]?.proof !== proof
    const title = isFirst ? `${proof.title} (${seconds.toFixed(0)} s)` : ''
    return [title, what, times.toLocaleString('en'), String(wrong.length), figures]
  })
  const all = [['proof', 'fault', 'tried', 'wrong', 'measured'], ...rows]
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`
  return [line(all[0] ?? []), rule, ...rows.map(line)].join('\n')
}
