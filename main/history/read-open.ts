import type { FileAccess } from '../datafiles/file-access.ts'
import { readOpen } from '../datafiles/open-jsonl.ts'
import type { OpenOfTag } from './overlay.ts'

/** The open checkouts of tags, as their loggers copied them after the last poll; what cannot be read is not there. */
export async function readAllOpen(
  files: FileAccess,
  data: string,
  tags: readonly string[],
): Promise<readonly OpenOfTag[]> {
  const found = await Promise.all(
    tags.map(async (tag): Promise<readonly OpenOfTag[]> => {
      const read = await readOpen(files, data, tag)
      if (!read.ok || read.value.asOf === 0) return []
      const { asOf, rows } = read.value
      return [{ tag, asOf, rows: rows.map((row) => ({ ...row, tag, checkinAt: row.checkinAt ?? null })) }]
    }),
  )
  return found.flat()
}
