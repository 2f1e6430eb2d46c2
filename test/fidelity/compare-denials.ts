import type { DenialRow } from '../../main/datafiles/denials-den.ts'
import type { TrueDenial } from '../../main/demo/truth.ts'
import { type Compared, NO_ERRORS, timeText } from './compared.ts'

type Denied = Pick<DenialRow, 'at' | 'feature' | 'user' | 'host' | 'seats'>

/** Judges the denials: the same ones, as many times, at the same seconds. */
export function compareDenials(expected: readonly TrueDenial[], found: readonly DenialRow[], zone: string): Compared {
  const text = ({ at, feature, user, host, seats }: Denied): string =>
    `${feature} ${user}@${host} ${seats} ${timeText(at, zone)}`
  const truths = Map.groupBy<string, Denied>(expected, text)
  const rows = Map.groupBy<string, Denied>(found, text)
  const missing = [...truths].flatMap(([what, all]) => all.slice(rows.get(what)?.length ?? 0).map(() => what))
  const extra = [...rows].flatMap(([what, all]) => all.slice(truths.get(what)?.length ?? 0).map(() => what))
  return {
    kind: 'denials',
    expected: expected.length,
    found: expected.length - missing.length,
    missing,
    invented: extra.filter((what) => !truths.has(what)),
    doubled: extra.filter((what) => truths.has(what)),
    beyond: [],
    ...NO_ERRORS,
  }
}
