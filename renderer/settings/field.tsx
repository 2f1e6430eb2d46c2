import { type ReactNode, useId } from 'react'
import { Icon } from '../icons.tsx'
import { messageAt } from './field-of.ts'
import { useSettingsForm } from './use-form.ts'

/** What an input of a field takes over. */
export interface Wired {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
  /** Of inputs and text areas; whatever else cannot be read-only is switched off by `locked`. */
  readonly readOnly: boolean
}

/** Whether the administrator has locked the setting a field belongs to. */
export const useLocked = (name: string): boolean =>
  useSettingsForm().saved.locked.includes(name.split('.', 1)[0] ?? name)

/** Of a part the lock is told once, with the whole. */
const isWhole = (name: string): boolean => !name.includes('.')

/** A labelled field: `name` is its key in the settings (see `fieldOf`); below it a hint, the lock, and what is wrong. */
export function Field({
  name,
  label,
  hint,
  unseenLabel = false,
  className = '',
  children,
}: {
  name: string
  label: ReactNode
  hint?: ReactNode
  /** Where a heading over a column says the same. */
  unseenLabel?: boolean
  className?: string
  children: (wired: Wired, locked: boolean) => ReactNode
}) {
  const id = useId()
  const { problems } = useSettingsForm()
  const locked = useLocked(name)
  const noted = locked && isWhole(name)
  const message = messageAt(name, problems)
  const described = [message !== null && `${id}-wrong`, hint !== undefined && `${id}-hint`, noted && `${id}-lock`]
  return (
    <div className={`field ${className}`}>
      <label htmlFor={id} className={unseenLabel ? 'unseen' : undefined}>
        {label}
      </label>
      {children(
        {
          id,
          'aria-describedby': described.filter(Boolean).join(' ') || undefined,
          'aria-invalid': message !== null || undefined,
          readOnly: locked,
        },
        locked,
      )}
      {message !== null && <Wrong id={`${id}-wrong`} message={message} />}
      {hint !== undefined && <small id={`${id}-hint`}>{hint}</small>}
      {noted && <LockNote id={`${id}-lock`} />}
    </div>
  )
}

/** Inputs that belong together, such as radio buttons, under one name of the settings. */
export function FieldGroup({
  name,
  label,
  hint,
  ofFields = false,
  className = '',
  children,
}: {
  name: string
  label: ReactNode
  hint?: ReactNode
  /** The inputs are fields of their own, which say what is wrong with them. */
  ofFields?: boolean
  className?: string
  children: ReactNode
}) {
  const { problems } = useSettingsForm()
  const locked = useLocked(name)
  const message = ofFields ? null : messageAt(name, problems)
  return (
    <fieldset className={`field ${className}`} disabled={locked}>
      <legend>{label}</legend>
      {children}
      {message !== null && <Wrong message={message} />}
      {hint !== undefined && <small>{hint}</small>}
      {locked && isWhole(name) && <LockNote />}
    </fieldset>
  )
}

/** What is wrong, under the field that is. */
export function Wrong({ id, message }: { id?: string; message: string }) {
  return (
    <span id={id} className="wrong">
      <Icon name="error" /> {message}
    </span>
  )
}

export function LockNote({ id }: { id?: string }) {
  return (
    <small id={id} className="locked">
      <Icon name="lock" /> Set by the administrator of this computer
    </small>
  )
}
