import { readFileSync } from 'node:fs'
import type { Answer, Checkout, Daemon, Feature } from '../../../main/lmstat/answer.ts'
import { parseLmstat } from '../../../main/lmstat/parse.ts'

/** One of the project's own lmstat texts, as it stands in the file. */
export function sampleText(name: string): string {
  return readFileSync(new URL(`../../../fixtures/lmstat/${name}`, import.meta.url), 'utf8')
}

export function readSample(name: string): Answer {
  return parseLmstat(sampleText(name))
}

export function daemonsOf(answer: Answer): readonly Daemon[] {
  return answer.servers.flatMap((server) => server.daemons)
}

export function featuresOf(answer: Answer): readonly Feature[] {
  return daemonsOf(answer).flatMap((daemon) => daemon.features)
}

export function checkoutsOf(answer: Answer): readonly Checkout[] {
  return featuresOf(answer).flatMap((feature) => feature.checkouts)
}

/** `NAME state complete|open: FEATURE FEATURE` of each daemon. */
export function outline(answer: Answer): readonly string[] {
  return daemonsOf(answer).map(({ name, state, complete, features }) =>
    `${name} ${state} ${complete ? 'complete' : 'open'}: ${features.map((feature) => feature.name).join(' ')}`.trim(),
  )
}
