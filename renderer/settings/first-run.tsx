import { useEffect, useRef, useState } from 'react'
import type { SettingsView } from '../../preload/contract/settings.ts'
import { useModel, useWindow } from '../model.ts'
import { FirstPins } from './first-pins.tsx'
import { FirstServers } from './first-servers.tsx'
import { DataFolderField, NamesField } from './record-fields.tsx'
import { RoleForAll } from './role-for-all.tsx'
import { SectionForm } from './section-form.tsx'
import { SECTIONS } from './sections.ts'
import { FormContext, useForm } from './use-form.ts'

const KEYS = [...SECTIONS.servers.keys, ...SECTIONS.data.keys]

/** The first page of a Seatlog without servers: from what was found on this computer to polling, on one page. */
export function FirstRun({ onStay, onSeats }: { onStay: () => void; onSeats: () => void }) {
  const settings = useWindow((state) => state.settings)
  if (settings === null) return <p className="empty">Asking for the settings …</p>
  return <Steps settings={settings} onStay={onStay} onSeats={onSeats} />
}

function Steps({
  settings,
  onStay,
  onSeats,
}: {
  settings: SettingsView
  /** The address of the seats will show seats, once there are servers: what is left to do is here. */
  onStay: () => void
  onSeats: () => void
}) {
  const demo = useWindow((state) => state.info?.demo ?? false)
  const form = useForm(settings, KEYS)
  const [begun, setBegun] = useState(false)
  const ready = form.edited(['servers'])
  const place = useRef<HTMLDivElement>(null)

  // The button that led here is gone.
  useEffect(() => {
    if (document.activeElement === document.body) place.current?.focus()
  }, [])

  return (
    <section className="first-run" aria-label="First run">
      <FormContext value={form}>
        {begun ? (
          <FirstPins onSeats={onSeats} />
        ) : (
          <SectionForm
            edited={ready}
            save="Save and begin"
            idle="Add a server first."
            onUndo={null}
            onSave={async () => {
              onStay()
              const saved = await form.save(KEYS)
              if (saved.ok) setBegun(true)
              return saved
            }}
          >
            <div ref={place} className="section-fields" tabIndex={-1}>
              <FirstHead demo={demo} onSeats={onSeats} />
              <section className="step" aria-labelledby="step-1">
                <h3 id="step-1">1. License servers</h3>
                <FirstServers />
              </section>
              <section className="step" aria-labelledby="step-2">
                <h3 id="step-2">2. The record</h3>
                <RoleForAll />
                <DataFolderField />
                <NamesField />
                <p className="muted">
                  Old debug logs, and the files of a LicenseMonitor or of the Python usage logger, can be added at any
                  time by <code>seatlog import</code>: read “Imports” in docs/file-formats.md.
                </p>
              </section>
              <section className="step" aria-labelledby="step-3">
                <h3 id="step-3">3. Pinned features</h3>
                <p className="muted">
                  After saving, as soon as a server has answered: choose the features that the tray speaks of.
                </p>
              </section>
            </div>
          </SectionForm>
        )}
      </FormContext>
    </section>
  )
}

function FirstHead({ demo, onSeats }: { demo: boolean; onSeats: () => void }) {
  const model = useModel()

  async function look(): Promise<void> {
    if (demo || (await model.startDemo())) onSeats()
  }

  return (
    <div className="first-head">
      <h2>Set up Seatlog</h2>
      <p className="muted">
        Seatlog asks FlexLM license servers who holds which seat, and keeps the record. Everything here can be changed
        later in the settings.
      </p>
      <p>
        <button type="button" className="link" onClick={() => void look()}>
          Look around in the demo first
        </button>
      </p>
    </div>
  )
}
