import process from 'node:process'
import { Argument, type Command, InvalidArgumentError, Option } from 'commander'
import { counted } from '../../preload/contract/counted.ts'
import type { DenialKind } from '../../preload/contract/history.ts'
import { failure, type Result } from '../../preload/contract/result.ts'
import { tablesCsv } from '../service/answer-csv.ts'
import { isMoment } from '../service/asked-span.ts'
import { historyBySettings, type OpenHistory } from '../service/history-by-settings.ts'
import {
  FEATURE_REPORTS,
  HISTORY_REPORTS,
  PERSON_REPORTS,
  type Reported,
  type ReportWish,
  reportHistory,
} from '../service/report.ts'
import { seatsNow } from '../service/seats-now.ts'
import { showReading } from './history-progress.ts'
import { type SettingsOptions, settingsSource } from './options.ts'
import { say } from './say.ts'
import { textTable } from './text-table.ts'

const FORMATS = ['table', 'csv', 'json'] as const
const KINDS: readonly DenialKind[] = ['no-seat', 'rule', 'not-served', 'unknown']
const REPORTS = ['seats', ...HISTORY_REPORTS] as const
type Report = (typeof REPORTS)[number]

export interface ReportOptions extends SettingsOptions {
  readonly feature?: string
  readonly tag?: readonly string[]
  readonly from?: string
  readonly to?: string
  readonly workingHours?: boolean
  readonly kind?: readonly DenialKind[]
  readonly format?: (typeof FORMATS)[number]
}

const isOneOf = <Name extends string>(names: readonly Name[], name: string): name is Name =>
  names.some((one) => one === name)

/** `--from` and `--to`: a moment as `isMoment` has it. */
function momentOption(text: string): string {
  if (isMoment(text)) return text
  throw new InvalidArgumentError('Write it as 2026-09-01, 2026-09-01T14:00, 30d or 24h.')
}

function kindOption(text: string, before: readonly DenialKind[] = []): readonly DenialKind[] {
  if (isOneOf(KINDS, text)) return [...before, text]
  throw new InvalidArgumentError(`It is one of ${KINDS.join(', ')}.`)
}

const tagOption = (tag: string, before: readonly string[] = []): readonly string[] => [...before, tag]

const MOMENTS =
  '2026-09-01 or 2026-09-01T14:00 by the clock of the license server, or 30d, 24h before the end of the record'

/** The arguments and options of `seatlog report`. */
export const withReportOptions = (command: Command): Command =>
  command
    .addArgument(new Argument('<what>', 'what to report').choices(REPORTS))
    .argument('[name]', 'of the user or host')
    .option('--feature <name>', 'only this feature')
    .addOption(new Option('--tag <tag>', 'only this license server (repeatable)').argParser(tagOption))
    .addOption(new Option('--from <when>', `${MOMENTS}; default: 30d`).argParser(momentOption))
    .addOption(new Option('--to <when>', 'the same; a day with all its hours').argParser(momentOption))
    .option('--working-hours', 'only the working hours of the license server')
    .addOption(
      new Option('--kind <kind>', `of denials: ${KINDS.join(', ')} (repeatable); default: no-seat, unknown`).argParser(
        kindOption,
      ),
    )
    .addOption(new Option('--format <format>', 'how to print it').choices(FORMATS).default('table'))

/**
 * `seatlog report WHAT [NAME]`: prints what the window shows, as a table, as CSV or as the answer itself in JSON. Ends with 2
 * where options do not go with the report. `now`: epoch seconds; `width`: of the terminal, null where there is none.
 */
export async function report(
  [what = '', name = '']: readonly string[],
  options: ReportOptions,
  open: OpenHistory = historyBySettings,
  now = Date.now() / 1000,
  width = process.stdout.isTTY ? process.stdout.columns : null,
): Promise<number> {
  if (!isOneOf(REPORTS, what)) {
    say(`There is no report ${what}.`)
    return 2
  }
  const problem = usageProblem(what, name.trim(), options)
  if (problem !== null) {
    say(problem)
    return 2
  }
  const { feature, tag: tags = [], from, to, workingHours: working = false, kind: kinds = [] } = options
  const reported =
    what === 'seats'
      ? await seatsNow(settingsSource(options, false), { feature, tags, now })
      : await fromHistory({ report: what, name: name.trim(), feature, tags, from, to, working, kinds }, options, open)
  if (!reported.ok) {
    say(reported.message)
    return reported.code === 'bad-request' ? 2 : 1
  }
  for (const note of reported.value.notes) say(note)
  console.log(printed(reported.value, options.format, width))
  return 0
}

async function fromHistory(wish: ReportWish, options: ReportOptions, open: OpenHistory): Promise<Result<Reported>> {
  const opened = open(settingsSource(options, false))
  if (!opened.ok) return opened
  const { history, warnings } = opened.value
  for (const warning of warnings) say(warning)
  const end = showReading(history)
  try {
    const read = await history.readAll()
    end()
    const { problem, skipped, record } = history.status()
    for (const sentence of new Set([read.ok ? null : read.message, problem])) if (sentence !== null) say(sentence)
    if (!read.ok && record === null) return failure('cannot-read', 'There is no history to report from.')
    if (skipped.lines > 0)
      say(`${counted(skipped.lines, 'line')} of the data files could not be read: seatlog rebuild names them.`)
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone
    return await reportHistory(opened.value, wish, here)
  } finally {
    end()
    await history.stop()
  }
}

function printed({ tables, answer }: Reported, format: ReportOptions['format'], width: number | null): string {
  if (format === 'json') return JSON.stringify(answer, null, 2)
  if (format === 'csv') return tablesCsv(tables).replace(/\n$/, '')
  return tables.map((table) => textTable(table, width)).join('\n\n')
}

type Restricting = Exclude<keyof ReportOptions, keyof SettingsOptions | 'format'>

const FLAGS: Readonly<Record<Restricting, string>> = {
  feature: '--feature',
  tag: '--tag',
  from: '--from',
  to: '--to',
  workingHours: '--working-hours',
  kind: '--kind',
}

function takenBy(what: Report): readonly Restricting[] {
  if (what === 'seats' || what === 'expiry') return ['feature', 'tag']
  if (what === 'capacity') return ['feature', 'tag', 'from', 'to']
  if (what === 'denials') return ['feature', 'tag', 'from', 'to', 'kind']
  if (isOneOf(PERSON_REPORTS, what)) return ['from', 'to', 'workingHours']
  return ['feature', 'tag', 'from', 'to', 'workingHours']
}

/** What is wrong with a report's name and options, as one sentence; null when nothing is. */
function usageProblem(what: Report, name: string, options: ReportOptions): string | null {
  const isOfPerson = isOneOf(PERSON_REPORTS, what)
  if (isOfPerson && name === '') return `Name the ${what}: seatlog report ${what} NAME.`
  if (!isOfPerson && name !== '') return `The report ${what} takes no name: “${name}” is too much.`
  if (isOneOf(FEATURE_REPORTS, what) && (options.feature ?? '').trim() === '')
    return `Name the feature: seatlog report ${what} --feature NAME; seatlog report features lists all.`
  const taken = takenBy(what)
  const wrong = (Object.keys(FLAGS) as readonly Restricting[]).find(
    (key) => options[key] !== undefined && !taken.includes(key),
  )
  return wrong === undefined ? null : `The report ${what} takes no ${FLAGS[wrong]}.`
}
