import * as v from 'valibot'
import { failure, ok, type Result } from '../../preload/contract/result.ts'
import { atOnce, type RunSteps } from '../../preload/contract/steps.ts'
import type { CheckoutRow } from './checkouts-chk.ts'
import type { FileAccess } from './file-access.ts'
import { joinedBytes } from './json-steps.ts'
import { openFile } from './layout.ts'
import { type Decoded, decodeLines } from './lines.ts'
import { storageProblem } from './storage-problem.ts'

/**
 * A checkout that no `.chk` file tells of yet. `seenAt`: the last poll that showed it, epoch seconds. With `checkinAt` it is
 * finished, as far as the polls know, and waits for the debug log.
 */
export type OpenCheckoutRow = Omit<CheckoutRow, 'checkinAt'> & {
  readonly daemon: string
  readonly seenAt: number
  readonly checkinAt?: number
}

/** The open checkouts of a tag. */
export interface OpenCheckouts {
  /** The last poll in which at least one daemon was complete, epoch seconds. */
  readonly asOf: number
  readonly rows: readonly OpenCheckoutRow[]
}

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
    checkinAt: v.exactOptional(number),
  }),
)
const headSchema = v.pipe(v.string(), v.parseJson(), v.strictObject({ tag: text, asOf: number }))

/**
 * Replaces `state/<TAG>.open.jsonl` (DESIGN 4.7), the copy of a tag's open checkouts, one JSON object a line behind one that
 * says of when they are, in the data folder `data`; never creates the folder.
 */
export async function writeOpen(
  files: FileAccess,
  data: string,
  tag: string,
  { asOf, rows }: { readonly asOf: number; readonly rows: Iterable<OpenCheckoutRow> },
  run: RunSteps = atOnce,
): Promise<Result<null>> {
  function* lines(): Iterable<string> {
    yield `${JSON.stringify({ tag, asOf })}\n`
    for (const row of rows) yield `${JSON.stringify(row)}\n`
  }
  try {
    const bytes = await run(joinedBytes(lines()))
    await files.replace(openFile(data, tag), bytes)
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
): Promise<Result<Decoded<OpenCheckoutRow> & OpenCheckouts>> {
  const file = openFile(data, tag)
  try {
    const lines = await files.readText(file)
    if (lines === null)
      return failure(
        'not-found',
        `${file} does not exist: no Seatlog has written the open checkouts of ${tag} there yet.`,
      )
    return ok(decodeOpen(lines))
  } catch (error) {
    return failure('cannot-read', storageProblem(error, data).message)
  }
}

/** What stands in the file. */
export function decodeOpen(text: string): Decoded<OpenCheckoutRow> & OpenCheckouts {
  let asOf: number | null = null
  const decoded = decodeLines<OpenCheckoutRow>(text, (line) => {
    // To have told what is wrong with each line of a file that is another one takes long.
    if (!line.startsWith('{')) return 'no open checkout: it is no JSON'
    const head = asOf === null ? v.safeParse(headSchema, line) : null
    asOf ??= head?.success ? head.output.asOf : 0
    return head?.success ? null : decode(line)
  })
  return { asOf: asOf ?? 0, ...decoded }
}

function decode(line: string): OpenCheckoutRow | string {
  const row = v.safeParse(schema, line)
  return row.success ? row.output : `no open checkout: ${row.issues[0].message}`
}
