import * as v from 'valibot'
import { failure, ok, type Result } from '../../preload/contract/result.ts'
import type { CheckoutRow } from './checkouts-chk.ts'
import type { FileAccess } from './file-access.ts'
import { openFile } from './layout.ts'
import { type Decoded, decodeLines } from './lines.ts'
import { storageProblem } from './storage-problem.ts'

/** A checkout that is not finished yet. `seenAt`: the last poll that showed it, epoch seconds. */
export type OpenCheckoutRow = Omit<CheckoutRow, 'checkinAt'> & { readonly daemon: string; readonly seenAt: number }

const text = v.string()
const number = v.number()
const schema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    tag: text,
    daemon: text,
    feature: text,
    account: text,
    user: text,
    host: text,
    handle: text,
    display: text,
    version: text,
    seats: number,
    pid: number,
    requestAt: number,
    checkoutAt: number,
    seenAt: number,
  }),
)

/**
 * Replaces `state/<TAG>.open.jsonl` (DESIGN 4.7), the copy of a tag's open checkouts, one JSON object a line, in the data
 * folder `data`; never creates the folder.
 */
export async function writeOpen(
  files: FileAccess,
  data: string,
  tag: string,
  rows: readonly OpenCheckoutRow[],
): Promise<Result<null>> {
  try {
    await files.replace(openFile(data, tag), rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
    return ok(null)
  } catch (error) {
    return failure('cannot-write', storageProblem(error, data).message)
  }
}

/** `not-found`: nobody has written one; `cannot-read`: out of reach. */
export async function readOpen(
  files: FileAccess,
  data: string,
  tag: string,
): Promise<Result<Decoded<OpenCheckoutRow>>> {
  const file = openFile(data, tag)
  try {
    const lines = await files.readText(file)
    return lines === null
      ? failure('not-found', `${file} does not exist: no Seatlog has written the open checkouts of ${tag} there yet.`)
      : ok(decodeLines(lines, decode))
  } catch (error) {
    return failure('cannot-read', storageProblem(error, data).message)
  }
}

function decode(line: string): OpenCheckoutRow | string {
  const row = v.safeParse(schema, line)
  return row.success ? row.output : `no open checkout: ${row.issues[0].message}`
}
