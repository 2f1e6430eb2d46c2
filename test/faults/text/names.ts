import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, posix, win32 } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { textTable } from '../../../main/cli/text-table.ts'
import { dayOfFile, rowFilePlace } from '../../../main/datafiles/layout.ts'
import { parseLmstat } from '../../../main/lmstat/parse.ts'
import { printAnswer } from '../../../main/lmstat/print.ts'
import { answerCsv, tablesCsv } from '../../../main/service/answer-csv.ts'
import { freeTag } from '../../../main/service/setup-names.ts'
import { tagProblem } from '../../../preload/contract/tag.ts'
import type { Finding } from '../proof.ts'
import { NAMES, OBJECT_WORDS } from './hostile.ts'
import { keptNames } from './names-kept.ts'

const DATA = { posix: '/srv/data', win32: 'C:\\data' }

/** Hostile names: in data files, in names of files and tags, in exports for spreadsheets and on a terminal. */
export async function tryNames(folder: string, seed: number, random: number): Promise<readonly Finding[]> {
  const options = { seed, numRuns: random }
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom(...NAMES), pairOf(NAMES))
  const names = [...NAMES, ...fc.sample(text, options)]
  return [
    found('names, written to data files and read back', names, await keptNames(names, join(folder, 'kept'))),
    found('names of features, in names of files', names, inFileNames(names, join(folder, 'files'))),
    found('names as tags of servers', names, names.flatMap(asTag)),
    found('names in CSV for spreadsheets', names, names.flatMap(inSpreadsheet)),
    found('names on a terminal', names, names.flatMap(onTerminal)),
    found('names that objects are born with, in lmstat', OBJECT_WORDS, OBJECT_WORDS.flatMap(inAnswer)),
  ]
}

const pairOf = (names: readonly string[]): fc.Arbitrary<string> =>
  fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names)).map(([one, other]) => one + other)

const found = (what: string, names: readonly string[], wrong: readonly string[]): Finding => ({
  what,
  times: names.length,
  figures: '',
  wrong,
})

const told = (name: string): string => JSON.stringify(name).slice(0, 120)

/** Each a file of its own, inside of the folder, with a name that every system takes and the readers know again. */
function inFileNames(names: readonly string[], folder: string): readonly string[] {
  const wrong: string[] = []
  const nameOf = new Map<string, string>()
  const place = join(folder, 'cad')
  mkdirSync(place, { recursive: true })
  for (const name of names.filter((one) => one !== '')) {
    const target = { kind: 'users', tag: 'cad', name, base: '' } as const
    const { folders, fileName } = rowFilePlace(target, '2026-03-02', null)
    const problem = fileProblem([...folders, fileName])
    if (problem !== null) wrong.push(`${told(name)} makes a file’s name that ${problem}: ${fileName}`)
    // A half of a character is none in any file system.
    if (dayOfFile('users', fileName.toWellFormed()) !== '2026-03-02')
      wrong.push(`${told(name)} makes a file that is not found again`)
    const file = asCompared(fileName)
    const other = nameOf.get(file) ?? name
    if (asCompared(other) !== asCompared(name)) wrong.push(`${told(name)} shares a file with ${told(other)}`)
    nameOf.set(file, other)
    if (problem === null) writeFileSync(join(place, fileName), '')
  }
  const there = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const outside = there.filter((file) => file !== 'cad' && !/^cad[\\/]2026-03-02 .* users\.csv$/s.test(file))
  return [...wrong, ...outside.map((file) => `${file} was made, which is none of a features’ files`)]
}

/** As Windows compares files, and license servers features; a half of a character is the same as every other. */
const asCompared = (name: string): string => name.toWellFormed().toLowerCase()

const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(?:\.|$)/i

