import type { PoolSeats } from '../../preload/contract/seats.ts'
import type { Feature, LicenseTableRow, Pool } from '../lmstat/answer.ts'

/**
 * The pools of one feature: the blocks lmstat printed (only those with rows) and the rows of the `-i` table, matched by
 * version and expiry, so that ten free seats of an old version are not taken for seats of the new one.
 */
export function poolsOf(feature: Feature, table: readonly LicenseTableRow[]): readonly PoolSeats[] {
  const rows = [...table]
  const printed = feature.pools.map((pool, index) => {
    const row = takeRow(rows, pool)
    return poolSeats(pool, row, seatsInPool(feature, index))
  })
  return [...printed, ...rows.map((row) => poolSeats({ version: row.version, expires: row.expires }, row, 0))]
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
): PoolSeats {
  const issued = typeof row?.count === 'number' ? row.count : null
  const nodeLocked = isNodeLocked(pool.type)
  return {
    version: pool.version,
    vendorString: pool.vendorString ?? null,
    type: pool.type ?? null,
    expires: pool.expires ?? row?.expires ?? null,
    issued,
    held,
    free: issued === null || nodeLocked ? null : Math.max(0, issued - held),
    nodeLocked,
  }
}
