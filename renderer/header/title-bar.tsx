import { type Address, type Looked, USUAL, USUAL_KINDS, type View } from '../history/address.ts'
import { useWindow } from '../model.ts'

interface Entry {
  readonly label: string
  /** The views that belong to it. */
  readonly of: readonly View[]
  /** Where it leads: what is looked at there is what was looked at before. */
  to(looked: Looked): Address
}

const ENTRIES: readonly Entry[] = [
  { label: 'Seats', of: ['seats'], to: () => ({ view: 'seats' }) },
  { label: 'Features', of: ['features', 'feature', 'how-many'], to: (looked) => ({ view: 'features', ...looked }) },
  { label: 'Users', of: ['users', 'person'], to: () => ({ view: 'users', text: '' }) },
  {
    label: 'Denials',
    of: ['denials'],
    to: ({ span }) => ({ view: 'denials', span, tags: [], feature: null, user: null, kinds: USUAL_KINDS }),
  },
  { label: 'Capacity', of: ['capacity'], to: () => ({ view: 'capacity' }) },
  { label: 'Feature codes', of: ['codes'], to: () => ({ view: 'codes' }) },
]

/** The name, the views, and in the demo the mark that says so and the way out of it. */
export function TitleBar({
  address,
  onGo,
  onSetup,
}: {
  address: Address
  onGo: (to: Address) => void
  onSetup: () => void
}) {
  const demo = useWindow((state) => state.info?.demo ?? false)
  const ready = useWindow((state) => state.settings !== null)
  const looked: Looked = {
    span: 'span' in address ? address.span : USUAL.span,
    working: 'working' in address ? address.working : USUAL.working,
  }
  return (
    <div className="title-bar">
      <h1>Seatlog</h1>
      <nav aria-label="Views">
        {ENTRIES.map(({ label, of, to }) => (
          <button
            key={label}
            type="button"
            className="view"
            aria-current={of.includes(address.view) ? 'page' : undefined}
            onClick={() => onGo(to(looked))}
          >
            {label}
          </button>
        ))}
      </nav>
      {demo && <p className="demo">Demo: simulated license server</p>}
      <button type="button" className={demo ? 'primary' : 'quiet'} onClick={onSetup} disabled={!ready}>
        {demo ? 'Set up your own servers' : 'Set up'}
      </button>
    </div>
  )
}
