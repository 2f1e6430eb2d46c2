import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { MONTH, type Options, runScenario, temporaryFolder } from './scenario.ts'
import { SCENARIOS, type Scenario } from './scenarios.ts'
import { faults, type Outcome, table } from './table.ts'

const USAGE = `usage: npm run test:fidelity -- [--scenario ${SCENARIOS.map(({ name }) => name).join('|')}] [--days N]
         [--from TIME] [--seed N] [--keep]

Records a simulated month, or N days from TIME on, with a Seatlog that is killed every hour, and compares the record with
the truth. --scenario may be repeated; --keep leaves the folders it worked in.`

/** Of each scenario so many differences are shown. */
const SHOWN = 10
/** A scenario keeps about one and a half processors busy. */
const AT_ONCE = Math.min(4, Math.max(1, availableParallelism() - 1))

interface Command extends Omit<Options, 'folder' | 'compileCache' | 'tell'> {
  readonly scenarios: readonly Scenario[]
}

process.exitCode = await main()

async function main(): Promise<number> {
  const command = readCommand()
  if (command === null) {
    console.error(USAGE)
    return 2
  }
  const folder = mkdtempSync(join(temporaryFolder(), 'seatlog-fidelity-'))
  try {
    const outcomes = await runAll(command, folder)
    console.log(table(outcomes))
    for (const outcome of outcomes) report(outcome)
    return outcomes.every((outcome) => faults(outcome).length === 0) ? 0 : 1
  } finally {
    if (command.keep) console.error(`Left as it is: ${folder}`)
    else rmSync(folder, { recursive: true, force: true })
  }
}

function readCommand(): Command | null {
  try {
    const { values } = parseArgs({
      options: {
        scenario: { type: 'string', multiple: true },
        days: { type: 'string', default: '30' },
        from: { type: 'string' },
        seed: { type: 'string', default: '1' },
        keep: { type: 'boolean', default: false },
      },
    })
    const { scenario: names = SCENARIOS.map(({ name }) => name), keep } = values
    const scenarios = SCENARIOS.filter(({ name }) => names.includes(name))
    const from = values.from === undefined ? MONTH.from : Date.parse(values.from) / 1000
    const [days, seed] = [Number(values.days), Number(values.seed)]
    if (scenarios.length !== names.length || !(days > 0) || Number.isNaN(from) || !Number.isInteger(seed)) return null
    return { scenarios, range: { from, to: from + days * 24 * 3600 }, seed, keep }
  } catch {
    return null
  }
}

async function runAll({ scenarios, ...options }: Command, folder: string): Promise<readonly Outcome[]> {
  const compileCache = join(folder, 'compiled')
  const outcomes: Outcome[] = []
  const waiting = [...scenarios.entries()]
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, scenario] = next
      const tell = (done: string): void => console.error(`${scenario.title}: ${done}`)
      outcomes[index] = await runScenario(scenario, { ...options, folder, compileCache, tell })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return outcomes
}

function report(outcome: Outcome): void {
  const all = faults(outcome)
  if (all.length === 0) return
  console.log(`\n${outcome.title}, ${all.length} differences`)
  for (const line of all.slice(0, SHOWN)) console.log(`  ${line}`)
}
