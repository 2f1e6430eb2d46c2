import { createDebugLogs } from './read-debug-logs.ts'
import { readTable } from './read-table.ts'
import { createUsersFiles } from './read-users.ts'
import type { RowFiles } from './row-files.ts'
import type { ImportContext, SourceReader, TableKind } from './source.ts'
import { type Decode, type SourceFile, textOf } from './source-file.ts'
import { createTally, type ImportedFile } from './tally.ts'

export interface ReadingParts {
  readonly rows: RowFiles
  readonly decode: Decode
  readonly progress: { readonly advance: (bytes: number) => void; readonly finished: (file: ImportedFile) => void }
}

/** Reads all sources of an import into rows; what came of them, in their order. Holds no more than what is open. */
export async function readSources(
  sources: readonly SourceFile[],
  context: ImportContext,
  { rows, decode, progress }: ReadingParts,
): Promise<readonly ImportedFile[]> {
  const results = new Map<SourceFile, () => ImportedFile>()

  async function read(source: SourceFile, reader: SourceReader): Promise<void> {
    for await (const text of textOf(source, decode, progress.advance)) {
      reader.push(text)
      await rows.relieve()
    }
    reader.end()
    await rows.relieve()
  }

  async function readRows(source: SourceFile, kind: TableKind): Promise<void> {
    const tally = createTally(source, rows)
    results.set(source, () => tally.result(0))
    await read(source, readTable(kind, context, tally.sink))
    progress.finished(tally.result(0))
  }

  async function readUsers(files: readonly SourceFile[]): Promise<void> {
    const users = createUsersFiles(context)
    const tallies = files.map((source) => ({ source, tally: createTally(source, rows) }))
    for (const { source, tally } of tallies) {
      results.set(source, () => tally.result(0))
      await read(source, users.reader(tally.sink))
    }
    users.end()
    await rows.relieve()
    for (const { tally } of tallies) progress.finished(tally.result(0))
  }

  async function readLogs(logs: readonly SourceFile[]): Promise<void> {
    const open = createDebugLogs(context)
    for (const source of logs) {
      const tally = createTally(source, rows)
      const reader = open(tally.sink)
      results.set(source, () => tally.result(reader.open()))
      await read(source, reader)
      progress.finished(tally.result(reader.open()))
    }
  }

  const ofKind = (kind: SourceFile['kind']) => sources.filter((source) => source.kind === kind)
  for (const source of sources) {
    if (source.kind !== 'users' && source.kind !== 'debug-log') await readRows(source, source.kind)
  }
  for (const files of Map.groupBy(ofKind('users'), ({ feature }) => feature).values()) await readUsers(files)
  await readLogs(ofKind('debug-log').toSorted((a, b) => a.begins - b.begins))
  return sources.flatMap((source) => results.get(source)?.() ?? [])
}
