import { useWindow } from '../model.ts'

export type View = 'seats' | 'codes'

const VIEWS: readonly { readonly name: View; readonly label: string }[] = [
  { name: 'seats', label: 'Seats' },
  { name: 'codes', label: 'Feature codes' },
]

/** The name, the views, and in the demo the mark that says so and the way out of it. */
export function TitleBar({ view, onView, onSetup }: { view: View; onView: (view: View) => void; onSetup: () => void }) {
  const demo = useWindow((state) => state.info?.demo ?? false)
  const ready = useWindow((state) => state.settings !== null)
  return (
    <div className="title-bar">
      <h1>Seatlog</h1>
      <nav aria-label="Views">
        {VIEWS.map(({ name, label }) => (
          <button
            key={name}
            type="button"
            className="view"
            aria-current={view === name ? 'page' : undefined}
            onClick={() => onView(name)}
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
