import process from 'node:process'
import { createInterface } from 'node:readline/promises'
import { Presets, SingleBar } from 'cli-progress'
import { counted } from '../../preload/contract/counted.ts'
import { type Forgotten, forgetBySettings } from '../service/forget.ts'
import { type GlobalOptions, settingsSource } from './options.ts'
import { say } from './say.ts'

/** Asks at the terminal; '' where the answer is refused (Ctrl+C, Ctrl+D). */
type Ask = (question: string) => Promise<string>

/**
 * `seatlog forget USER`: removes a person from the files and prints what was removed. Searches and asks first, so that it
 * needs a terminal or `--yes`. Ends with 1 when something could not be reached. `ask`: null where there is no terminal.
 */
export async function forget(user: string, options: GlobalOptions, ask = terminal()): Promise<number> {
  if (user.trim() === '') {
    say('It needs the name of a user, as lmstat prints it.')
    return 2
  }
  if (options.dryRun || !options.yes) {
    if (!options.dryRun && ask === null) {
      say('Nothing was removed: standard input is no terminal; give --yes to remove without being asked.')
      return 2
    }
    const searched = await run(user, true, options)
    if (!searched.ok) return failed(searched.message)
    show(searched.value)
    if (options.dryRun || ask === null || searched.value.found.length === 0) return ended(searched.value)
    const answer = await ask(`Remove all of this about ${user} for ever? Type yes: `)
    if (answer.trim().toLowerCase() !== 'yes') return failed('Nothing was removed.')
  }
  const removed = await run(user, false, options)
  if (!removed.ok) return failed(removed.message)
  if (!options.yes) say('Removed:')
  show(removed.value)
  say(ELSEWHERE)
  return ended(removed.value)
}

async function run(user: string, dryRun: boolean, options: GlobalOptions) {
  // Shows nothing where standard error is no terminal.
  const format = '{bar} {value} of {total} files'
  // Left to itself it would keep Ctrl+C from ending the work.
  const bar = new SingleBar({ format, clearOnComplete: true, gracefulExit: false }, Presets.shades_classic)
  const progress = (done: number, total: number): void => {
    if (done === 0) bar.start(total, 0)
    else bar.update(done)
    if (done === total) bar.stop()
  }
  try {
    return await forgetBySettings(settingsSource(options, false), { user, dryRun, progress })
  } finally {
    bar.stop()
  }
}

function show({ found, fragments }: Forgotten): void {
  if (found.length === 0) console.log('Nothing of this person was found.')
  for (const { what, rows, files } of found) {
    const counts = [...(rows === 0 ? [] : [counted(rows, 'row')]), ...(files === 0 ? [] : [counted(files, 'file')])]
    console.log(`${what}: ${counts.join(' in ')}`)
  }
  if (fragments > 0) console.log(`fragments of torn lines: ${counted(fragments, 'file')}`)
}

function ended({ notReached }: Forgotten): number {
  for (const sentence of notReached) say(sentence)
  return notReached.length === 0 ? 0 : 1
}

function terminal(): Ask | null {
  if (process.stdin.isTTY !== true) return null
  return async (question) => {
    const lines = createInterface({ input: process.stdin, output: process.stderr })
    try {
      return await lines.question(question)
    } catch (error) {
      if (!(error instanceof Error && error.name === 'AbortError')) throw error
      say('')
      return ''
    } finally {
      lines.close()
    }
  }
}

function failed(message: string): number {
  say(message)
  return 1
}

const ELSEWHERE =
  'Not Seatlog’s to erase: backups, the debug logs of lmgrd and the license server. Other users and computers whose Seatlog ' +
  'has logged into this data folder remember who held seats last: run this there, too.'
