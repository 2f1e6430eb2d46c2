import type { KeepDays } from '../../preload/contract/settings.ts'
import { KEPT } from './draft.ts'
import { Field, FieldGroup } from './field.tsx'
import { SecondsField } from './number-field.tsx'
import { DataFolderField, LmutilField, NamesField } from './record-fields.tsx'
import { useSettingsForm } from './use-form.ts'

const FILES: Readonly<Record<keyof KeepDays, string>> = {
  features: 'Features (.csv)',
  users: 'Users (.csv)',
  checkouts: 'Checkouts (.chk)',
  denials: 'Denials (.den)',
  events: 'Events (.jsonl)',
}

/** How servers are asked, what is written where, and for how long. */
export function DataSection() {
  const { draft, change } = useSettingsForm()
  return (
    <>
      <section className="group" aria-label="Polling">
        <h3>Polling</h3>
        <LmutilField />
        <div className="beside">
          <SecondsField name="intervalSeconds" label="Ask each server every" />
          <SecondsField name="timeoutSeconds" label="Give up on an answer after" />
        </div>
      </section>
      <section className="group" aria-label="Record">
        <h3>Record</h3>
        <DataFolderField />
        <NamesField />
        <div className="beside">
          <SecondsField name="recordIntervalSeconds" label="Write features and users every" />
          <SecondsField name="capacityIntervalSeconds" label="Look for changed capacity every" />
        </div>
      </section>
      <section className="group" aria-label="Keeping">
        <h3>Keeping</h3>
        <FieldGroup
          name="keepDays"
          ofFields
          label="Delete files after so many days"
          hint="Empty: they are kept. Capacity is always kept. Once a file is deleted, the history forgets what it held."
        >
          <div className="beside kept">
            {KEPT.map((kind) => (
              <Field key={kind} name={`keepDays.${kind}`} label={FILES[kind]} className="short plain">
                {(wired) => (
                  <input
                    {...wired}
                    type="number"
                    placeholder="never"
                    value={draft.keepDays[kind]}
                    onChange={(event) => change({ keepDays: { ...draft.keepDays, [kind]: event.target.value } })}
                  />
                )}
              </Field>
            ))}
          </div>
        </FieldGroup>
        <Field
          name="archiveFolders"
          label="Archive folders"
          hint="Full paths, one a line. Files of past days that you moved there still count in the history."
        >
          {(wired) => (
            <textarea
              {...wired}
              className="mono"
              rows={Math.max(2, draft.archiveFolders.split('\n').length)}
              value={draft.archiveFolders}
              spellCheck={false}
              onChange={(event) => change({ archiveFolders: event.target.value })}
            />
          )}
        </Field>
      </section>
    </>
  )
}
