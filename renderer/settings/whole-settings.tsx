import { useRef, useState } from 'react'
import { Modal } from '../dialogs/modal.tsx'
import { useModel } from '../model.ts'
import { saveFile } from '../save-file.ts'
import { Failed } from './failed.tsx'

/** All settings as one file: saved for another computer or for safety, and brought back. */
export function WholeSettings({ onImported }: { onImported: () => void }) {
  const model = useModel()
  const input = useRef<HTMLInputElement>(null)
  const [chosen, setChosen] = useState<File | null>(null)
  const [told, setTold] = useState('')

  async function save(): Promise<void> {
    const answer = await model.ask('settings.export', null)
    if (answer.ok) saveFile(answer.value.fileName, 'application/json', answer.value.text)
    setTold(answer.ok ? `Saved as ${answer.value.fileName}.` : answer.message)
  }

  function imported(): void {
    setChosen(null)
    setTold('Imported: these settings count now.')
    onImported()
  }

  return (
    <>
      <p className="actions">
        <button type="button" onClick={() => void save()}>
          Export all settings
        </button>
        <button type="button" onClick={() => input.current?.click()}>
          Import settings …
        </button>
        <input
          ref={input}
          hidden
          type="file"
          accept=".json,application/json"
          aria-label="File of settings"
          onChange={(event) => {
            setChosen(event.target.files?.[0] ?? null)
            setTold('')
            event.target.value = '' // the same file may be chosen again
          }}
        />
        <span role="status">{told}</span>
      </p>
      <small>
        The file holds the key of the pseudonyms, if there is one: whoever has it can tell who is meant by them.
      </small>
      {chosen !== null && <ImportDialog file={chosen} onClose={() => setChosen(null)} onImported={imported} />}
    </>
  )
}

function ImportDialog({ file, onClose, onImported }: { file: File; onClose: () => void; onImported: () => void }) {
  const model = useModel()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)

  async function bring(): Promise<void> {
    setBusy(true)
    const answer = await model.ask('settings.import', { text: await file.text() })
    setBusy(false)
    if (!answer.ok) {
      setFailure(answer.message)
      return
    }
    model.store.set({ settings: answer.value })
    onImported()
  }

  return (
    <Modal label="Import settings?" className="import-dialog" onClose={onClose}>
      <h2>Import settings?</h2>
      <p>
        What <span className="mono">{file.name}</span> holds takes the place of all your settings: servers, folders,
        alerts, pins. What the administrator of this computer has set stays.
      </p>
      <p className="actions closing">
        <Failed message={failure} />
        <button type="button" onClick={onClose}>
          Cancel
        </button>
        <button type="button" className="primary" disabled={busy} onClick={() => void bring()}>
          {busy ? 'Importing …' : 'Import'}
        </button>
      </p>
    </Modal>
  )
}
