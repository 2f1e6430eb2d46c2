import { NewAlerts } from '../alerts/new-alerts.tsx'
import type { Address } from '../history/address.ts'
import { Icon } from '../icons.tsx'
import { useWindow } from '../model.ts'
import { PALETTE_KEYS } from '../palette/use-palette-keys.ts'
import { lookedAt, VIEW_ENTRIES } from './views.ts'

/** The name, the views, and in the demo the mark that says so and the way out of it. */
export function TitleBar({
  address,
  onGo,
  onPalette,
}: {
  address: Address
  onGo: (to: Address) => void
  onPalette: () => void
}) {
  const demo = useWindow((state) => state.info?.demo ?? false)
  return (
    <div className="title-bar">
      <h1>Seatlog</h1>
      <nav aria-label="Views">
        {VIEW_ENTRIES.map(({ label, of, to }) => (
          <button
            key={label}
            type="button"
            className="view"
            aria-current={of.includes(address.view) ? 'page' : undefined}
            onClick={() => onGo(to(lookedAt(address)))}
          >
            {label}
            {of.includes('alerts') && <NewAlerts />}
          </button>
        ))}
      </nav>
      <div className="actions">
        <button
          type="button"
          className="quiet to-palette"
          aria-keyshortcuts="Control+K Meta+K"
          aria-haspopup="dialog"
          onClick={onPalette}
        >
          <Icon name="search" />
          Go to <kbd>{PALETTE_KEYS}</kbd>
        </button>
        {demo && (
          <p className="demo">
            Demo<span>: simulated license server</span>
          </p>
        )}
        {demo && address.view !== 'first-run' && (
          <button type="button" className="primary" onClick={() => onGo({ view: 'first-run' })}>
            Set up your own servers
          </button>
        )}
      </div>
    </div>
  )
}
