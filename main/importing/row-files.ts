import { join } from 'node:path'
import type { FileAccess } from '../datafiles/file-access.ts'
import { IMPORTED_FEATURES_HEADER } from '../datafiles/imported-features-csv.ts'
import { type RowFilePlace, type RowKind, rowFilePlace } from '../datafiles/layout.ts'

/** So many characters wait at most before they are written. */
const MOST_WAITING = 8 << 20

/** Writes rows of one tag into the files of their days, of which a long log has thousands: many rows at a time. */
export interface RowFiles {
  add(kind: RowKind, day: string, line: string): void
  /** Writes when enough waits. Rejects with the system's errors. */
  relieve(): Promise<void>
  /** Writes all that waits. */
  flush(): Promise<void>
}

interface Waiting {
  readonly place: RowFilePlace
  lines: string[]
}

/** `base`: the folder, relative to the data folder, with `/`. `csvEol`: the line end of new CSV files. */
export function createRowFiles(
  files: FileAccess,
  { data, base, tag, csvEol }: { readonly data: string; readonly base: string; readonly tag: string; csvEol: string },
): RowFiles {
  const open = new Map<string, Waiting>()
  const made = new Set<string>()
  const begun = new Set<string>()
  let waiting = 0

  async function makeFolders(folders: readonly string[]): Promise<string> {
    let folder = data
    for (const name of folders) {
      folder = join(folder, name)
      if (!made.has(folder)) await files.makeFolder(folder)
      made.add(folder)
    }
    return folder
  }

  async function flush(): Promise<void> {
    for (const [key, { place, lines }] of open) {
      const file = join(await makeFolders(place.folders), place.fileName)
      const header = begun.has(key) || place.header === null ? [] : [place.header]
      const eol = place.csv ? csvEol : '\n'
      await files.append(file, Buffer.from([...header, ...lines].map((line) => line + eol).join('')))
      begun.add(key)
    }
    open.clear()
    waiting = 0
  }

  return {
    add(kind, day, line) {
      const key = `${kind} ${day}`
      const known = open.get(key)
      if (known === undefined) open.set(key, { place: placeOf(kind, day), lines: [line] })
      else known.lines.push(line)
      waiting += line.length
    },
    async relieve() {
      if (waiting > MOST_WAITING) await flush()
    },
    flush,
  }

  function placeOf(kind: RowKind, day: string): RowFilePlace {
    const place = rowFilePlace({ kind, tag, name: '', base }, day, null)
    return kind === 'features' ? { ...place, header: IMPORTED_FEATURES_HEADER } : place
  }
}
