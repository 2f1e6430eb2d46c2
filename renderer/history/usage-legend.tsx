import { useMemo } from 'react'
import type { UsageAnswer } from '../../preload/contract/history.ts'
import { formats } from '../formats.ts'
import { BUCKET_NAMES } from './bucket-names.ts'
import { seatsText } from './findings.ts'
import { readAt, usageLines } from './usage-lines.ts'
import { momentIn } from './zone-formats.ts'

/** What the lines are, and in their place, while the pointer is over the chart, what they say there. */
export function UsageLegend({ answer, pointed, now }: { answer: UsageAnswer; pointed: number | null; now: number }) {
  const lines = useMemo(() => usageLines(answer), [answer])
  const per = answer.curve === null ? ` per ${BUCKET_NAMES[answer.bucket]}` : ''
  return (
    <div className="lines">
      <ul aria-hidden={pointed !== null}>
        <li className="key-held">{answer.curve === null ? `Held, peak${per}` : 'Held'}</li>
        {lines.mean.length > 0 && <li className="key-mean">Mean{per}</li>}
        {lines.used.length > 0 && <li className="key-used">With idle reserved</li>}
        {lines.issued.length > 0 && <li className="key-issued">Issued</li>}
        {answer.denials.length > 0 && <li className="key-denial">Denial</li>}
        {answer.gaps.length > 0 && <li className="key-gap">Nobody watched</li>}
      </ul>
      <p className="reading">
        {pointed === null ? (
          <span className="muted hint">Drag to zoom in; arrows, + and − work too</span>
        ) : (
          readingWords(answer, pointed, now)
        )}
      </p>
    </div>
  )
}

function readingWords(answer: UsageAnswer, at: number, now: number): string {
  const { held, used, mean, issued, bucket } = readAt(answer, at)
  const when = momentIn(bucket?.from ?? at, answer.zone, now)
  if (held === null) {
    const gone = answer.gaps.some(({ from, to }) => from <= at && at < to)
    return `${when}: ${gone || !answer.working ? 'nobody watched' : 'outside working hours, or nobody watched'}`
  }
  const parts = [
    mean === null ? `${formats.count(held)} held` : `peak ${formats.count(held)}, mean ${seatsText(mean, formats)}`,
  ]
  if (used !== null && used > held) parts.push(`${formats.count(used)} with idle reserved`)
  if (issued !== null) parts.push(`${formats.count(issued)} issued`)
  if (bucket !== null && bucket.denials.counted > 0) parts.push(`${formats.count(bucket.denials.counted)} denied`)
  return `${when}: ${parts.join(', ')}`
}
