import type { PoolSeats } from '../../preload/contract/seats.ts'
import type { Feature, LicenseTableRow, Pool } from '../lmstat/answer.ts'

/**
 * The pools of one feature: the blocks lmstat printed (only those with rows) and the rows of the `-i` table, matched by
 * version and expiry, so that ten free seats of an old version are not taken for seats of the new one.
 * `today` is the day of the answer, `YYYY-MM-DD`, or '' where it is not known.
 */
export function poolsOf(feature: Feature, table: readonly LicenseTableRow[], today: string): readonly PoolSeats[] {
  const rows = [...table]
  const served = feature.kind !== 'error'
  const printed = feature.pools.map((pool, index) => {
    const row = takeRow(rows, pool)
    return poolSeats(pool, row, seatsInPool(feature, index), served, today)
  })
  return [
    ...printed,
    ...rows.map((row) => poolSeats({ version: row.version, expires: row.expires }, row, 0, served, today)),
  ]
}

/** `-i` rows of a feature under a daemon; the vendor column names the daemon, in whatever case. */
export function tableRowsOf(table: readonly LicenseTableRow[], daemon: string): ReadonlyMap<string, LicenseTableRow[]> {
  const byFeature = new Map<string, LicenseTableRow[]>()
  for (const row of table) {
    if (daemon !== '' && row.vendor.toLowerCase() !== daemon.toLowerCase()) continue
    const rows = byFeature.get(row.feature)
    if (rows === undefined) byFeature.set(row.feature, [row])
    else rows.push(row)
  }
  return byFeature
}

export const isNodeLocked = (type: string | null | undefined): boolean => /node-?locked/i.test(type ?? '')

function takeRow(rows: LicenseTableRow[], pool: Pool): LicenseTableRow | undefined {
  const sameVersion = rows.filter((row) => row.version === pool.version)
  const row =
    pool.expires === undefined && sameVersion.length === 1
      ? sameVersion[0]
      : sameVersion.find((candidate) => candidate.expires === pool.expires)
  if (row !== undefined) rows.splice(rows.indexOf(row), 1)
  return row
}

function seatsInPool(feature: Feature, pool: number): number {
  return feature.checkouts.reduce((sum, checkout) => sum + (checkout.pool === pool ? checkout.seats : 0), 0)
}

function poolSeats(
  pool: Pick<Pool, 'version' | 'expires' | 'vendorString' | 'type'>,
  row: LicenseTableRow | undefined,
  held: number,
  served: boolean,
  today: string,
): PoolSeats {
  const issued = typeof row?.count === 'number' ? row.count : null
  const nodeLocked = isNodeLocked(pool.type)
  const expires = pool.expires ?? row?.expires ?? null
  const expired = expires !== null && expires !== 'permanent' && expires < today
  return {
    version: pool.version,
    vendorString: pool.vendorString ?? null,
    type: pool.type ?? null,
    expires,
    issued,
    held,
    free: issued === null || nodeLocked || expired || !served ? null : Math.max(0, issued - held),
    nodeLocked,
    expired,
  }
}
