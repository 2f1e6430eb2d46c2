import * as v from 'valibot'
import type { FileAccess } from './file-access.ts'
import { leaseFile } from './layout.ts'

/** Who logs a tag, as `state/<TAG>.lease` says (DESIGN section 4). `at` and `since` are epoch seconds of its own clock. */
export interface Lease {
  readonly owner: string
  readonly host: string
  readonly pid: number
  /** Random, one for each time the tag was taken. */
  readonly token: string
  /** Grows with every renewal: a lease whose counter stands still belongs to nobody any more. */
  readonly counter: number
  readonly intervalSeconds: number
  /** When the tag was taken. */
  readonly since: number
  /** The last poll of the Seatlog that had the tag before whose memory this one goes on from; null: it knows of none. */
  readonly knownTo: number | null
  /** Through whose hands the tag went last, oldest first, up to this one: who was away for several finds its own. */
  readonly takeovers: readonly Takeover[]
  readonly at: number
  /** Given back: whoever wants the tag may take it at once. */
  readonly released: boolean
}

/** What who had the tag has to know of how it was lost. */
export interface Takeover {
  /** Of the lease that was taken. */
  readonly token: string
  /** By the clock of who had it. */
  readonly at: number
  /** The last poll of that one whose memory the next went on from; null: it knew of none. */
  readonly knownTo: number | null
}

const schema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    owner: v.string(),
    host: v.string(),
    pid: v.number(),
    token: v.string(),
    counter: v.number(),
    intervalSeconds: v.number(),
    since: v.number(),
    knownTo: v.optional(v.nullable(v.number()), null),
    takeovers: v.optional(
      v.array(v.object({ token: v.string(), at: v.number(), knownTo: v.nullable(v.number()) })),
      [],
    ),
    at: v.number(),
    released: v.boolean(),
  }),
)

/** The lease of a tag; null when there is none, or nothing that can be read as one. Rejects with the system's errors. */
export async function readLease(files: FileAccess, data: string, tag: string): Promise<Lease | null> {
  const lease = v.safeParse(schema, await files.readText(leaseFile(data, tag)))
  return lease.success ? lease.output : null
}

export const writeLease = (files: FileAccess, data: string, tag: string, lease: Lease): Promise<void> =>
  files.replace(leaseFile(data, tag), `${JSON.stringify(lease)}\n`)
