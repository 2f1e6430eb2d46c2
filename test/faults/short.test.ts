import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../fidelity/scenario.ts'
import { PROOFS } from './proofs.ts'

it.each(PROOFS)('keeps its promises, in short: $title', { timeout: 240_000 }, async (proof) => {
  const folder = mkdtempSync(join(temporaryFolder(), `seatlog-faults-${proof.name}-`))
  try {
    const findings = await proof.run({ seed: 1, isShort: true, folder, tell() {} })
    expect(findings.length).toBeGreaterThan(0)
    for (const { what, times } of findings) expect(times, what).toBeGreaterThan(0)
    expect(findings.flatMap(({ what, wrong }) => wrong.map((sentence) => `${what}: ${sentence}`))).toEqual([])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
