import type { Theme } from '../../preload/contract/settings.ts'
import { useWindow } from '../model.ts'
import { FieldGroup } from './field.tsx'
import { useSettingsForm } from './use-form.ts'
import { WholeSettings } from './whole-settings.tsx'

const THEMES: Readonly<Record<Theme, string>> = { system: 'As the system', light: 'Light', dark: 'Dark' }

/** How Seatlog looks and starts on this computer, and its settings as a file. */
export function ComputerSection({ onImported }: { onImported: () => void }) {
  const { draft, change } = useSettingsForm()
  const desktop = useWindow((state) => state.info?.host === 'desktop')
  const file = useWindow((state) => state.info?.settingsFile)
  return (
    <>
      <section className="group" aria-label="Window">
        <h3>Window</h3>
        <FieldGroup name="theme" label="Colors">
          <p className="row">
            {(Object.keys(THEMES) as Theme[]).map((theme) => (
              <label key={theme} className="choice">
                <input type="radio" name="theme" checked={draft.theme === theme} onChange={() => change({ theme })} />
                {THEMES[theme]}
              </label>
            ))}
          </p>
        </FieldGroup>
        {desktop && (
          <FieldGroup name="startOnLogin" label="Start">
            <label className="choice">
              <input
                type="checkbox"
                checked={draft.startOnLogin}
                onChange={(event) => change({ startOnLogin: event.target.checked })}
              />
              <span>
                When I log in <small>In the tray, without a window.</small>
              </span>
            </label>
          </FieldGroup>
        )}
      </section>
      <section className="group" aria-label="Settings as a file">
        <h3>Settings as a file</h3>
        {file !== undefined && (
          <p>
            They are kept in <span className="mono path">{file}</span>.
          </p>
        )}
        <WholeSettings onImported={onImported} />
      </section>
    </>
  )
}
