import { type FileHandle, open } from 'node:fs/promises'
import * as v from 'valibot'
import { systemCode } from '../../preload/contract/system-code.ts'
import { decodeText } from './decode.ts'
import { findMarked, fits, HEAD_BYTES, identify, idOf, type LogMark, markOf } from './log-mark.ts'
import { type LogFile, logFiles, rotatedFrom, takesLatest } from './log-path.ts'

const CHUNK_BYTES = 1024 * 1024
/** Files that were read before the present one, and are gone on with where they left off if they become it again. */
const EARLIER = 8

const bytes = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const markSchema = v.pipe(
  v.object({ id: v.string(), head: v.string(), headLength: v.pipe(bytes, v.maxValue(HEAD_BYTES)), offset: bytes }),
  v.check(({ headLength, offset }) => headLength <= offset),
)
const stateSchema = v.object({
  pattern: v.string(),
  path: v.string(),
  date: v.string(),
  modified: v.number(),
  mark: markSchema,
  earlier: v.array(markSchema),
})

/** How far a debug log was read, as JSON. `path` is the name the file had among those of the pattern when it was begun. */
export type TailState = Readonly<v.InferOutput<typeof stateSchema>>

/** A state as it was remembered; null for none, and for what is none. */
export function readTailState(remembered: unknown): TailState | null {
  const state = v.safeParse(stateSchema, remembered)
  return state.success ? state.output : null
}

/** Whole lines, with their line ends. `begins`: the first of a file; what was open in the file before goes on. */
export interface TailChunk {
  readonly text: string
  readonly begins: boolean
}

/** What a reading of a tail came to: `state` is behind the last chunk that was pushed, `more`: time was up before the end. */
export interface Tailed {
  readonly state: TailState | null
  readonly more: boolean
  readonly bytes: number
  /** `not-found`: no file has the path; `cannot-read`: the system refuses. In one sentence what to do. */
  readonly problem: { readonly code: 'not-found' | 'cannot-read'; readonly message: string } | null
}

interface Options {
  readonly push: (chunk: TailChunk) => void
  /** Milliseconds, from any zero. */
  readonly clock: () => number
  /** The time after which no further chunk is read; one always is. */
  readonly budgetMs: number
}

interface LogToRead extends LogFile {
  /** The name it had among those of the pattern. */
  readonly name: string
}

interface Run {
  state: TailState | null
  bytes: number
  readonly push: Options['push']
  readonly timeIsUp: () => boolean
}

/**
 * Reads on in the debug log that a configured path (see `logFiles`) stands for, from where `from` says: without one from
 * the start of the newest file. A file that was renamed is finished before those that had its name since are begun; one
 * that was emptied or written anew is read from the start. The last line waits until it has its line end, or the file is
 * finished. Text is UTF-8, line by line else Windows-1252, without the zeros that stand where a server writes on in a file
 * that was emptied. A chunk is at most 1 MB, whatever the size of the file.
 */
export async function readTail(
  pattern: string,
  from: TailState | null,
  { push, clock, budgetMs }: Options,
): Promise<Tailed> {
  const deadline = clock() + budgetMs
  const run: Run = { state: from, bytes: 0, push, timeIsUp: () => clock() >= deadline }
  try {
    const end = await follow(pattern, run)
    const problem = end === 'not-found' ? notFound(pattern) : null
    return { state: run.state, more: end === 'more', bytes: run.bytes, problem }
  } catch (error) {
    const code = systemCode(error)
    if (code === null) throw error
    return { state: run.state, more: false, bytes: run.bytes, problem: cannotRead(pattern, code, error) }
  }
}

async function follow(pattern: string, run: Run): Promise<'end' | 'more' | 'not-found'> {
  const files = await logFiles(pattern)
  const old = run.state?.pattern === pattern ? run.state : null
  const current = old === null ? null : await findMarked(old.path, old.mark)
  const latest = takesLatest(pattern)
  const isRotated = old !== null && current?.path !== old.path && !latest
  const rotated = isRotated ? rotatedSince(await rotatedFrom(old.path), old, current?.path ?? null) : []
  const next = [...rotated, ...following(files, old, current?.path ?? null, latest)]
  if (current === null && files.length === 0) return 'not-found'
  if (old !== null && current !== null) {
    const handle = await open(current.path, 'r')
    try {
      // Renamed at this very moment: the next call finds it again.
      if (!(await fits(handle, old.mark))) return 'more'
      if ((await readOn(handle, old, next.length > 0, run)) === 'more') return 'more'
    } finally {
      await handle.close()
    }
  }
  for (const [at, file] of next.entries()) {
    if ((await readNext(file, pattern, at < next.length - 1, run)) === 'more') return 'more'
  }
  return 'end'
}

