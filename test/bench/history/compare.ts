import { inspect, isDeepStrictEqual } from 'node:util'
import type { Compared } from './compared.ts'
import { median, type SqlEngine } from './engine.ts'

/** Of an engine: how long it took for a question, in milliseconds, and how its answer is another one; null: it is the same. */
export interface ComparedAnswer {
  readonly ms: number
  readonly difference: string | null
}

/** Asks an engine what the index answered, five times, but no longer than `seconds` in all. */
export async function compareAnswer(
  question: Compared,
  answer: unknown,
  engine: SqlEngine,
  seconds: number,
): Promise<ComparedAnswer> {
  const wanted = question.essence(answer)
  const times: number[] = []
  const end = performance.now() + seconds * 1000
  let told: unknown
  do {
    const from = performance.now()
    told = await question.sql(engine.run)
    times.push(performance.now() - from)
  } while (times.length < 5 && performance.now() < end)
  return { ms: median(times), difference: differenceOf(wanted, told) }
}

/** How what SQL told is another thing than what was wanted; null: it is the same. */
export const differenceOf = (wanted: unknown, told: unknown): string | null =>
  isDeepStrictEqual(told, wanted) ? null : firstDifference(wanted, told)

/** Where two values begin to be others, with what stands there. */
function firstDifference(wanted: unknown, told: unknown): string {
  const isList = (value: unknown): value is Readonly<Record<string, unknown>> =>
    typeof value === 'object' && value !== null
  if (isList(wanted) && isList(told)) {
    for (const key of new Set([...Object.keys(wanted), ...Object.keys(told)])) {
      if (!isDeepStrictEqual(wanted[key], told[key])) return `${key} ${firstDifference(wanted[key], told[key])}`
    }
  }
  return `${inspect(wanted)}, SQL says ${inspect(told)}`
}
