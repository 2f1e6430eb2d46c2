import type { NamesMode } from '../../preload/contract/settings.ts'
import { Field, FieldGroup } from './field.tsx'
import { FolderCheck } from './folder-check.tsx'
import { useSettingsForm } from './use-form.ts'

const NAMES: Readonly<Record<NamesMode, { readonly label: string; readonly says: string }>> = {
  names: { label: 'Names', says: 'Users and hosts are written as lmstat shows them.' },
  pseudonyms: { label: 'Pseudonyms', says: 'Each person and host gets a made-up name that stays the same.' },
  none: { label: 'No names', says: 'Only how many seats are in use.' },
}

/** Where lmutil is; empty: the one that was found. */
export function LmutilField() {
  const { saved, draft, change } = useSettingsForm()
  const found = saved.lmutil === '' ? saved.lmutilFound : null // else it is only the saved path again
  const hint =
    saved.lmutil !== ''
      ? 'Left empty, Seatlog looks for lmutil itself.'
      : found === null
        ? 'No lmutil was found on this computer. It comes with every FlexLM license server; give its full path.'
        : 'Left empty, Seatlog uses the one it found, shown in gray.'
  return (
    <Field name="lmutil" label="Path of lmutil" hint={hint}>
      {(wired) => (
        <input
          {...wired}
          className="mono"
          value={draft.lmutil}
          placeholder={found ?? ''}
          spellCheck={false}
          onChange={(event) => change({ lmutil: event.target.value })}
        />
      )}
    </Field>
  )
}

/** Where the record is kept, with what is found there while it is typed. */
export function DataFolderField() {
  const { draft, change } = useSettingsForm()
  return (
    <Field
      name="dataFolder"
      label="Data folder"
      hint="Where the record is kept as open text files, as a full path; a shared folder serves all who can read it."
    >
      {(wired) => (
        <>
          <input
            {...wired}
            className="mono"
            value={draft.dataFolder}
            spellCheck={false}
            onChange={(event) => change({ dataFolder: event.target.value })}
          />
          <FolderCheck />
        </>
      )}
    </Field>
  )
}

/** How people are written into the record. */
export function NamesField() {
  const { draft, change } = useSettingsForm()
  return (
    <FieldGroup
      name="names"
      label="People in the record"
      hint="The record tells when a person used which program: ask whoever answers for privacy at your site."
    >
      {(Object.keys(NAMES) as NamesMode[]).map((mode) => (
        <label key={mode} className="choice">
          <input type="radio" name="names" checked={draft.names === mode} onChange={() => change({ names: mode })} />
          <span>
            {NAMES[mode].label} <small>{NAMES[mode].says}</small>
          </span>
        </label>
      ))}
    </FieldGroup>
  )
}
