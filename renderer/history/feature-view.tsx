import { useMemo } from 'react'
import type { UsageAnswer } from '../../preload/contract/history.ts'
import { formats } from '../formats.ts'
import { FeatureGroups } from './feature-groups.tsx'
import { FeatureHead, type OfFeature } from './feature-head.tsx'
import { FeatureHolders } from './feature-holders.tsx'
import { FeatureUsers } from './feature-users.tsx'
import { comparedTotals, comparedWith } from './findings.ts'
import { HeatPanel } from './heat-panel.tsx'
import { LevelsPanel } from './levels-panel.tsx'
import { NoRecord } from './no-record.tsx'
import { UsagePanel } from './usage-panel.tsx'
import { goTo } from './use-address.ts'
import { useAnswer } from './use-answer.ts'
import { useLiveFeature } from './use-live-feature.ts'
import { useRecord, useSpan } from './use-record.ts'

/** All that the record knows of one feature, of one server or summed over several. */
export function FeatureView({ address }: { address: OfFeature }) {
  const { tags, feature, span: wish, working } = address
  const record = useRecord(tags)
  const span = useSpan(wish, tags)
  const asked = span && { ...span, tags, feature, working }
  const usage = useAnswer('usage', asked)
  const live = useLiveFeature(feature)
  const now = useMemo(() => live.filter(({ tag }) => tags.includes(tag)), [live, tags])
  if (record === null) {
    return (
      <NoRecord
        title="There is no history yet"
        text="The chart begins with the first poll that is recorded. Users and hours appear as checkouts end; weekdays and hours tell something after a week or two."
      />
    )
  }
  const looked = { span: wish, working }
  // Else every panel would say the same.
  const answered = usage.answer === null ? usage.failure === null : usage.answer.totals.knownSeconds > 0
  return (
    <section className="history" aria-label={`History of ${feature}`}>
      <FeatureHead address={address} live={live} />
      {usage.answer !== null && <Totals answer={usage.answer} />}
      <UsagePanel
        answering={usage}
        asked={asked}
        record={record}
        onZoom={(to, how) => goTo({ ...address, span: to }, how)}
      />
      <div className="panels">
        {answered && (
          <>
            <LevelsPanel asked={asked} />
            <HeatPanel asked={asked} />
            <FeatureUsers asked={asked} looked={looked} usage={usage.answer} />
          </>
        )}
        <FeatureHolders features={now} looked={looked} />
        {answered && <FeatureGroups asked={asked} />}
      </div>
    </section>
  )
}

/** The figures of the span beside those of the span before. */
function Totals({ answer }: { answer: UsageAnswer }) {
  if (answer.totals.knownSeconds === 0) return null
  return (
    <div className="totals">
      <dl>
        {comparedTotals(answer, formats).map(({ label, value, least, before }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {least && <span className="least">at least </span>}
              {value}
              <small className="muted">{before}</small>
            </dd>
          </div>
        ))}
      </dl>
      <p>{comparedWith(answer)}</p>
    </div>
  )
}
