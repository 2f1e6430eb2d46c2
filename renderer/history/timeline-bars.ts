import type { PersonCheckout, Span } from '../../preload/contract/history.ts'

/** What is drawn for one checkout, or for several that stand too close to be told apart. */
export interface TimelineBar {
  /** Epoch seconds, within the span. */
  readonly from: number
  readonly to: number
  /** Still out when the record ends. */
  readonly open: boolean
  readonly lane: number
  /** The first of them. */
  readonly checkout: PersonCheckout
  /** How many there are. */
  readonly count: number
}

/** One feature of one server. */
export interface TimelineRow {
  readonly tag: string
  readonly feature: string
  /** Lanes its bars lie in, so that those at the same time do not hide each other. */
  readonly lanes: number
  readonly bars: readonly TimelineBar[]
}

/** More bars than these are thinned. */
const MANY = 3000

/** More at the same time than these overlap. */
const LANES = 6

/**
 * Checkouts as bars over a span, a row for each feature in the order of `features`. Where there are more than a few
 * thousand, those of a lane that are closer than a thousandth of the span become one bar; nothing is left out. An open
 * checkout reaches to the end of the span, which ends with the record.
 */
export function timelineRows(
  checkouts: readonly PersonCheckout[],
  features: readonly { readonly tag: string; readonly feature: string }[],
  span: Span,
): readonly TimelineRow[] {
  const within = checkouts.filter((one) => one.out < span.to && (one.in ?? span.to) >= span.from)
  const closest = within.length > MANY ? (span.to - span.from) / 1000 : 0
  const byFeature = Map.groupBy(within, ({ tag, feature }) => `${tag} ${feature}`)
  return features.flatMap(({ tag, feature }) => {
    const own = byFeature.get(`${tag} ${feature}`)
    return own === undefined ? [] : [{ tag, feature, ...barsOf(own, span, closest) }]
  })
}

function barsOf(
  checkouts: readonly PersonCheckout[],
  span: Span,
  closest: number,
): Pick<TimelineRow, 'lanes' | 'bars'> {
  const lanes: TimelineBar[][] = []
  for (const checkout of checkouts.toSorted((a, b) => a.out - b.out)) {
    const from = Math.max(span.from, checkout.out)
    const to = Math.max(from, Math.min(span.to, checkout.in ?? span.to))
    const open = checkout.in === null
    let lane = lanes.findIndex((bars) => (bars.at(-1)?.to ?? 0) <= from)
    if (lane < 0) lane = Math.min(lanes.length, LANES - 1)
    const bars = lanes[lane] ?? []
    lanes[lane] = bars
    const last = bars.at(-1)
    if (last !== undefined && from - last.to < closest && Math.min(to - from, last.to - last.from) < closest) {
      bars[bars.length - 1] = { ...last, to: Math.max(to, last.to), open: open || last.open, count: last.count + 1 }
    } else bars.push({ from, to, open, lane, checkout, count: 1 })
  }
  return { lanes: lanes.length, bars: lanes.flat() }
}
