import type { FileAccess } from './file-access.ts'
import type { Eraser } from './forget-lines.ts'

const CHUNK_BYTES = 1024 * 1024
const [LF, CR] = [10, 13]

/**
 * Takes the lines out of a file, or changes them, that `erase` says, and answers how many; all other bytes stay. The file
 * is replaced by a new one in one step, or not touched where no line changes. `dryRun` only counts. Rejects with the
 * system's errors.
 */
export async function forgetInFile(
  files: FileAccess,
  file: string,
  erase: Eraser,
  { dryRun }: { readonly dryRun: boolean },
): Promise<number> {
  const fresh = `${file}.forget`
  // Left behind by a run that died.
  if (!dryRun && (await files.tail(fresh, 0)) !== null) await files.remove(fresh)
  let lines = 0
  for await (const piece of piecesOf(files, file)) lines += erasedIn(piece, erase).lines
  if (lines === 0 || dryRun) return lines
  try {
    for await (const piece of piecesOf(files, file)) await files.append(fresh, erasedIn(piece, erase).kept)
    await files.putInPlace(fresh, file)
    return lines
  } catch (error) {
    await files.remove(fresh).catch(() => undefined)
    throw error
  }
}

/** The file in pieces of whole lines; the last one may lack its line end. */
async function* piecesOf(files: FileAccess, file: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0)
  let from = 0
  for (;;) {
    const bytes = await files.read(file, from, CHUNK_BYTES)
    if (bytes === null || bytes.length === 0) break
    from += bytes.length
    const all = rest.length === 0 ? bytes : Buffer.concat([rest, bytes])
    const end = all.lastIndexOf(LF) + 1
    if (end > 0) yield all.subarray(0, end)
    rest = all.subarray(end)
  }
  if (rest.length > 0) yield rest
}

function erasedIn(piece: Buffer, erase: Eraser): { readonly kept: Buffer; readonly lines: number } {
  const kept: Buffer[] = []
  let lines = 0
  let keptFrom = 0
  for (let start = 0; start < piece.length; ) {
    const next = piece.indexOf(LF, start) + 1 || piece.length
    const end = lineEnd(piece, start, next)
    const line = textOf(piece.subarray(start, end))
    const after = erase(line)
    if (after !== line) {
      kept.push(piece.subarray(keptFrom, start))
      if (after !== null) kept.push(Buffer.from(after), piece.subarray(end, next))
      keptFrom = next
      lines++
    }
    start = next
  }
  kept.push(piece.subarray(keptFrom))
  return { kept: Buffer.concat(kept), lines }
}

function lineEnd(piece: Buffer, start: number, next: number): number {
  if (piece[next - 1] !== LF) return next
  return next - 2 >= start && piece[next - 2] === CR ? next - 2 : next - 1
}

/** Files that the Python logger began are in the code page of its Windows. */
function textOf(bytes: Buffer): string {
  const text = bytes.toString('utf8')
  return text.includes('\ufffd') ? bytes.toString('latin1') : text
}
