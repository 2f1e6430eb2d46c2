import { CodesTable } from './codes-table.tsx'
import { Field } from './field.tsx'
import { SecondsField } from './number-field.tsx'
import type { OwnCodes } from './own-codes.ts'
import { useSettingsForm } from './use-form.ts'

/** What features are called here, and which of them do for each other. */
export function FeaturesSection({ codes }: { codes: OwnCodes }) {
  const { draft, change } = useSettingsForm()
  return (
    <>
      <section className="group" aria-label="Names of your own">
        <h3>Names of your own</h3>
        <p className="muted">
          What feature codes mean at your site: in-house tools, products no table knows, or a name you like better.
        </p>
        <CodesTable codes={codes} />
      </section>
      <section className="group" aria-label="Counting denials">
        <h3>Counting denials</h3>
        <Field
          name="equivalentFeatures"
          label="Features that do for each other"
          hint="A group a line, names with blanks between. A denial of one does not count when another was got at once."
        >
          {(wired) => (
            <textarea
              {...wired}
              className="mono"
              rows={Math.max(3, draft.equivalentFeatures.split('\n').length)}
              value={draft.equivalentFeatures}
              placeholder="87676ACD_2023_0F 87084ACD_2019_0F"
              spellCheck={false}
              onChange={(event) => change({ equivalentFeatures: event.target.value })}
            />
          )}
        </Field>
        <SecondsField
          name="denialWindowSeconds"
          label="Denials of one request count once within"
          hint="Programs ask again and again: the last denial counts."
        />
      </section>
    </>
  )
}
