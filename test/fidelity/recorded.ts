import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CapacityRow, decodeCapacity } from '../../main/datafiles/capacity-cap.ts'
import { type CheckoutRow, decodeCheckouts } from '../../main/datafiles/checkouts-chk.ts'
import { type DenialRow, decodeDenials } from '../../main/datafiles/denials-den.ts'
import { decodeEvents } from '../../main/datafiles/events.ts'
import { decodeFeatures } from '../../main/datafiles/features-csv.ts'
import { realFiles } from '../../main/datafiles/file-access.ts'
import type { Decoded } from '../../main/datafiles/lines.ts'
import { type OpenCheckoutRow, readOpen } from '../../main/datafiles/open-jsonl.ts'
import { decodeUsers } from '../../main/datafiles/users-csv.ts'
import { checkoutsOnce, denialsOnce } from '../../main/usage/one-record.ts'

/** All that a data folder tells of a tag, what one logger wrote for another included. */
export interface Recorded {
  readonly checkouts: readonly CheckoutRow[]
  readonly denials: readonly DenialRow[]
  /** In the order of time; lines of others that say nothing new are left out. */
  readonly capacity: readonly CapacityRow[]
  readonly open: readonly OpenCheckoutRow[]
  /** Lines that cannot be read. */
  readonly unreadable: readonly string[]
}

/** Reads a data folder. `intervalSeconds`: how far apart its polls were. */
export async function readRecorded(data: string, tag: string, intervalSeconds: number): Promise<Recorded> {
  const imported = join(data, 'imported')
  const others = existsSync(imported) ? readdirSync(imported).map((id) => join(imported, id)) : []
  const unreadable: string[] = []
  const sources = <Row>(
    kind: string,
    end: string,
    decode: (text: string) => Decoded<Row>,
  ): readonly (readonly Row[])[] =>
    [data, ...others].map((base) =>
      filesOf(join(base, kind, tag), end).flatMap((file) => {
        const { rows, skipped } = decode(readFileSync(file, 'utf8'))
        unreadable.push(...skipped.map(({ line, reason }) => `${file}:${line}: ${reason}`))
        return rows
      }),
    )
  for (const [end, decode] of Object.entries(OTHERS))
    for (const file of filesBelow(data).filter((name) => name.endsWith(end)))
      unreadable.push(
        ...decode(readFileSync(file, 'utf8')).skipped.map(({ line, reason }) => `${file}:${line}: ${reason}`),
      )
  const open = await readOpen(realFiles, data, tag)
  if (!open.ok && open.code !== 'not-found') unreadable.push(open.message)
  if (open.ok) unreadable.push(...open.value.skipped.map(({ line, reason }) => `open checkouts:${line}: ${reason}`))
  return {
    checkouts: checkoutsOnce(sources('checkouts', '.chk', decodeCheckouts), intervalSeconds),
    denials: denialsOnce(sources('checkouts', '.den', decodeDenials)),
    capacity: joined(sources('capacity', '.cap', decodeCapacity)),
    open: open.ok ? open.value.rows.filter(({ checkinAt }) => checkinAt === undefined) : [],
    unreadable,
  }
}

/** Files of which only is looked whether they can be read, by their ends. */
const OTHERS: Readonly<Record<string, (text: string) => Decoded<object>>> = {
  ' features.csv': decodeFeatures,
  ' users.csv': decodeUsers,
  ' events.jsonl': decodeEvents,
}

const filesBelow = (folder: string): readonly string[] =>
  existsSync(folder) ? readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name))) : []

const filesOf = (folder: string, end: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith(end))
        .map((name) => join(folder, name))
    : []

function joined([own = [], ...others]: readonly (readonly CapacityRow[])[]): readonly CapacityRow[] {
  const known = new Map<string, number>()
  const all = [...own.map((row) => ({ row, isOwn: true })), ...others.flat().map((row) => ({ row, isOwn: false }))]
  return all
    .toSorted((a, b) => a.row.at - b.row.at)
    .flatMap(({ row, isOwn }) => {
      const isNews = known.get(row.feature) !== row.seats
      known.set(row.feature, row.seats)
      return isNews || isOwn ? [row] : []
    })
}
