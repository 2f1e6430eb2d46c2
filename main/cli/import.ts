import process from 'node:process'
import { SingleBar } from 'cli-progress'
import { counted } from '../../preload/contract/counted.ts'
import { type ImportDone, type ImportedFile, type ImportProgress, importFiles } from '../service/import-files.ts'
import { type GlobalOptions, settingsSource } from './options.ts'
import { say } from './say.ts'

const KINDS: Readonly<Record<ImportedFile['kind'], string>> = {
  'debug-log': 'debug log',
  checkouts: 'checkouts',
  denials: 'denials',
  capacity: 'capacity',
  features: 'features CSV',
  users: 'users CSV',
}

/** `seatlog import --tag T FILE…`: prints a table of what came of each file; ends with 1 where one that was named could not be imported. */
export async function importCommand(paths: readonly string[], options: GlobalOptions): Promise<number> {
  // As from a variable that is not set.
  if (paths.some((path) => path.trim() === '')) {
    say('One of the files has no name: give the path of each file or folder.')
    return 2
  }
  const shown = showProgress()
  const wish = { tag: options.tag ?? '', zone: options.zone ?? null, paths }
  const done = await importFiles(settingsSource(options, false), wish, shown)
  shown.end()
  if (!done.ok) {
    say(done.message)
    return done.code === 'bad-request' ? 2 : 1
  }
  const { files, known, notes, refused, warnings } = done.value
  const skipped = files.flatMap((file) => file.notes)
  for (const sentence of [...warnings, ...notes, ...skipped, ...known, ...refused]) say(sentence)
  if (files.length > 0) console.log(table(done.value))
  return refused.length === 0 ? 0 : 1
}

/** A bar where somebody watches, else a line for each file. */
function showProgress(): ImportProgress & { readonly end: () => void } {
  if (!process.stderr.isTTY) {
    const finished = ({ path, kind, rows }: ImportedFile) => say(`${path}: ${KINDS[kind]}, ${counted(rows, 'row')}`)
    return { begin: () => {}, advance: () => {}, finished, end: () => {} }
  }
  // Left to itself it keeps Ctrl+C from ending the import, and the terminal from wrapping lines.
  const bar = new SingleBar({
    format: '{bar} {percentage} % | {eta_formatted} left',
    gracefulExit: false,
    linewrap: true,
  })
  return {
    begin: (bytes) => bar.start(bytes, 0),
    advance: (bytes) => bar.increment(bytes),
    finished: () => {},
    end: () => bar.stop(),
  }
}

function table({ files }: ImportDone): string {
  const sum = (of: 'rows' | 'skipped' | 'open') => files.reduce((total, file) => total + file[of], 0)
  const lines = [
    ['file', 'kind', 'rows', 'skipped', 'open'],
    ...files.map(({ path, kind, rows, skipped, open }) =>
      [path, KINDS[kind], rows, skipped, kind === 'debug-log' ? open : ''].map(String),
    ),
    ['total', '', sum('rows'), sum('skipped'), sum('open')].map(String),
  ]
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  return lines
    .map((line) =>
      line
        .map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
