import type { DenialsAnswer } from '../../preload/contract/history.ts'
import { formats } from '../formats.ts'
import { Icon } from '../icons.tsx'
import type { Address } from './address.ts'
import { KIND_LABELS, KINDS } from './denials-words.ts'
import { goTo } from './use-address.ts'

export type DenialsAddress = Extract<Address, { view: 'denials' }>

/** Which denials are meant: classes to choose from, and the feature, user and servers they are restricted to. */
export function DenialsFilter({
  address,
  byKind,
  label,
}: {
  address: DenialsAddress
  byKind: DenialsAnswer['byKind'] | null
  /** What names a feature. */
  label: (feature: string) => string
}) {
  const { kinds, feature, user, tags } = address
  const rawOf = new Map(byKind?.map(({ kind, raw }) => [kind, raw]))
  return (
    <div className="denials-filter">
      <fieldset className="chips">
        <legend className="unseen">Kinds of denials</legend>
        {KINDS.map((kind) => (
          <label key={kind} className="chip">
            <input
              type="checkbox"
              checked={kinds.includes(kind)}
              disabled={kinds.length === 1 && kinds.includes(kind)} // none at all would ask for nothing
              onChange={({ target }) =>
                goTo({
                  ...address,
                  kinds: KINDS.filter((one) => (one === kind ? target.checked : kinds.includes(one))),
                })
              }
            />
            {KIND_LABELS[kind]}
            {byKind !== null && <span className="number"> {formats.count(rawOf.get(kind) ?? 0)}</span>}
          </label>
        ))}
      </fieldset>
      {feature !== null && (
        <Only what="Feature" text={label(feature)} onRemove={() => goTo({ ...address, feature: null })} />
      )}
      {user !== null && <Only what="User" text={user} onRemove={() => goTo({ ...address, user: null })} />}
      {tags.length > 0 && (
        <Only
          what={tags.length === 1 ? 'Server' : 'Servers'}
          text={tags.join(', ')}
          onRemove={() => goTo({ ...address, tags: [] })}
        />
      )}
    </div>
  )
}

function Only({ what, text, onRemove }: { what: string; text: string; onRemove: () => void }) {
  return (
    <button type="button" className="only" aria-label={`Not only ${what.toLowerCase()} ${text}`} onClick={onRemove}>
      <span className="muted">{what}</span> {text}
      <Icon name="close" />
    </button>
  )
}
