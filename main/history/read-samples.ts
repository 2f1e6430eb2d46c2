import { FEATURES_HEADER } from '../datafiles/features-csv.ts'
import { decodeImportedFeatures, IMPORTED_FEATURES_HEADER } from '../datafiles/imported-features-csv.ts'
import type { Skipped } from '../datafiles/lines.ts'
import { epochOf } from '../usage/zone-time.ts'

/** For so long a number of seats was told to be used: sampled, so nobody knows by whom. Epoch seconds. */
export interface SampleRun {
  readonly feature: string
  readonly used: number
  readonly from: number
  readonly to: number
}

export interface SamplesRead {
  /** Without the lines of the last moment, which the next moment's tell how long it lasted. */
  readonly bytes: number
  readonly runs: readonly SampleRun[]
  /** From `at` on so many were issued. */
  readonly issued: readonly { readonly feature: string; readonly at: number; readonly seats: number }[]
  /** When the samples lay too far apart. */
  readonly gaps: readonly { readonly from: number; readonly to: number }[]
  /** From the first to the last moment; null: there is none. */
  readonly span: { readonly from: number; readonly to: number } | null
  readonly rows: number
  readonly skipped: readonly Skipped[]
}

/** Apart by more than so many times the usual distance, nobody watched in between. */
const TOO_FAR = 3

/**
 * Reads whole lines of a features log (DESIGN 4.1; of imports with the other header) as what was used from each sample to the
 * next. Rows of one moment and feature add up. `isLast`: the file goes on no more. From `until` on (epoch seconds) others tell.
 */
export function readSamples(
  bytes: Buffer,
  isImported: boolean,
  zone: string,
  isLast: boolean,
  until: number,
): SamplesRead {
  const text = bytes.toString('utf8')
  // What a logger wrote for another one stands among the imports under its own header.
  const isOwn = !isImported || text.startsWith(FEATURES_HEADER)
  const { rows, skipped } = decodeImportedFeatures(text, isOwn ? FEATURES_HEADER : IMPORTED_FEATURES_HEADER)
  const moments = new Map<string, Map<string, { used: number; issued: number | null }>>()
  for (const { stamp, feature, used, issued } of rows) {
    const moment = moments.get(stamp) ?? new Map<string, { used: number; issued: number | null }>()
    moments.set(stamp, moment)
    const known = moment.get(feature) ?? { used: 0, issued: null }
    moment.set(feature, {
      used: known.used + (used ?? 0),
      issued: issued === null ? known.issued : (known.issued ?? 0) + issued,
    })
  }
  const last = rows.at(-1)?.stamp
  const samples = [...moments].flatMap(([stamp, figures]) => {
    const at = epochOf(stamp.replace(' ', 'T'), zone)
    return at === null ? [] : [{ at, figures }]
  })
  // Where the clock was put back an hour is told twice: the second time counts.
  const ascending = samples.filter(({ at }, which) =>
    samples.slice(which + 1, which + 20).every((later) => later.at > at),
  )
  const consumed = isLast || last === undefined ? bytes.length : beginOf(bytes, last)
  const counted: Sample[] = ascending.filter(({ at }) => at < until)
  // The last one holds until then.
  if (0 < counted.length && counted.length < ascending.length) counted.push({ at: until, figures: new Map() })
  const [first, latest] = [counted[0], counted.at(-1)]
  const span = first === undefined || latest === undefined ? null : { from: first.at, to: latest.at }
  return { bytes: consumed, ...runsOf(counted), span, rows: rows.length, skipped }
}

interface Sample {
  readonly at: number
  readonly figures: ReadonlyMap<string, { readonly used: number; readonly issued: number | null }>
}

function runsOf(samples: readonly Sample[]): Pick<SamplesRead, 'runs' | 'issued' | 'gaps'> {
  const runs: SampleRun[] = []
  const gaps: { from: number; to: number }[] = []
  const issued: { feature: string; at: number; seats: number }[] = []
  const seats = new Map<string, number>()
  const open = new Map<string, { from: number; to: number; used: number }>()
  const distances = samples.slice(1).map(({ at }, which) => at - (samples[which]?.at ?? at))
  const usual = distances.toSorted((a, b) => a - b)[distances.length >> 1] ?? 0
  for (const [which, { at, figures }] of samples.entries()) {
    const next = samples[which + 1]?.at
    for (const [feature, figure] of figures) {
      if (figure.issued !== null && seats.get(feature) !== figure.issued) {
        seats.set(feature, figure.issued)
        issued.push({ feature, at, seats: figure.issued })
      }
    }
    if (next === undefined) break
    const isFar = next - at > TOO_FAR * usual
    const to = isFar ? at + usual : next
    if (isFar) gaps.push({ from: to, to: next })
    for (const [feature, { used }] of figures) {
      const known = open.get(feature)
      if (known !== undefined && known.to === at && known.used === used) {
        known.to = to
        continue
      }
      if (known !== undefined) runs.push({ feature, ...known })
      open.set(feature, { from: at, to, used })
    }
  }
  for (const [feature, known] of open) runs.push({ feature, ...known })
  return { runs: runs.filter(({ used }) => used > 0), issued, gaps }
}

/** Where the first line of a moment begins. */
function beginOf(bytes: Buffer, stamp: string): number {
  const wanted = `${stamp},`
  for (let at = bytes.indexOf(wanted); at !== -1; at = bytes.indexOf(wanted, at + 1)) {
    if (at === 0 || bytes[at - 1] === 10) return at
  }
  return bytes.length
}
