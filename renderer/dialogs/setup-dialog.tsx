import { type FormEvent, useState } from 'react'
import type { NamesMode, SettingsView } from '../../preload/contract/api.ts'
import { Icon } from '../icons.tsx'
import { useModel, useWindow } from '../model.ts'
import { Modal } from './modal.tsx'
import { type Draft, draftOf, patchOf } from './setup-draft.ts'
import { SetupServers } from './setup-servers.tsx'

const NAMES: Readonly<Record<NamesMode, { readonly label: string; readonly says: string }>> = {
  names: { label: 'Names', says: 'Users and hosts are written as lmstat shows them.' },
  pseudonyms: { label: 'Pseudonyms', says: 'Each person and host gets a made-up name that stays the same.' },
  none: { label: 'No names', says: 'Only how many seats are in use.' },
}

/** Servers, lmutil, where and how the record is kept. Waits for the settings before it opens. */
export function SetupDialog({ onClose }: { onClose: () => void }) {
  const settings = useWindow((state) => state.settings)
  if (settings === null) return null
  return <SetupForm settings={settings} onClose={onClose} />
}

function SetupForm({ settings, onClose }: { settings: SettingsView; onClose: () => void }) {
  const model = useModel()
  const file = useWindow((state) => state.info?.settingsFile)
  const [draft, setDraft] = useState(() => draftOf(settings))
  const [failure, setFailure] = useState<string | null>(null)
  const [saving, setSaving] = useState(false)
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault()
    setSaving(true)
    setFailure(null)
    const answer = await model.save(patchOf(draft))
    setSaving(false)
    if (answer.ok) onClose()
    else setFailure(answer.message)
  }

  return (
    <Modal title="Set up" className="setup" onClose={onClose}>
      <form onSubmit={(event) => void save(event)}>
        <div className="fields">
          <SetupServers draft={draft} onChange={change} />
          <label className="field">
            <span>Path of lmutil</span>
            <input
              className="mono"
              value={draft.lmutil}
              placeholder={settings.lmutilFound ?? ''}
              spellCheck={false}
              onChange={(event) => change({ lmutil: event.target.value })}
            />
            <small>
              {settings.lmutilFound === null
                ? 'No lmutil was found on this machine. It comes with every FlexLM license server; give its full path.'
                : 'Left empty, Seatlog uses the one it found, shown in gray.'}
            </small>
          </label>
          <label className="field">
            <span>Data folder</span>
            <input
              className="mono"
              value={draft.dataFolder}
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
          <span className="problem error failed" role="alert">
            {failure !== null && (
              <>
                <Icon name="error" />
                <span>{failure}</span>
              </>
            )}
          </span>
          <button type="button" onClick={onClose}>
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
