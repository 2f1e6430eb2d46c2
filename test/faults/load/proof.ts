import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Finding, Proof, Trial } from '../proof.ts'
import { type Rounds, tryRounds } from './rounds.ts'
import { tryViewer } from './viewers.ts'

const FIFTY = { servers: 50, features: 100, holders: 400 }
const ONE = { servers: 1, features: 5000, holders: 20_000 }
const TEN = { servers: 10, features: 100, holders: 400 }

/** By the clock, which is for a machine without other work. */
const BY_THE_CLOCK = { mostLate: 50, mostShown: 1000 }
const ANY_MACHINE = { mostLate: null, mostShown: null }

/**
 * A week has 504 000 polls of 50 servers: the first is a quarter of an hour of them, the second a week in steps of two hours, of which
 * each poll writes the rows of a record interval.
 */
const FULL: readonly Rounds[] = [
  { what: '50 servers, every minute', shape: FIFTY, names: 'names', rounds: 15, apartSeconds: 60, ...BY_THE_CLOCK },
  { what: '50 servers, a week', shape: FIFTY, names: 'none', rounds: 84, apartSeconds: 7200, ...BY_THE_CLOCK },
  {
    what: 'one server with all',
    shape: ONE,
    names: 'names',
    rounds: 15,
    apartSeconds: 60,
    ...BY_THE_CLOCK,
    mostLate: null,
  },
]

const SHORT: readonly Rounds[] = [
  { what: '10 servers, every minute', shape: TEN, names: 'names', rounds: 6, apartSeconds: 60, ...ANY_MACHINE },
  { what: 'one large server', shape: ONE, names: 'none', rounds: 3, apartSeconds: 60, ...ANY_MACHINE },
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
  if (!trial.isShort) findings.push(await tryViewer({ shape: FIFTY, minutes: 1 }, { ...trial, folder }))
  return findings
}
