import { readdir, stat } from 'node:fs/promises'
import { join, parse, sep } from 'node:path'
import { systemCode } from '../../preload/contract/system-code.ts'

/** A file that a configured path of a debug log stands for. */
export interface LogFile {
  readonly path: string
  /** `YYYYMMDD` where the path has `@DATE@`, else ''. */
  readonly date: string
  readonly size: number
  /** Milliseconds of the last change. */
  readonly modified: number
}

/** Whether files are told apart by the time of their last change, not by their name alone. */
export const takesLatest = (pattern: string): boolean => pattern.includes(LATEST)

/**
 * The files that a configured path (absolute) stands for now, the oldest first. `@DATE@` stands for a year, month and day in figures
 * (`2026-03-14`, `2026.03.14`, `2026_03_14`, `20260314`), the latest of which is the newest; `@LATEST@` for any text, and
 * the file changed last is the newest. Both may stand in names of folders as well. Packed files (`.gz`, `.zip`, …) are none
 * of them. Rejects with the system's error where a folder may not be read.
 */
export async function logFiles(pattern: string): Promise<LogFile[]> {
  const { root } = parse(pattern)
  const segments = pattern.slice(root.length).split(sep === '\\' ? /[\\/]+/ : /\/+/)
  let places = [{ path: root, date: '' }]
  for (const segment of segments) {
    if (!segment.includes(DATE) && !segment.includes(LATEST)) {
      places = places.map(({ path, date }) => ({ path: join(path, segment), date }))
      continue
    }
    const expression = expressionOf(segment)
    const inEach = places.map(async ({ path, date }) =>
      (await namesIn(path)).flatMap((name) => {
        const match = expression.exec(name)
        return match === null || PACKED.test(name) ? [] : [{ path: join(path, name), date: date || dateOf(match) }]
      }),
    )
    places = (await Promise.all(inEach)).flat()
  }
  const files = await Promise.all(places.map(withTime))
  const latest = takesLatest(pattern)
  return files
    .filter((file) => file !== null)
    .sort((a, b) => compare(a.date, b.date) || (latest ? a.modified - b.modified : 0) || compare(a.path, b.path))
}

/** Files with a number or date behind the name of a file, which is how it is rotated; the one changed first is the first. */
export async function rotatedFrom(path: string): Promise<LogFile[]> {
  const files = await logFiles(path + LATEST)
  return files.filter((file) => /^[-._][\d\-._T]*\d$/.test(file.path.slice(path.length)))
}

const DATE = '@DATE@'
const LATEST = '@LATEST@'
const PACKED = /\.(?:gz|bz2|xz|zst|zip|7z|z)$/i

function expressionOf(segment: string): RegExp {
  const source = segment
    .split(/(@DATE@|@LATEST@)/)
    .map((part) => {
      if (part === DATE) return '(\\d{4}[-._]?\\d\\d[-._]?\\d\\d)'
      return part === LATEST ? '.*' : part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
    })
    .join('')
  return new RegExp(`^${source}$`, process.platform === 'win32' ? 'is' : 's')
}

const dateOf = (match: RegExpExecArray): string => (match[1] ?? '').replace(/\D/g, '')

/** Names of files in a folder; none where there is no such folder. */
export const namesIn = (folder: string): Promise<string[]> => absentAs<string[]>(readdir(folder), [])

async function withTime(place: { path: string; date: string }): Promise<LogFile | null> {
  const stats = await absentAs(stat(place.path), null)
  return stats?.isFile() ? { ...place, size: stats.size, modified: stats.mtimeMs } : null
}

async function absentAs<T>(work: Promise<T>, absent: T): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '')) return absent
    throw error
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
