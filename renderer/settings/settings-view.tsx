import { useEffect, useRef } from 'react'
import type { SettingsView as Settings } from '../../preload/contract/settings.ts'
import { goTo } from '../history/use-address.ts'
import { useWindow } from '../model.ts'
import { AlertsSection } from './alerts-section.tsx'
import { ComputerSection } from './computer-section.tsx'
import { DataSection } from './data-section.tsx'
import { FeaturesSection } from './features-section.tsx'
import { useOwnCodes } from './own-codes.ts'
import { SectionForm } from './section-form.tsx'
import { SETTINGS_SECTIONS, type SettingsSection } from './section-names.ts'
import { SECTIONS } from './sections.ts'
import { ServersSection } from './servers-section.tsx'
import { FormContext, useForm } from './use-form.ts'

/** The settings, a section at a time. What is typed stays until it is saved or undone, wherever one goes. */
export function SettingsView({ section }: { section: SettingsSection | null }) {
  const settings = useWindow((state) => state.settings)
  if (settings !== null) return <Sections settings={settings} section={section} />
  return section === null ? null : <p className="empty">Asking for the settings …</p>
}

/** Stays, with what was typed, while another view is shown (`section` null). */
function Sections({ settings, section }: { settings: Settings; section: SettingsSection | null }) {
  const form = useForm(settings, section === null ? [] : SECTIONS[section].keys)
  const codes = useOwnCodes(section === 'features')
  const place = useRef<HTMLDivElement>(null)
  const edited = (one: SettingsSection) => form.edited(SECTIONS[one].keys) || (one === 'features' && codes.edited)

  // Keys go on from the section that was gone to, not from what led there and is gone.
  useEffect(() => {
    const active = document.activeElement
    if (section === null || active?.closest('header, .section-links') != null) return
    if (!place.current?.contains(active)) place.current?.focus()
  }, [section])

  function undo(one: SettingsSection): void {
    form.undo(SECTIONS[one].keys)
    if (one === 'features') codes.undo()
  }

  if (section === null) return null
  return (
    <section className="settings" aria-label="Settings">
      <nav className="section-links" aria-label="Sections of the settings">
        {SETTINGS_SECTIONS.map((one) => (
          <button
            key={one}
            type="button"
            className="view"
            aria-current={one === section ? 'page' : undefined}
            onClick={() => goTo({ view: 'settings', section: one })}
          >
            {SECTIONS[one].label}
            {edited(one) && (
              <>
                <span className="edited-mark" aria-hidden="true" />
                <span className="unseen">not saved yet</span>
              </>
            )}
          </button>
        ))}
      </nav>
      <FormContext value={form}>
        <SectionForm
          key={section}
          edited={edited(section)}
          save="Save"
          onUndo={() => undo(section)}
          onSave={async () => {
            const saved = await form.save(SECTIONS[section].keys)
            if (!saved.ok || section !== 'features') return saved
            const message = await codes.save()
            return message === null ? saved : { ok: false, message, inField: false }
          }}
        >
          <div ref={place} className="section-fields" tabIndex={-1}>
            <h2>{SECTIONS[section].label}</h2>
            {section === 'servers' && <ServersSection />}
            {section === 'data' && <DataSection />}
            {section === 'alerts' && <AlertsSection />}
            {section === 'features' && <FeaturesSection codes={codes} />}
            {section === 'computer' && <ComputerSection onImported={() => SETTINGS_SECTIONS.forEach(undo)} />}
          </div>
        </SectionForm>
      </FormContext>
    </section>
  )
}
