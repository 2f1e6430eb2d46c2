import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { FileAccess } from '../../../main/datafiles/file-access.ts'

/** What stands on the disk at a moment at which a process may be killed. */
export interface Moment {
  /** What it had just done, or was doing. */
  readonly what: string
  /** Puts it in the place of what stands there now. */
  restore(): void
}

/** By path below the folder; null: a folder. */
type Disk = ReadonlyMap<string, Buffer | null>
type Step = (file: string, ...rest: readonly unknown[]) => Promise<unknown>

/**
 * Takes a photo of a folder behind every step of a work that changes something in it, and, of every write, one for each
 * number of bytes that may have been written: all moments at which a kill leaves something else behind. The work gets the
 * access to files that it has to use; databases it may open by itself. Of what is written beside a file, to be put in its
 * place, nobody reads anything: `everyUnread` thins those moments out.
 */
export async function photograph(
  folder: string,
  files: FileAccess,
  work: (files: FileAccess) => Promise<unknown>,
  everyUnread = 1,
): Promise<readonly Moment[]> {
  const moments: Moment[] = []
  let last: Disk = diskOf(folder, new Map())
  take('at the beginning', last)

  function take(what: string, disk: Disk): void {
    moments.push({ what, restore: () => restore(folder, disk) })
  }
  function takeWith(what: string, path: string, bytes: () => Buffer): void {
    const disk = last
    moments.push({ what, restore: () => restore(folder, new Map([...disk, [path, bytes()]])) })
  }
  /** Takes what is new. `atOnce`: it was put in its place whole. */
  function look(what: string, atOnce = false): void {
    const now = diskOf(folder, last)
    const paths = [...new Set([...last.keys(), ...now.keys()])].filter((path) => last.get(path) !== now.get(path))
    if (paths.length === 0) return
    for (const path of paths) {
      const [before = null, after = null] = [last.get(path), now.get(path)]
      if (after === null || atOnce || isMoved(path, after, now)) continue
      for (const bytes of partsOf(path, before, after))
        takeWith(`${what}: ${bytes} bytes of ${path}`, path, () => partly(before, after, bytes))
    }
    last = now
    take(what, now)
  }

  /** Stood elsewhere before, and does not any more. */
  function isMoved(path: string, bytes: Buffer, now: Disk): boolean {
    return !last.has(path) && [...last].some(([other, was]) => !now.has(other) && was?.equals(bytes))
  }

  const watched = Object.entries(files).map(([name, step]: [string, Step]) => {
    const photographed: Step = async (file, ...rest) => {
      const path = relative(folder, file)
      look(`before ${name} ${path}`)
      // It writes another file, and puts that in the place of the old one at once.
      const text = name === 'replace' ? Buffer.from(String(rest[0])) : null
      for (let bytes = 0; bytes <= (text?.length ?? -1); bytes += everyUnread)
        takeWith(`${name} ${path}: ${bytes} bytes`, `${path}.0badcafe.new`, () =>
          Buffer.from(text?.subarray(0, bytes) ?? ''),
        )
      const result = await step(file, ...rest)
      look(`${name} ${path}`, name === 'replace' || name === 'putInPlace')
      return result
    }
    return [name, photographed]
  })
  const { exec } = DatabaseSync.prototype
  DatabaseSync.prototype.exec = function (sql) {
    exec.call(this, sql)
    look(sql.slice(0, 20))
  }
  try {
    await work(Object.fromEntries(watched) as FileAccess)
  } finally {
    DatabaseSync.prototype.exec = exec
  }
  look('at the end')
  return moments
}

/** What does not differ from `last` is the same object. */
function diskOf(folder: string, last: Disk): Disk {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return new Map(
    entries.map((entry) => {
      const file = join(entry.parentPath, entry.name)
      const path = relative(folder, file)
      if (entry.isDirectory()) return [path, null]
      const [bytes, known] = [readFileSync(file), last.get(path)]
      return [path, known?.equals(bytes) ? known : bytes]
    }),
  )
}

function restore(folder: string, disk: Disk): void {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  for (const [path, bytes] of disk) {
    const file = join(folder, path)
    if (bytes === null) mkdirSync(file, { recursive: true })
    else {
      mkdirSync(join(file, '..'), { recursive: true })
      writeFileSync(file, bytes)
    }
  }
}

const DATABASE = /\.sqlite(?:-wal)?$/
/** Databases are written by pages: no page, and no frame of a log, has all its ends there. */
const OF_DATABASE = 509

/** How many bytes of a file may be new while it is written: of what is cut or replaced all at once. */
function partsOf(path: string, before: Buffer | null, after: Buffer): readonly number[] {
  const old = before ?? Buffer.alloc(0)
  const isDatabase = DATABASE.test(path)
  if (!isDatabase && !after.subarray(0, old.length).equals(old)) return []
  const first = isDatabase ? commonLength(old, after) : old.length
  const step = isDatabase ? OF_DATABASE : 1
  // A new file is there before its first byte.
  const from = before === null ? 0 : first + 1
  return Array.from({ length: Math.max(0, Math.ceil((after.length - from) / step)) }, (_, at) => from + at * step)
}

const partly = (before: Buffer | null, after: Buffer, bytes: number): Buffer =>
  Buffer.concat([after.subarray(0, bytes), before?.subarray(bytes) ?? Buffer.alloc(0)])

function commonLength(one: Buffer, other: Buffer): number {
  const length = Math.min(one.length, other.length)
  for (let at = 0; at < length; at++) if (one[at] !== other[at]) return at
  return length
}
