import type { FeatureSeats } from '../../preload/contract/seats.ts'
import { formats } from '../formats.ts'
import { Icon, type IconName } from '../icons.tsx'
import { Marked } from './marked.tsx'
import { SeatBar } from './seat-bar.tsx'
import { expiryWords, freeWords, label, type Tone } from './seat-words.ts'

const TONE_ICON: Readonly<Record<Tone, IconName | null>> = {
  free: null,
  plain: null,
  full: 'down',
  over: 'error',
  unknown: 'unknown',
  error: 'error',
}

/** The cells of a feature's row, in the order of the columns. */
export function FeatureCells({
  feature,
  open,
  pinned,
  byHolder,
  words,
  focusable,
  onPin,
}: {
  feature: FeatureSeats
  open: boolean
  pinned: boolean
  /** The search found someone who holds or waits, not the feature's own names. */
  byHolder: boolean
  words: readonly string[]
  /** The pin of the row that has the focus is the next stop of the Tab key. */
  focusable: boolean
  onPin: (key: string) => void
}) {
  const now = Date.now() / 1000
  const free = freeWords(feature, now, formats)
  const toneIcon = TONE_ICON[free.tone]
  const expiry = expiryWords(feature.expires, formats.day(now), formats)
  const name = label(feature)
  return (
    <>
      <td className="cell-pin">
        <button
          type="button"
          className="pin"
          tabIndex={focusable ? 0 : -1}
          aria-pressed={pinned}
          aria-label={`Pin ${name}`}
          title={pinned ? 'Unpin' : 'Pin to the top'}
          onClick={() => onPin(feature.key)}
        >
          <Icon name={pinned ? 'pinned' : 'unpinned'} />
        </button>
      </td>
      <td className="cell-product" title={feature.products.join('\n') || undefined}>
        <Icon name={open ? 'open' : 'closed'} />
        <span>
          <span className="line product">
            <Marked text={name} words={words} />
            {feature.products.length > 1 && <span className="muted"> +{feature.products.length - 1}</span>}
          </span>
          <span className="line second">
            {feature.products.length > 0 && (
              <span className="mono">
                <Marked text={feature.name} words={words} />
              </span>
            )}
            <span className="narrow">{feature.tag}</span>
            {byHolder && <span className="by-holder">holder found</span>}
          </span>
        </span>
      </td>
      <td className="cell-server">
        <span>
          <span className="line">
            <Marked text={feature.tag} words={words} />
          </span>
          <span className="line second mono">
            <Marked text={feature.daemon} words={words} />
          </span>
        </span>
      </td>
      <td className="cell-use">
        <SeatBar feature={feature} />
      </td>
      <td className="cell-free" title={free.detail ?? undefined}>
        <span>
          <span className={`line tone-${free.tone}`}>
            {toneIcon !== null && <Icon name={toneIcon} />}
            {free.text}
          </span>
          {free.detail !== null && <span className="line second">{free.detail}</span>}
        </span>
      </td>
      <Figure className="cell-held" value={feature.held} known={feature.known} />
      <Figure className="cell-reserved" value={feature.reserved} known={feature.known} />
      <td className={`cell-queued ${feature.queued > 0 && feature.known ? 'some' : 'muted'}`}>
        {!feature.known ? (
          <Unknown />
        ) : feature.queued > 0 ? (
          <>
            <Icon name="waiting" />
            {formats.count(feature.queued)} waiting
          </>
        ) : (
          '0'
        )}
      </td>
      <td className="cell-expires">
        {expiry !== null && (
          <span>
            <span className={`line ${expiry.soon ? 'soon' : ''}`}>
              {expiry.soon && <Icon name="warning" />}
              {expiry.text}
            </span>
            {expiry.detail !== null && <span className="line second">{expiry.detail}</span>}
          </span>
        )}
      </td>
    </>
  )
}

function Figure({ className, value, known }: { className: string; value: number; known: boolean }) {
  return (
    <td className={`${className} ${value === 0 || !known ? 'muted' : ''}`}>
      {known ? formats.count(value) : <Unknown />}
    </td>
  )
}

function Unknown() {
  return (
    <span title="unknown">
      ?<span className="unseen"> unknown</span>
    </span>
  )
}
