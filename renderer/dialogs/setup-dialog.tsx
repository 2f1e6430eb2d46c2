import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { NamesMode, SettingsView } from '../../preload/contract/api.ts'
import { Icon } from '../icons.tsx'
import { useModel, useWindow } from '../model.ts'
import { Modal } from './modal.tsx'
import { type Draft, draftOf, type Field, fieldOf, isEdited, patchOf, refusal } from './setup-draft.ts'
import { SetupServers } from './setup-servers.tsx'

const NAMES: Readonly<Record<NamesMode, { readonly label: string; readonly says: string }>> = {
  names: { label: 'Names', says: 'Users and hosts are written as lmstat shows them.' },
  pseudonyms: { label: 'Pseudonyms', says: 'Each person and host gets a made-up name that stays the same.' },
  none: { label: 'No names', says: 'Only how many seats are in use.' },
}

export interface SetupDialogProps {
  /** What was typed before the dialog was last left with Escape. */
  readonly kept: Draft | null
  /** `draft`: what was typed and is to be offered again; null when it was saved or given up. */
  readonly onClose: (draft: Draft | null) => void
}

/** Servers, lmutil, where and how the record is kept. Waits for the settings before it opens. */
export function SetupDialog(props: SetupDialogProps) {
  const settings = useWindow((state) => state.settings)
  if (settings === null) return null
  return <SetupForm settings={settings} {...props} />
}

function SetupForm({ settings, kept, onClose }: SetupDialogProps & { settings: SettingsView }) {
  const model = useModel()
  const file = useWindow((state) => state.info?.settingsFile)
  const demo = useWindow((state) => state.info?.demo ?? false)
  const form = useRef<HTMLFormElement>(null)
  const [draft, setDraft] = useState(() => kept ?? draftOf(settings))
  const [offered, setOffered] = useState(kept !== null)
  const [failure, setFailure] = useState<{ readonly message: string; readonly field: Field | null } | null>(null)
  const [saving, setSaving] = useState(false)
  const wrong = failure?.field ?? null
  const found = settings.lmutil === '' ? settings.lmutilFound : null // else it is only the saved path again

  useEffect(() => {
    if (failure !== null) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
  }, [failure])

  function change(part: Partial<Draft>): void {
    setDraft((before) => ({ ...before, ...part }))
    setFailure(null)
  }

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault()
    const patch = patchOf(draft)
    const refused = refusal(patch, demo)
    if (refused !== null) {
      const [first] = draft.servers
      setFailure({ message: refused, field: first === undefined ? null : `tag ${first.id}` })
      return
    }
    setSaving(true)
    setFailure(null)
    const answer = await model.save(patch)
    setSaving(false)
    if (answer.ok) onClose(null)
    else setFailure({ message: answer.message, field: fieldOf(answer.message, draft) })
  }

  return (
    <Modal title="Set up" className="setup" onClose={() => onClose(isEdited(draft, settings) ? draft : null)}>
      <form ref={form} onSubmit={(event) => void save(event)}>
        <div className="fields">
          <SetupServers draft={draft} wrong={wrong} onChange={change} />
          <label className="field">
            <span>Path of lmutil</span>
            <input
              className="mono"
              value={draft.lmutil}
              placeholder={found ?? ''}
              aria-invalid={wrong === 'lmutil' || undefined}
              spellCheck={false}
              onChange={(event) => change({ lmutil: event.target.value })}
            />
            <small>
              {settings.lmutil !== ''
                ? 'Left empty, Seatlog looks for lmutil itself.'
                : found === null
                  ? 'No lmutil was found on this machine. It comes with every FlexLM license server; give its full path.'
                  : 'Left empty, Seatlog uses the one it found, shown in gray.'}
            </small>
          </label>
          <label className="field">
            <span>Data folder</span>
            <input
              className="mono"
              value={draft.dataFolder}
              aria-invalid={wrong === 'dataFolder' || undefined}
              spellCheck={false}
              onChange={(event) => change({ dataFolder: event.target.value })}
            />
            <small>
              Where the record is kept as open text files, as a full path; a shared folder serves all who can read it.
            </small>
          </label>
          <label className="field short">
            <span>Ask each server every</span>
            <span className="with-unit">
              <input
                type="number"
                required
                min={10}
                max={3600}
                value={draft.interval}
                aria-invalid={wrong === 'interval' || undefined}
                onChange={(event) => change({ interval: event.target.value })}
              />{' '}
              seconds
            </span>
          </label>
          <fieldset className="field">
            <legend>People in the record</legend>
            {(Object.keys(NAMES) as NamesMode[]).map((mode) => (
              <label key={mode} className="choice">
                <input
                  type="radio"
                  name="names"
                  checked={draft.names === mode}
                  onChange={() => change({ names: mode })}
                />
                <span>
                  {NAMES[mode].label} <small>{NAMES[mode].says}</small>
                </span>
              </label>
            ))}
            <small>
              The record tells when a person used which program: ask whoever answers for privacy at your site.
            </small>
          </fieldset>
          {file !== undefined && (
            <small className="where">
              Settings are kept in <span className="mono">{file}</span>; a table of your own feature codes,
              feature-codes.csv, goes beside it.
            </small>
          )}
        </div>
        <p className="actions closing">
          {offered && failure === null && (
            <span role="status">
              Typed before, not saved yet.{' '}
              <button
                type="button"
                className="link"
                onClick={() => {
                  change(draftOf(settings))
                  setOffered(false)
                }}
              >
                Show what is saved
              </button>
            </span>
          )}
          <span className="problem error failed" role="alert">
            {failure !== null && (
              <>
                <Icon name="error" />
                <span>{failure.message}</span>
              </>
            )}
          </span>
          <button type="button" onClick={() => onClose(null)}>
            Cancel
          </button>
          <button type="submit" className="primary" disabled={saving}>
            {saving ? 'Saving …' : 'Save'}
          </button>
        </p>
      </form>
    </Modal>
  )
}
