import { systemCode } from '../../preload/contract/system-code.ts'
import type { FileAccess } from '../datafiles/file-access.ts'
import { openFile } from '../datafiles/layout.ts'
import { decodeOpen } from '../datafiles/open-jsonl.ts'
import type { OpenOfTag } from './overlay.ts'

/** By tag what was read last, for the next time: of fifty servers one was polled, and the files of the others are the same. */
export type KnownOpen = Map<string, { readonly text: string; readonly open: OpenOfTag }>

/** The open checkouts of tags, as their loggers copied them after the last poll; what cannot be read is not there. */
export async function readAllOpen(
  files: FileAccess,
  data: string,
  tags: readonly string[],
  known: KnownOpen = new Map(),
): Promise<readonly OpenOfTag[]> {
  const found = await Promise.all(
    tags.map(async (tag): Promise<readonly OpenOfTag[]> => {
      const text = await textOf(files, openFile(data, tag))
      if (text === null) return []
      const before = known.get(tag)
      const open = before?.text === text ? before.open : openOf(tag, text)
      known.set(tag, { text, open })
      return open.asOf === 0 ? [] : [open]
    }),
  )
  return found.flat()
}

async function textOf(files: FileAccess, file: string): Promise<string | null> {
  try {
    return await files.readText(file)
  } catch (error) {
    if (systemCode(error) === null) throw error
    return null
  }
}

function openOf(tag: string, text: string): OpenOfTag {
  const { asOf, rows } = decodeOpen(text)
  return { tag, asOf, rows: rows.map((row) => ({ ...row, tag, checkinAt: row.checkinAt ?? null })) }
}
