import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { FileAccess } from '../../../main/datafiles/file-access.ts'
import { answer } from '../../../main/history/answer.ts'
import { createIndex, type IndexDatabase } from '../../../main/history/database.ts'
import { type Basis, type IndexParts, indexParts } from '../../../main/history/index-parts.ts'
import { ingest } from '../../../main/history/ingest.ts'
import { keepUsage } from '../../../main/history/keep-usage.ts'
import { createOverlay, type OpenOfTag } from '../../../main/history/overlay.ts'
import { type Gathered, putRows } from '../../../main/history/put-rows.ts'
import { createReader } from '../../../main/history/reader.ts'
import type { AnswerOf, AskedOf, Question } from '../../../preload/contract/history.ts'

/** A data folder in memory: text of each file by its path in it. */
export class MemoryFolder {
  readonly bytes = new Map<string, Buffer>()

  static of(texts: Readonly<Record<string, string>>): MemoryFolder {
    const folder = new MemoryFolder()
    for (const [path, text] of Object.entries(texts)) folder.append(path, text)
    return folder
  }

  append(path: string, text: string | Uint8Array): void {
    this.bytes.set(path, Buffer.concat([this.bytes.get(path) ?? Buffer.alloc(0), Buffer.from(text as string)]))
  }

  replace(path: string, text: string): void {
    this.bytes.set(path, Buffer.from(text))
  }
}

/** The reading steps over folders in memory; the index takes no others. */
export function memoryFiles(folders: Readonly<Record<string, MemoryFolder>>): FileAccess {
  const fileAt = (file: string): Buffer | null => {
    for (const [root, { bytes }] of Object.entries(folders))
      if (file.startsWith(`${root}/`)) return bytes.get(file.slice(root.length + 1)) ?? null
    return null
  }
  const steps: Pick<FileAccess, 'tail' | 'read' | 'list'> = {
    async tail(file, length) {
      const found = fileAt(file)
      return found === null ? null : { size: found.length, bytes: found.subarray(Math.max(0, found.length - length)) }
    },
    async read(file, from, length) {
      return fileAt(file)?.subarray(from, from + length) ?? null
    },
    async list(folder) {
      const entries = new Map<string, boolean>()
      for (const [root, { bytes }] of Object.entries(folders)) {
        for (const path of bytes.keys()) {
          const file = `${root}/${path}`
          if (!file.startsWith(`${folder}/`)) continue
          const [name = '', ...below] = file.slice(folder.length + 1).split('/')
          entries.set(name, below.length > 0)
        }
      }
      return entries.size === 0
        ? null
        : [...entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, isFolder]) => ({ name, isFolder }))
    },
  }
  return steps as FileAccess
}

export const BASIS: Basis = { zones: { '': 'Europe/Berlin' }, workingHours: {}, denials: {} }

const ROOM = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/** A new index, thrown away when `drop` is called or, in its absence, when the test is over. */
export function newDatabase(): { readonly db: IndexDatabase; readonly drop: () => void } {
  const folder = mkdtempSync(join(ROOM, 'seatlog-history-'))
  const db = createIndex(join(folder, 'index.db'))
  return {
    db,
    drop() {
      db.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export interface Built {
  readonly index: IndexParts
  /** Reads what is new in the folders, each time as if Seatlog had been started anew; `keeps`: and sums up what has passed. */
  read(options?: { readonly gather?: number; readonly keeps?: boolean }): Promise<void>
  ask<Q extends Question>(question: Q, asked: AskedOf<Q>): AnswerOf<Q>
  readonly drop: () => void
}

export interface Circumstances {
  readonly basis?: Basis
  readonly open?: readonly OpenOfTag[]
  readonly now?: number
  readonly groups?: ReadonlyMap<string, ReadonlySet<string>>
}

/** An index over folders in memory, the data folder first; nothing is read yet. */
export function newIndex(
  folders: readonly MemoryFolder[],
  { basis = BASIS, open = [], now = 0, groups = new Map() }: Circumstances = {},
): Built {
  const { db, drop } = newDatabase()
  const roots = folders.map((folder, which) => [`/folder${which}`, folder] as const)
  const files = memoryFiles(Object.fromEntries(roots))
  let index = indexParts(db, basis)
  return {
    get index() {
      return index
    },
    async read({ gather = 0, keeps = true } = {}) {
      const reading = indexParts(db, basis)
      index = reading
      const put = async (gathered: Gathered): Promise<void> => db.transaction(() => putRows(reading, gathered))
      const sink = { most: gather, put }
      const whole = await ingest({
        index: reading,
        files,
        folders: roots.map(([path]) => ({ path, rootTag: null })),
        ...(gather === 0 ? {} : { sink }),
        told: () => undefined,
        isCancelled: () => false,
      })
      if (!whole) throw new Error('cancelled')
      if (keeps) keepUsage(reading)
    },
    ask: (question, asked) =>
      answer(createReader(index, createOverlay(open, index.numbers)), question, asked, {
        now,
        groups,
        groupsProblem: null,
      }),
    drop,
  }
}

/** An index in which all of the folders has been read; it lives as long as the test. */
export async function indexOf(folders: readonly MemoryFolder[], about: Circumstances = {}): Promise<Built> {
  const built = newIndex(folders, about)
  onTestFinished(() => built.drop())
  await built.read({ gather: 1_000_000 })
  return built
}
