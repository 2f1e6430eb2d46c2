import { parentPort, workerData } from 'node:worker_threads'
import { type Attack, attacksOn, attackText } from './attacks.ts'
import { type Growth, growthOf, growthProblem, perMegabyte } from './growth.ts'
import { type Pattern, patternsOfProgram } from './patterns.ts'
import { createShow } from './thread.ts'

export interface PatternsTask {
  /** Characters of the longest text. */
  readonly most: number
  /** Of each pattern so many texts are doubled: those that took longest for their size. */
  readonly doubled: number
}

export interface PatternsTried {
  readonly patterns: number
  /** Texts of `FIRST_LOOK` characters, and those of them that were doubled. */
  readonly attacks: number
  readonly doubled: number
  readonly slowest: { readonly place: string; readonly msPerMegabyte: number }
  readonly worstRatio: number
  readonly made: readonly string[]
  readonly wrong: readonly string[]
}

const FIRST_LOOK = 1000

const { most, doubled } = workerData.task as PatternsTask
const show = createShow(workerData.shown)
parentPort?.postMessage(await tryAll())

async function tryAll(): Promise<PatternsTried> {
  const { patterns, made } = patternsOfProgram()
  const different = new Map(patterns.map((pattern) => [`/${pattern.source}/${pattern.flags}`, pattern]))
  const wrong: string[] = []
  let [slowest, worstRatio, tried, grown] = [{ place: '', msPerMegabyte: 0 }, 1, 0, 0]
  for (const [name, pattern] of different) {
    const attacks = attacksOn(pattern)
    tried += attacks.length
    if (attacks.length === 0) wrong.push(`${pattern.place}: ${name} was tried with nothing`)
    for (const attack of slowestOf(pattern, attacks)) {
      show(`${pattern.place} ${name} ${JSON.stringify(attack)}`)
      grown++
      const growth: Growth = await growthOf(
        most,
        (size) => attackText(attack, size),
        (text) => run(pattern, text),
      )
      const problem = growthProblem(growth, most)
      if (problem !== null) wrong.push(`${pattern.place}: ${name} ${problem}, of ${JSON.stringify(attack)}`)
      if (perMegabyte(growth) > slowest.msPerMegabyte)
        slowest = { place: `${pattern.place} ${name}`, msPerMegabyte: perMegabyte(growth) }
      worstRatio = Math.max(worstRatio, growth.ratio)
    }
  }
  return { patterns: different.size, attacks: tried, doubled: grown, slowest, worstRatio, made, wrong }
}

function slowestOf(pattern: Pattern, attacks: readonly Attack[]): readonly Attack[] {
  const timed = attacks.map((attack) => {
    show(`${pattern.place} /${pattern.source}/ ${JSON.stringify(attack)}`)
    const text = attackText(attack, FIRST_LOOK)
    const from = performance.now()
    run(pattern, text)
    return { attack, milliseconds: performance.now() - from }
  })
  timed.sort((a, b) => b.milliseconds - a.milliseconds)
  return timed.slice(0, doubled).map(({ attack }) => attack)
}

/** Every match from the beginning to the end, however the program uses the pattern; a sticky one at the beginning alone. */
function run({ source, flags }: Pattern, text: string): void {
  if (flags.includes('y')) new RegExp(source, flags).exec(text)
  else text.replace(new RegExp(source, `${flags.replace('g', '')}g`), '')
}
