import { counted } from '../../preload/contract/counted.ts'
import type { HistoryStatus } from '../../preload/contract/history.ts'
import { stampsIn } from '../service/answer-tables/words.ts'
import { historyBySettings, type OpenHistory } from '../service/history-by-settings.ts'
import { showReading } from './history-progress.ts'
import { type GlobalOptions, settingsSource } from './options.ts'
import { say } from './say.ts'
import { untilInterrupted } from './until-interrupted.ts'

/** Files that are gone may be a year's. */
const MOST_NAMED = 20

/**
 * `seatlog rebuild [--anyway]`: reads all data files anew; prints what there is, and the lines that could not be read. The old
 * index stays where it is interrupted or fails, as where files are gone that were read once, unless `--anyway`.
 */
export async function rebuild(options: GlobalOptions, open: OpenHistory = historyBySettings): Promise<number> {
  const opened = open(settingsSource(options, false))
  if (!opened.ok) {
    say(opened.message)
    return 1
  }
  const { history, warnings } = opened.value
  for (const warning of warnings) say(warning)
  void untilInterrupted().then(() => history.cancel())
  const end = showReading(history)
  try {
    const rebuilt = await history.rebuild(options.anyway === true)
    end()
    if (rebuilt.ok) {
      for (const line of reportLines(history.status())) console.log(line)
      return 0
    }
    say(rebuilt.message)
    const { missing } = history.status()
    if (missing.length > 0) {
      for (const file of missing.slice(0, MOST_NAMED)) say(`  ${file}`)
      if (missing.length > MOST_NAMED) say(`  and ${missing.length - MOST_NAMED} more`)
      say('--anyway goes on without them.')
    }
    return 1
  } finally {
    end()
    await history.stop()
  }
}

function reportLines({ record, servers, checkouts, denials, skipped }: HistoryStatus): readonly string[] {
  const lines = servers.map(({ tag, zone }) => `server     ${tag}, ${zone}`)
  if (record !== null) {
    const { zone } = servers[0] ?? { zone: 'UTC' }
    const stamp = stampsIn(zone)
    lines.push(`record     ${stamp(record.from)} to ${stamp(record.to)}, ${zone}`)
  }
  lines.push(`checkouts  ${checkouts}`, `denials    ${denials}`, `skipped    ${counted(skipped.lines, 'line')}`)
  lines.push(...skipped.told.map((told) => `  ${told}`))
  const untold = skipped.lines - skipped.told.length
  return untold > 0 && skipped.told.length > 0 ? [...lines, `  and ${untold} more`] : lines
}
