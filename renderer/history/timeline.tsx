import { memo, useMemo } from 'react'
import type { PersonAnswer, ToldOf } from '../../preload/contract/history.ts'
import { formats } from '../formats.ts'
import { counted, spanText } from '../wording.ts'
import type { Looked } from './address.ts'
import { AddressLink } from './address-link.tsx'
import { fullLabelOf, labelsOf, productsOf } from './feature-labels.ts'
import { timeTicks } from './time-axis.ts'
import { type TimelineBar, timelineRows } from './timeline-bars.ts'
import { momentIn } from './zone-formats.ts'

/** Heights in units of the root font size: of a lane, as the styles fill it with a bar, and of a row at least. */
const LANE = 0.8
const ROW = 1.85

/** Further to the right than this part of the axis a label would be cut off. */
const LABELED = 0.94

/** Marks on the axis, at most; the styles leave out every other label where there is less room. */
const TICKS = 12

/** One bar a checkout over days, a row for each feature; the table beside it says the same to those who cannot see it. */
export const Timeline = memo(function Timeline({ answer, looked }: { answer: ToldOf<'person'>; looked: Looked }) {
  const { checkouts, byFeature, span, zone, kind } = answer
  const rows = useMemo(() => timelineRows(checkouts, byFeature, span), [checkouts, byFeature, span])
  const ticks = useMemo(() => timeTicks(span, zone, TICKS), [span, zone])
  const label = labelsOf(answer)
  const length = Math.max(1, span.to - span.from)
  const left = (at: number) => `${(100 * (at - span.from)) / length}%`
  const { span: wish, working } = looked
  return (
    <div className="timeline">
      <div className="timeline-axis" aria-hidden="true">
        <div className="track">
          {ticks
            .filter(({ at }) => at - span.from < LABELED * length)
            .map(({ at, label }) => (
              <span key={at} style={{ left: left(at) }}>
                {label}
              </span>
            ))}
        </div>
      </div>
      {rows.map(({ tag, feature, lanes, bars }) => (
        <div key={`${tag} ${feature}`} className="timeline-row">
          <span
            className="line"
            title={`${fullLabelOf({ feature, products: productsOf(answer.products, feature) })} of ${tag}`}
          >
            <AddressLink to={{ view: 'feature', tags: [tag], feature, span: wish, working }}>
              {label(feature)}
            </AddressLink>
          </span>
          <div className="track" style={{ height: `${heightOf(lanes)}rem` }} aria-hidden="true">
            {ticks.map(({ at }) => (
              <i key={at} className="tick" style={{ left: left(at) }} />
            ))}
            {bars.map((bar, index) => (
              <i
                // biome-ignore lint/suspicious/noArrayIndexKey: two checkouts may be equal in everything
                key={index}
                className={bar.open ? 'bar-out is-open' : 'bar-out'}
                title={tipOf(bar, label(feature), kind, zone)}
                style={{
                  left: left(bar.from),
                  width: `${(100 * (bar.to - bar.from)) / length}%`,
                  top: `${(heightOf(lanes) - lanes * LANE) / 2 + bar.lane * LANE}rem`,
                }}
              />
            ))}
          </div>
        </div>
      ))}
    </div>
  )
})

const heightOf = (lanes: number): number => Math.max(ROW, lanes * LANE + 0.6)

function tipOf(
  { checkout, count, from, to, open }: TimelineBar,
  label: string,
  kind: PersonAnswer['kind'],
  zone: string,
): string {
  const { out, in: returned, seats, user, host } = checkout
  if (count > 1) {
    const until = open ? 'still out' : momentIn(to, zone)
    return `${counted(count, 'checkout', 'checkouts', formats)} of ${label}, ${momentIn(from, zone)} to ${until}`
  }
  const end = returned === null ? 'still out' : `${momentIn(returned, zone)}, ${spanText(returned - out, formats)}`
  const place = kind === 'user' ? host : user
  return [
    `${label}: ${momentIn(out, zone)} to ${end}`,
    seats > 1 ? counted(seats, 'seat', 'seats', formats) : '',
    place === '' ? '' : kind === 'user' ? `on ${place}` : `by ${place}`,
  ]
    .filter(Boolean)
    .join(', ')
}
