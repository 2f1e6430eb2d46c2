import { useEffect, useRef, useState } from 'react'
import { Icon } from '../icons.tsx'
import { useModel, useWindow } from '../model.ts'
import { listed } from '../wording.ts'
import { FeaturePicker, featureChoices } from './feature-picker.tsx'

/** The last step: which features the tray is to speak of, of the servers that have answered by now. */
export function FirstPins({ onSeats }: { onSeats: () => void }) {
  const model = useModel()
  const heading = useRef<HTMLHeadingElement>(null)
  const servers = useWindow((state) => state.servers) ?? []
  const saved = useWindow((state) => state.settings?.pinned)
  // A tick shows at once, and the next one builds on it, before it is saved.
  const [pinned, setPinned] = useState(saved ?? [])
  const silent = servers.filter(({ answeredAt }) => answeredAt === null)
  const choices = featureChoices(servers)

  useEffect(() => heading.current?.focus(), [])

  async function pin(wanted: readonly string[]): Promise<void> {
    setPinned(wanted)
    const answer = await model.save({ pinned: wanted })
    if (!answer.ok) model.report(answer.message)
  }

  return (
    <div className="section-form">
      <div className="section-fields">
        <div className="first-head">
          <h2>Set up Seatlog</h2>
        </div>
        <section className="step" aria-labelledby="step-3">
          <h3 id="step-3" ref={heading} tabIndex={-1}>
            3. Pinned features
          </h3>
          <p>
            <span className="state-up">
              <Icon name="up" />
            </span>{' '}
            Saved: Seatlog polls from now on.
          </p>
          <p className="muted">
            The tray speaks of pinned features, and they stand first. A star in the seats pins, too.
          </p>
          <p role="status" className="muted">
            {silent.length > 0 && `Waiting for ${listed(silent.map(({ tag }) => tag))} to answer …`}
          </p>
          {choices.length > 0 && (
            <FeaturePicker
              label="Features"
              choices={choices}
              chosen={pinned}
              noneChosen="None is pinned."
              onChange={(wanted) => void pin(wanted)}
            />
          )}
        </section>
      </div>
      <div className="save-bar actions">
        <button type="button" className="primary" onClick={onSeats}>
          Show the seats
        </button>
      </div>
    </div>
  )
}
