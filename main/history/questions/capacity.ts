import type { CapacityAnswer, ExpiryRow } from '../../../preload/contract/history.ts'
import { dateOf } from '../../usage/local-days.ts'
import { capacitySteps, seatsAt } from '../capacity-steps.ts'
import type { Reader } from '../reader.ts'

interface License {
  readonly feature: string
  readonly version: string
  readonly count: number | 'uncounted'
  readonly vendor: string
  readonly expires: string
}

/** Question 8: capacity changes, and what expires. `now`: epoch seconds. */
export function capacity(reader: Reader, now: number): CapacityAnswer {
  const { index } = reader
  const changes = [...index.numbers.features.entries()].flatMap(([number, { tag, name }]) => {
    const steps = capacitySteps(index, number)
    return steps.map(({ at, seats }, which) => ({
      tag,
      feature: name,
      at,
      before: steps[which - 1]?.seats ?? null,
      seats,
    }))
  })
  return {
    changes: changes.sort((a, b) => b.at - a.at || (`${a.feature} ${a.tag}` < `${b.feature} ${b.tag}` ? -1 : 1)),
    expiry: [...index.numbers.tags.entries()]
      .flatMap(([number, tag]) => expiryOf(reader, number, tag, now))
      .sort(sooner),
  }
}

const sooner = (a: ExpiryRow, b: ExpiryRow): number =>
  Number(a.superseded) - Number(b.superseded) ||
  (a.expires < b.expires ? -1 : a.expires > b.expires ? 1 : 0) ||
  (a.feature < b.feature ? -1 : 1)

/** Of the last license table the tag's logger wrote down. */
function expiryOf({ index }: Reader, number: number, tag: string, now: number): readonly ExpiryRow[] {
  const sql =
    "SELECT text FROM event WHERE tag = ? AND type = 'expiry' ORDER BY at DESC, source DESC, place DESC LIMIT 1"
  const found = index.db.get<{ text: string }>(sql, number)
  if (found === undefined) return []
  const { licenses } = JSON.parse(found.text) as { readonly licenses: readonly License[] }
  const { days } = index.calendarOfTag(tag)
  const today = dateOf(days.dayOf(now))
  return licenses.flatMap((license, which) => {
    if (license.expires === 'permanent' || license.expires < today) return []
    const feature = index.numbers.features.find(tag.toLowerCase(), license.feature)
    const of = feature === undefined ? null : seatsAt(capacitySteps(index, feature), now)
    const { version, vendor, expires } = license
    const seats = license.count === 'uncounted' ? null : license.count
    return [
      {
        tag,
        feature: license.feature,
        version,
        vendor,
        seats,
        of,
        expires,
        superseded: isSuperseded(licenses, license, which),
      },
    ]
  })
}

/** Another increment of the feature, as new and as large or more so, is good for longer: this one's end takes nothing away. */
function isSuperseded(
  licenses: readonly License[],
  { feature, version, count, vendor, expires }: License,
  which: number,
): boolean {
  const later = (date: string): string => (date === 'permanent' ? '9999' : date)
  return licenses.some(
    (other, at) =>
      at !== which &&
      other.feature === feature &&
      other.vendor === vendor &&
      other.version === version &&
      other.count === count &&
      later(other.expires) > later(expires),
  )
}
