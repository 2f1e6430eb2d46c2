import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { answerDemo } from '../../../main/demo/answer.ts'
import { createSite, type Site } from '../../../main/demo/site.ts'

/** How many license servers there are, and how large each is. */
export interface Shape {
  readonly servers: number
  readonly features: number
  /** About so many rows, as at noon of a working day. */
  readonly holders: number
}

/** License servers without number: the simulated site, asked by a program that prints what was written for it. */
export interface World {
  /** Of the program. */
  readonly lmutil: string
  readonly servers: readonly { readonly tag: string; readonly address: string; readonly zone: string }[]
  /** From now on lmutil prints what it would at that time, epoch seconds. Answers how much that is. */
  goTo(at: number): { readonly features: number; readonly holders: number }
}

/** A Thursday. */
export const NOON = Date.parse('2026-10-15T13:00:00+02:00') / 1000

const ZONE = 'Europe/Berlin'

/** The address is the name of a file beside it. */
const LMUTIL = `#!/bin/sh
while [ "$1" != -c ]; do shift; done
exec cat "\${0%/*}/answers/$2"
`

export function createWorld(folder: string, { servers: count, features, holders }: Shape, seed: number): World {
  const answers = join(folder, 'answers')
  mkdirSync(answers, { recursive: true })
  const lmutil = join(folder, 'lmutil')
  writeFileSync(lmutil, LMUTIL)
  chmodSync(lmutil, 0o755)
  const sites = Array.from({ length: count }, (_, index) => siteOf(features, holders, seed + index))
  const servers = sites.map((_, index) => {
    const number = String(index + 1).padStart(2, '0')
    return { tag: `L${number}`, address: `27000@lic-${number}.norrvik.example`, zone: ZONE }
  })
  return {
    lmutil,
    servers,
    goTo(at) {
      let [shown, held] = [0, 0]
      for (const [index, site] of sites.entries()) {
        const { text } = answerDemo(site, { at, address: '', mode: 'a' })
        writeFileSync(join(answers, servers[index]?.address ?? ''), text)
        shown += text.match(/^Users of /gm)?.length ?? 0
        held += text.match(/, start /g)?.length ?? 0
      }
      return { features: shown, holders: held }
    },
  }
}

/** Half of the rows of a small site are of its large features, whatever its size. */
const siteOf = (features: number, holders: number, seed: number): Site =>
  createSite({ seed, zone: ZONE, features, users: features > 1000 ? Math.round(holders * 1.12) : holders / 4 })
