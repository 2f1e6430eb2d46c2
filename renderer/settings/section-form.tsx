import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { Failed } from './failed.tsx'
import { type Saved, useSettingsForm } from './use-form.ts'

/** The fields of a section above the bar that says whether they are saved, and saves them. */
export function SectionForm({
  edited,
  save,
  idle = '',
  onSave,
  onUndo,
  children,
}: {
  edited: boolean
  /** What the button says. */
  save: string
  /** Why there is nothing to save. */
  idle?: string
  onSave: () => Promise<Saved>
  /** Null: there is nothing to go back to. */
  onUndo: (() => void) | null
  children: ReactNode
}) {
  const form = useRef<HTMLFormElement>(null)
  const { problems, draft } = useSettingsForm()
  const [saving, setSaving] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const [saved, setSaved] = useState(false)

  // A sentence about what was there before says nothing of what is typed now.
  // biome-ignore lint/correctness/useExhaustiveDependencies: with each change of the draft
  useEffect(() => setFailure(null), [draft])

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (!edited || saving) return
    setSaving(true)
    const result = await onSave()
    setSaving(false)
    setSaved(result.ok)
    setFailure(result.ok ? null : result.message)
    if (result.ok || !result.inField) return
    // After the field that is wrong was drawn as such.
    setTimeout(() => form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus())
  }

  return (
    <form ref={form} className="section-form" noValidate onSubmit={(event) => void submit(event)}>
      {children}
      <div className="save-bar actions">
        <Failed message={failure} />
        {failure === null && (
          <span role="status">
            {edited
              ? problems.length === 0
                ? onUndo !== null && 'Not saved yet.'
                : 'Something above is still to be put right.'
              : saved
                ? 'Saved.'
                : idle}
          </span>
        )}
        {edited && onUndo !== null && (
          <button type="button" onClick={onUndo}>
            Undo
          </button>
        )}
        <button type="submit" className="primary" aria-disabled={!edited || saving}>
          {saving ? 'Saving …' : save}
        </button>
      </div>
    </form>
  )
}
