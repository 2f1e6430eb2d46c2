import { useRef, useState } from 'react'
import type { ServerSeats } from '../../preload/contract/seats.ts'
import { formats } from '../formats.ts'
import { SearchField } from '../search-field.tsx'
import { matches, searchWords } from '../seats/filter.ts'

/** More boxes than these do not help; the search does. */
const SHOWN = 40

/** Something that can be chosen from many. */
export interface Choice {
  readonly key: string
  readonly label: string
  /** Beside it: what else it is called. */
  readonly also: string
}

/** Features of the seats view by their keys. */
export const featureChoices = (servers: readonly ServerSeats[]): readonly Choice[] =>
  servers.flatMap(({ features }) =>
    features.map(({ key, name, products, tag }) => ({
      key,
      label: products[0] ?? name,
      also: products.length === 0 ? tag : `${name} · ${tag}`,
    })),
  )

export const serverChoices = (servers: readonly ServerSeats[]): readonly Choice[] =>
  servers.map(({ tag, address }) => ({ key: tag, label: tag, also: address }))

/** Boxes to tick, the chosen ones first, found by typing. */
export function FeaturePicker({
  label,
  choices,
  chosen,
  noneChosen,
  onChange,
}: {
  label: string
  choices: readonly Choice[]
  chosen: readonly string[]
  noneChosen: string
  onChange: (chosen: readonly string[]) => void
}) {
  const field = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [first] = useState(() => new Set(chosen)) // boxes do not move away under the pointer
  const known = new Set(choices.map(({ key }) => key))
  const gone = chosen
    .filter((key) => !known.has(key))
    .map((key) => ({ key, label: nameOf(key), also: 'not served now' }))
  const all = [...choices, ...gone]
  const ordered = [...all.filter(({ key }) => first.has(key)), ...all.filter(({ key }) => !first.has(key))]
  const found = ordered.filter((one) => matches([one.label, one.also], searchWords(text)))
  const searched = choices.length > 12
  return (
    <div className="picker">
      <div className="picker-head">
        {searched && (
          <SearchField
            field={field}
            label={`Search ${label.toLowerCase()}`}
            placeholder={`Search ${label.toLowerCase()}`}
            text={text}
            onText={setText}
          />
        )}
        <span className="muted" role="status">
          {chosen.length === 0 ? noneChosen : `${formats.count(chosen.length)} chosen`}
        </span>
      </div>
      <fieldset className="boxes">
        <legend className="unseen">{label}</legend>
        {found.slice(0, SHOWN).map(({ key, label: name, also }) => (
          <label key={key} className="choice">
            <input
              type="checkbox"
              checked={chosen.includes(key)}
              onChange={(event) =>
                onChange(event.target.checked ? [...chosen, key] : chosen.filter((one) => one !== key))
              }
            />
            <span>
              {name} <small>{also}</small>
            </span>
          </label>
        ))}
        {found.length === 0 && <p className="muted">None is called so.</p>}
      </fieldset>
      {found.length > SHOWN && <small>{formats.count(found.length - SHOWN)} more: search for them.</small>}
    </div>
  )
}

/** The name within a feature's key (tag, daemon, name, ordinal). */
const nameOf = (key: string): string => decodeURIComponent(key.split('/')[2] ?? key)