/** Files that had the name of the present one after it, and gave it up to others since: it was rotated several times. */
function rotatedSince(beside: readonly LogFile[], old: TailState, current: string | null): LogToRead[] {
  const modified = beside.find(({ path }) => path === current)?.modified ?? old.modified
  return beside
    .filter((file) => file.path !== current && file.path !== old.path && file.size > 0 && file.modified > modified)
    .map((file) => ({ ...file, name: old.path, date: old.date }))
}

/** The files to read after the present one. An empty one is not begun: the server may still write to the other. */
function following(
  files: readonly LogFile[],
  old: TailState | null,
  current: string | null,
  latest: boolean,
): LogToRead[] {
  const begun = files.filter(({ size }) => size > 0).map((file) => ({ ...file, name: file.path }))
  if (old === null) return begun.slice(-1)
  const modified = begun.find(({ path }) => path === current)?.modified ?? old.modified
  return begun.filter((file) => {
    if (file.path === current || file.date < old.date) return false
    return file.date > old.date || file.path === old.path || (latest && file.modified > modified)
  })
}

async function readNext(file: LogToRead, pattern: string, finish: boolean, run: Run): Promise<'end' | 'more'> {
  const earlier = run.state === null ? [] : [...run.state.earlier, run.state.mark].slice(-EARLIER)
  let known: LogMark | null = null
  for (const mark of earlier.toReversed()) if (known === null && (await identify(file.path, mark))) known = mark
  const handle = await open(file.path, 'r')
  try {
    const mark = known ?? (await markOf(handle, await idOf(handle), 0, null))
    const begun = { pattern, path: file.name, date: file.date, modified: file.modified, mark }
    return await readOn(handle, { ...begun, earlier: earlier.filter((other) => other !== known) }, finish, run)
  } finally {
    await handle.close()
  }
}

/** Reads to the end of a file. `finish`: nobody writes to it any more, so that its last line needs no line end. */
async function readOn(handle: FileHandle, from: TailState, finish: boolean, run: Run): Promise<'end' | 'more'> {
  const id = await idOf(handle)
  const { mtimeMs } = await handle.stat()
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES)
  let state: TailState = { ...from, modified: mtimeMs, mark: { ...from.mark, id } }
  run.state = state
  for (;;) {
    const { offset } = state.mark
    const { bytesRead } = await handle.read(buffer, 0, CHUNK_BYTES, offset)
    const bytes = buffer.subarray(0, bytesRead)
    const lines = wholeLines(bytes)
    const last = lines.length === 0
    if (bytesRead === 0 || (last && !finish)) return 'end'
    const taken = last ? bytes : lines
    // Before the chunk is passed on: whatever fails later, the state stands behind what was passed on.
    const mark = await markOf(handle, id, offset + taken.length, state.mark)
    run.push({ text: decodeText(taken).replaceAll('\0', '') + (last ? '\n' : ''), begins: offset === 0 })
    run.bytes += taken.length
    state = { ...state, mark }
    run.state = state
    if (run.timeIsUp()) return 'more'
  }
}

/** A line longer than a chunk is damage, and taken in pieces. */
function wholeLines(bytes: Buffer): Buffer {
  const end = bytes.lastIndexOf(LF) + 1
  return end === 0 && bytes.length === CHUNK_BYTES ? bytes : bytes.subarray(0, end)
}

const LF = 10

const notFound = (pattern: string) => ({
  code: 'not-found' as const,
  message: `There is no debug log ${pattern}: check the path in the settings, and that this computer reaches the folder.`,
})

function cannotRead(pattern: string, code: string, error: unknown) {
  const path = error instanceof Error && 'path' in error ? String(error.path) : pattern
  const message = `The debug log ${path} cannot be read (${code}): give this user the right, and check its drive.`
  return { code: 'cannot-read' as const, message }
}
