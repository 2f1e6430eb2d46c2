import * as v from 'valibot'
import { type Failure, failure, ok, type Result } from '../../preload/contract/result.ts'
import { atOnce, type RunSteps } from '../../preload/contract/steps.ts'
import { systemCode } from '../../preload/contract/system-code.ts'
import type { FileAccess } from './file-access.ts'
import { joinedBytes, jsonPieces } from './json-steps.ts'
import { nowFile } from './layout.ts'
import { storageProblem } from './storage-problem.ts'

const FORMAT = 3

/** `state/<TAG>.now.json` (DESIGN 4.7): the live view after a poll, for viewers. `writtenAt`: epoch seconds. */
export interface NowFile<Live> {
  readonly tag: string
  readonly writtenAt: number
  readonly writer: { readonly owner: string; readonly host: string; readonly version: string }
  readonly intervalSeconds: number
  /** What viewers show; the file's format number stands for its shape. */
  readonly live: Live
}

/** From the envelope to each feature of a server, and to what is known of it. */
const LEVELS = 4

/** Replaces the whole file in the data folder `data`; never creates the folder. */
export async function writeNow<Live>(
  files: FileAccess,
  data: string,
  now: NowFile<Live>,
  run: RunSteps = atOnce,
): Promise<Result<null>> {
  try {
    const bytes = await run(joinedBytes(jsonPieces({ format: FORMAT, ...now }, LEVELS)))
    await files.replace(nowFile(data, now.tag), bytes)
    return ok(null)
  } catch (error) {
    return failure('cannot-write', storageProblem(error, data).message)
  }
}

const schema = v.object({
  format: v.number(),
  tag: v.string(),
  writtenAt: v.number(),
  writer: v.object({ owner: v.string(), host: v.string(), version: v.string() }),
  intervalSeconds: v.number(),
  live: v.unknown(),
})

/** `not-found`: nobody has written one; `cannot-read`: out of reach, damaged, or of another format than this Seatlog's. What
 * is in `live` is not checked. */
export async function readNow(files: FileAccess, data: string, tag: string): Promise<Result<NowFile<unknown>>> {
  const file = nowFile(data, tag)
  let text: string | null
  try {
    text = await files.readText(file)
  } catch (error) {
    if (systemCode(error) === 'EACCES')
      return failure('cannot-read', `${file} may not be read: give this user the right.`)
    return failure('cannot-read', storageProblem(error, data).message)
  }
  if (text === null) return failure('not-found', `No Seatlog has written the seats of ${tag} to ${data} yet.`)
  const now = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text)
  if (!now.success) return damaged(data, tag)
  const { format, ...envelope } = now.output
  if (format !== FORMAT)
    return failure('cannot-read', `${file} was written by another version of Seatlog: use the same version here.`)
  return ok(envelope)
}

export const damaged = (data: string, tag: string): Failure =>
  failure(
    'cannot-read',
    `${nowFile(data, tag)} is damaged: it is written anew with the next poll of the Seatlog that logs ${tag}.`,
  )
