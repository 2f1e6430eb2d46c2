import type { ReactNode } from 'react'
import { formats } from '../formats.ts'
import type { Draft } from './draft.ts'
import { Field } from './field.tsx'
import { numberOf } from './typed.ts'
import { useSettingsForm } from './use-form.ts'
import { roundSpan } from './words.ts'

type NumberKey = { [K in keyof Draft]: K extends `${string}Seconds` ? K : never }[keyof Draft]

/** A number of seconds; longer times are told in minutes and hours beside it. */
export function SecondsField({ name, label, hint }: { name: NumberKey; label: string; hint?: ReactNode }) {
  const { draft, change } = useSettingsForm()
  const seconds = numberOf(draft[name])
  return (
    <Field name={name} label={label} hint={hint} className="short">
      {(wired) => (
        <span className="with-unit">
          <input
            {...wired}
            type="number"
            value={draft[name]}
            onChange={(event) => change({ [name]: event.target.value })}
          />{' '}
          seconds{seconds >= 120 && <span className="muted"> = {roundSpan(seconds, formats)}</span>}
        </span>
      )}
    </Field>
  )
}
