import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Files of the record, and not those that are replaced whole or are on their way. */
const ROW_FILE = /\.(?:csv|chk|den|cap|jsonl)$/
const DAY = /\d{4}([-.])\d\d\1\d\d/

/** The bytes of all row files of a data folder, which may not be there yet, by their paths below it, in the order of these. */
export function rowFiles(data: string): ReadonlyMap<string, Buffer> {
  if (!existsSync(data)) return new Map()
  const paths = readdirSync(data, { recursive: true, encoding: 'utf8' }).filter(
    (path) => ROW_FILE.test(path) && !path.startsWith('state') && !path.includes('/.'),
  )
  return new Map(paths.sort().map((path) => [path, readFileSync(join(data, path))]))
}

/**
 * The whole lines of all row files, by file without its day: rows that had to wait stand in the file of a later day, and
 * each of these has its header.
 */
export function recordedLines(data: string): ReadonlyMap<string, readonly string[]> {
  const lines = new Map<string, string[]>()
  for (const [path, bytes] of rowFiles(data)) {
    const file = path.replace(DAY, '')
    const [head, ...rows] = bytes.toString().split('\n').slice(0, -1)
    const isHeader = head !== undefined && (/\.csv$/.test(path) || head.startsWith('#'))
    const known = lines.get(file) ?? (isHeader ? [head] : [])
    known.push(...(isHeader ? rows : [head ?? '', ...rows]))
    lines.set(file, known)
  }
  return lines
}

/** How rows that were lost or doubled show, one sentence each; `expected` is what is recorded where nothing dies. */
export interface Differences {
  readonly lost: readonly string[]
  /** Twice, or never to be written. */
  readonly doubled: readonly string[]
  /** The same lines in another order. */
  readonly moved: readonly string[]
}

export function differences(
  expected: ReadonlyMap<string, readonly string[]>,
  found: ReadonlyMap<string, readonly string[]>,
): Differences {
  const all = [...new Set([...expected.keys(), ...found.keys()])].map((file) => {
    const [want, got] = [expected.get(file) ?? [], found.get(file) ?? []]
    const [lost, doubled] = [without(want, got), without(got, want)].map((lines) =>
      lines.map((line) => `${file}: ${line}`),
    )
    const isMoved = lost?.length === 0 && doubled?.length === 0 && want.some((line, at) => line !== got[at])
    return { lost: lost ?? [], doubled: doubled ?? [], moved: isMoved ? [file] : [] }
  })
  return {
    lost: all.flatMap(({ lost }) => lost),
    doubled: all.flatMap(({ doubled }) => doubled),
    moved: all.flatMap(({ moved }) => moved),
  }
}

/** The lines of which the other ones have fewer, each as often as it is missing there. */
function without(lines: readonly string[], others: readonly string[]): readonly string[] {
  const left = new Map<string, number>()
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1)
  return lines.filter((line) => {
    const count = left.get(line) ?? 0
    left.set(line, count - 1)
    return count <= 0
  })
}
