import type { Finding } from '../proof.ts'
import type { PatternsTask, PatternsTried } from './patterns-worker.ts'
import type { Amount } from './proof.ts'
import { inThread } from './thread.ts'

/** Patterns that are put together at run time, and why none of them takes long. */
const MADE: Readonly<Record<string, string>> = {
  'main/datafiles/forget-files.ts': 'names as they stand',
  'main/poller/log-path.ts': 'at most three wildcards, over names of files',
  'main/service/health-report.ts': 'over 500 characters of each of 200 lines, and tried with them (read-parsers.ts)',
  'main/service/own-log.ts': 'the home folder as it stands',
  'renderer/seats/filter.ts': 'the words of a search as they stand, over names',
}

/** Every regular expression of the program, over texts made of itself. */
export async function tryPatterns({ most, doubled }: Amount): Promise<readonly Finding[]> {
  const task: PatternsTask = { most, doubled }
  const thread = await inThread<PatternsTried>('./patterns-worker.ts', task)
  const what = 'patterns, on lines of 1,000 characters'
  if ('broken' in thread) return [{ what, times: 1, figures: '', wrong: [thread.broken] }]
  const { patterns, attacks, doubled: grown, slowest, worstRatio, made, wrong } = thread.told
  const unknown = made.filter((file) => MADE[file] === undefined)
  return [
    {
      what,
      times: attacks,
      figures: `${patterns} patterns`,
      wrong: unknown.map((file) => `${file} puts a pattern together that nobody has tried`),
    },
    {
      what: `the slowest of each pattern, on lines doubled to ${most.toLocaleString('en')} characters`,
      times: grown,
      figures: `worst ${slowest.msPerMegabyte.toFixed(0)} ms per MB (${slowest.place}), twice the line ${worstRatio.toFixed(1)} times the time`,
      wrong,
    },
  ]
}
