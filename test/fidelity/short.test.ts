import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { runScenario, temporaryFolder } from './scenario.ts'
import { SCENARIOS } from './scenarios.ts'
import { faults } from './table.ts'

const folder = mkdtempSync(join(temporaryFolder(), 'seatlog-fidelity-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A Thursday's working hours, and a seed that brings most kinds of trouble into them. */
const from = Date.parse('2026-10-15T08:00:00+02:00') / 1000
const range = { from, to: from + 7 * 3600 }
const seed = 72

it.each(SCENARIOS)(
  'a working day is recorded as it was, killed every hour: $title',
  { timeout: 120_000 },
  async (scenario) => {
    const compileCache = join(folder, 'compiled')
    const outcome = await runScenario(scenario, { seed, range, folder, compileCache, keep: false, tell: () => {} })
    expect(outcome.counts.kills).toBeGreaterThan(5)
    expect(outcome.compared[0]?.expected).toBeGreaterThan(50)
    expect(faults(outcome)).toEqual([])
  },
)
