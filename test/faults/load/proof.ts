import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Finding, Proof, Trial } from '../proof.ts'
import { type Rounds, tryRounds } from './rounds.ts'
import { tryViewers } from './viewers.ts'

const FIFTY = { servers: 50, features: 100, holders: 400 }
const ONE = { servers: 1, features: 5000, holders: 20_000 }
const TEN = { servers: 10, features: 100, holders: 400 }

/** By the clock, which is for a machine without other work. */
const BY_THE_CLOCK = { mostLate: 50, mostTold: 1000 }
const ANY_MACHINE = { mostLate: null, mostTold: null }

const MINUTES = { rounds: 15, apartSeconds: 60, names: 'names' } as const
const WEEK = { rounds: 84, apartSeconds: 7200, names: 'none' } as const

/**
 * A week has 504 000 polls of 50 servers: the first is a quarter of an hour of them, the second a week in steps of two hours, of which
 * each poll writes the rows of a record interval. Within a quarter of an hour the heap grows with the seats that are held;
 * whoever kept the text of each answer would still need several times as much.
 */
const FULL: readonly Rounds[] = [
  { what: '50 servers, every minute', shape: FIFTY, ...MINUTES, ...BY_THE_CLOCK, mostGrowth: 10_000 },
  { what: '50 servers, a week', shape: FIFTY, ...WEEK, ...BY_THE_CLOCK, mostGrowth: 400 },
  { what: 'one server with all', shape: ONE, ...MINUTES, ...BY_THE_CLOCK, mostLate: 100, mostGrowth: 500_000 },
]

const SHORT: readonly Rounds[] = [
  { what: '10 servers, every minute', shape: TEN, ...MINUTES, rounds: 6, ...ANY_MACHINE, mostGrowth: 20_000 },
  { what: 'one large server', shape: ONE, ...MINUTES, names: 'none', rounds: 3, ...ANY_MACHINE, mostGrowth: null },
]

/** How much a Seatlog has to do, and how much of it, when it logs far more than most sites have. */
export const load: Proof = {
  name: 'load',
  title: 'Many license servers, features and holders',
  async run(trial) {
    if (trial.isShort) return runIn(trial, trial.folder)
    // What waits for a disk counts: memory files do not.
    const folder = mkdtempSync(join(tmpdir(), 'seatlog-load-'))
    try {
      return await runIn(trial, folder)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

async function runIn(trial: Trial, folder: string): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  for (const rounds of trial.isShort ? SHORT : FULL) findings.push(await tryRounds(rounds, { ...trial, folder }))
  if (!trial.isShort) findings.push(await tryViewers({ shape: FIFTY, viewers: 50, minutes: 1 }, { ...trial, folder }))
  return findings
}