/** What no system would take, or what leads out of the data folder; null: nothing. */
function fileProblem(parts: readonly string[]): string | null {
  for (const part of parts) {
    if (/[<>:"/\\|?*]|[^\P{Cc}\x7f-\x9f]/u.test(part)) return 'holds what Windows refuses'
    if (/[. ]$/.test(part)) return 'ends with what Windows cuts off'
    if (DEVICE.test(part)) return 'is that of a device'
    if (Buffer.byteLength(part) > 255 || part === '' || part === '..') return 'is too long, or none'
  }
  const isInside =
    posix.join(DATA.posix, ...parts).startsWith(`${DATA.posix}/`) &&
    win32.join(DATA.win32, ...parts).startsWith(`${DATA.win32}\\`)
  return isInside ? null : 'leads out of its folder'
}

/** What is taken as a tag is a folder's name that every system takes; and one is proposed for every host. */
function asTag(name: string): readonly string[] {
  const proposed = freeTag(`27000@${name}`, ['licenses'])
  return [name, proposed].flatMap((tag) => {
    const problem = tagProblem(tag, []) === null ? fileProblem([tag]) : null
    const refused = tag === proposed && tagProblem(tag, []) !== null
    return problem === null && !refused
      ? []
      : [`${told(name)} gives the tag ${told(tag)}, which ${problem ?? 'is refused'}`]
  })
}

/** What a spreadsheet would run when a cell begins with it. */
const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/

function inSpreadsheet(name: string): readonly string[] {
  const column = { name, kind: 'text' } as const
  const csv = tablesCsv([{ title: name, about: [[name, name]], columns: [column, column], rows: [[name, 7]] }])
  const cells = parse(csv, { relax_column_count: true }).flat() as readonly string[]
  const run = cells.filter((cell) => FORMULA.test(cell))
  const whole = name.toWellFormed()
  const kept = cells.filter((cell) => cell === whole || cell === `'${whole}`).length
  const span = { from: 0, to: 86_400 }
  const asked = { ...span, working: false, tags: ['cad'], feature: name }
  const answer = { span, zone: 'UTC', working: false, cells: [], issued: null }
  const { fileName } = answerCsv('heat', asked, answer, { zoneOf: () => 'UTC', productsOf: () => [] })
  const problem = fileProblem([fileName.toWellFormed()])
  return [
    ...run.map((cell) => `${told(name)} is a formula in a spreadsheet: ${told(cell)}`),
    ...(kept >= 6 ? [] : [`${told(name)} stands ${kept} times in a table that has it 6 times`]),
    ...(problem === null ? [] : [`${told(name)} makes the name of an export that ${problem}`]),
  ]
}

/** What a terminal obeys, and what turns the order of a line. */
const OBEYED = /[[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]--\n]/v

function onTerminal(name: string): readonly string[] {
  const column = { name: 'name', kind: 'text' } as const
  const table = textTable({ title: name, about: [['of', name]], columns: [column], rows: [[name]] }, 80)
  return OBEYED.test(table) ? [`${told(name)} is obeyed by a terminal`] : []
}

/** Such a word is a name like every other, in every place. */
function inAnswer(word: string): readonly string[] {
  const text = readFileSync(join(import.meta.dirname, '../../../fixtures/lmstat/single-server.txt'), 'utf8')
  const known = parseLmstat(text)
  const names = known.servers.flatMap(({ daemons }) =>
    daemons.flatMap(({ name, features }) => [name, ...features.map((one) => one.name)]),
  )
  const changed = names.reduce((before, name) => before.replaceAll(name, word), text)
  const answer = parseLmstat(changed, { daemonOf: new Map([[word, word]]) })
  const daemons = answer.servers.flatMap((server) => server.daemons)
  const features = daemons.flatMap((daemon) => daemon.features)
  const isThere =
    features.length > 0 && features.every(({ name }) => name === word) && daemons.every(({ name }) => name === word)
  // What `printAnswer` leaves out serves Seatlog alone.
  const whole = JSON.stringify(answer, (key, value) => (['pool', 'startText'].includes(key) ? undefined : value))
  return [
    ...(isThere ? [] : [`${word} is lost as the name of a daemon or feature`]),
    ...(isDeepStrictEqual(JSON.parse(printAnswer(answer)), JSON.parse(whole)) ? [] : [`${word} is printed as another`]),
  ]
}
