import { useModel, useWindow } from '../model.ts'
import { label } from '../seats/seat-words.ts'

/** The features whose next free seat is told, each with the way to take it back. */
export function Wishes({ keys }: { keys: readonly string[] }) {
  const model = useModel()
  const servers = useWindow((state) => state.servers)
  if (keys.length === 0) return null
  const nameOf = (key: string): string => {
    const [tag = '', , name = ''] = key.split('/').map(decodeURIComponent)
    const feature = servers?.flatMap(({ features }) => features).find((one) => one.key === key)
    return `${feature === undefined ? name : label(feature)} on ${tag}`
  }
  return (
    <section className="wishes" aria-label="Told when a seat is free">
      <p className="muted">You are told once when a seat is free of these; rules of the options file may apply.</p>
      <ul>
        {keys.map((key) => (
          <li key={key}>
            {nameOf(key)}{' '}
            <button
              type="button"
              className="link"
              aria-label={`No longer: ${nameOf(key)}`}
              onClick={() => void model.tellWhenFree(key, false)}
            >
              No longer
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
