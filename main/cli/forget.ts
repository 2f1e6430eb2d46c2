import process from 'node:process'
import { createInterface } from 'node:readline/promises'
import { Presets, SingleBar } from 'cli-progress'
import { type Forgotten, forgetBySettings } from '../service/forget.ts'
import { type GlobalOptions, settingsSource } from './options.ts'
import { say } from './say.ts'

/**
 * `seatlog forget USER`: removes a person from the files and prints what was removed. Asks first at a terminal. Ends with 1
 * when something could not be reached.
 */
export async function forget(user: string, options: GlobalOptions): Promise<number> {
  if (user.trim() === '') {
    say('It needs the name of a user, as lmstat prints it.')
    return 2
  }
  const asks = process.stdin.isTTY === true && !options.yes && !options.dryRun
  if (options.dryRun || asks) {
    const searched = await run(user, true, options)
    if (!searched.ok) return failed(searched.message)
    show(searched.value)
    if (options.dryRun) return ended(searched.value)
    if (!(await isConfirmed(user))) return failed('Nothing was removed.')
  }
  const removed = await run(user, false, options)
  if (!removed.ok) return failed(removed.message)
  if (asks) say('Removed:')
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

function show({ found }: Forgotten): void {
  if (found.length === 0) console.log('Nothing of this person was found.')
  for (const { what, rows, files } of found) {
    const counts = [counted(rows, 'row'), counted(files, 'file')].filter((count) => count !== '')
    console.log(`${what}: ${counts.join(' in ')}`)
  }
}

const counted = (count: number, what: string): string =>
  count === 0 ? '' : `${count} ${what}${count === 1 ? '' : 's'}`

function ended({ notReached }: Forgotten): number {
  for (const sentence of notReached) say(sentence)
  return notReached.length === 0 ? 0 : 1
}

async function isConfirmed(user: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await terminal.question(`Remove all of this about ${user} for ever? Type yes: `)
  terminal.close()
  return answer.trim().toLowerCase() === 'yes'
}

function failed(message: string): number {
  say(message)
  return 1
}

const ELSEWHERE =
  'Not Seatlog’s to erase: backups, the debug logs of lmgrd and the license server. Other users and computers whose Seatlog ' +
  'has logged into this data folder remember who held seats last: run this there, too.'
