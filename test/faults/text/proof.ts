import type { Finding, Proof } from '../proof.ts'
import { fuzzAll } from './fuzz.ts'
import { readLong } from './long.ts'
import { tryNames } from './names.ts'
import { tryPage } from './page.ts'
import { folderIn } from './pool.ts'
import { tryPatterns } from './try-patterns.ts'

/** How much is tried: texts by each reader, fewer by those that take long; the longest text; names made at random. */
const FULL = { inputs: 200_000, ofSlow: 40_000, ofHistory: 4000, shapes: 300, doubled: 2, most: 2 ** 20, names: 5000 }
const SHORT = { inputs: 150, ofSlow: 50, ofHistory: 8, shapes: 12, doubled: 1, most: 2 ** 14, names: 60 }
export type Amount = typeof FULL

/**
 * Hostile text: no part of Seatlog throws, hangs, changes what objects are born with, or takes more than its share of
 * time for it; and names of every kind are stored and shown as what they are.
 */
export const text: Proof = {
  name: 'text',
  title: 'Hostile text',
  async run(trial) {
    const amount = trial.isShort ? SHORT : FULL
    const findings: Finding[] = []
    const add = (more: readonly Finding[]): void => {
      for (const finding of more) trial.tell(`${finding.what}: ${finding.figures}`)
      findings.push(...more)
    }
    add(await fuzzAll(trial, amount))
    add(await readLong(trial, amount))
    add(await tryPatterns(amount))
    add(await tryNames(folderIn(trial.folder, 'names'), trial.seed, amount.names))
    add([await tryPage(folderIn(trial.folder, 'page'))])
    return findings
  },
}
