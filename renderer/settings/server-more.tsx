import { Field, FieldGroup } from './field.tsx'
import { LogTry } from './log-try.tsx'
import { PackagesTable } from './packages-table.tsx'
import type { DraftServer } from './server-draft.ts'
import { WorkingHours } from './working-hours.tsx'

/** Those this computer knows, to choose from; any other may be typed. */
const ZONES: readonly string[] = Intl.supportedValuesOf('timeZone')

const ROLES = {
  auto: [
    'Keep its record',
    'unless another Seatlog with the same data folder does; then this one shows what that one writes.',
  ],
  viewer: ['Show only what another Seatlog records', 'This one never asks the license server.'],
} as const

/** What a server may have besides tag and address. */
export function ServerMore({
  server,
  onChange,
}: {
  server: DraftServer
  onChange: (part: Partial<DraftServer>) => void
}) {
  const name = `servers.${server.id}`
  const path = (key: 'optionsFile' | 'licenseFile', label: string, hint: string) => (
    <Field name={`${name}.${key}`} label={label} hint={hint}>
      {(wired) => (
        <input
          {...wired}
          className="mono"
          value={server[key]}
          spellCheck={false}
          onChange={(event) => onChange({ [key]: event.target.value })}
        />
      )}
    </Field>
  )
  return (
    <div className="fields server-more">
      <FieldGroup name={`${name}.role`} label="Role">
        {(Object.keys(ROLES) as (keyof typeof ROLES)[]).map((role) => (
          <label key={role} className="choice">
            <input
              type="radio"
              name={`${name}.role`}
              checked={server.role === role}
              onChange={() => onChange({ role })}
            />
            <span>
              {ROLES[role][0]} <small>{ROLES[role][1]}</small>
            </span>
          </label>
        ))}
      </FieldGroup>
      <Field
        name={`${name}.zone`}
        label="Time zone"
        hint="Of the license server’s clock, as an IANA name. Empty: that of this computer."
        className="medium"
      >
        {(wired) => (
          <>
            <input
              {...wired}
              list={`${wired.id}-zones`}
              value={server.zone}
              placeholder={Intl.DateTimeFormat().resolvedOptions().timeZone}
              spellCheck={false}
              onChange={(event) => onChange({ zone: event.target.value })}
            />
            <datalist id={`${wired.id}-zones`}>
              {ZONES.map((zone) => (
                <option key={zone} value={zone} />
              ))}
            </datalist>
          </>
        )}
      </Field>
      <Field
        name={`${name}.debugLogs`}
        label="Debug logs of its vendor daemons"
        hint={
          <>
            Full paths, one a line. <code>@DATE@</code> and <code>@LATEST@</code> stand for what changes in a name. They
            tell denials, and checkouts to the second.
          </>
        }
      >
        {(wired) => (
          <textarea
            {...wired}
            className="mono"
            rows={Math.max(2, server.debugLogs.split('\n').length)}
            value={server.debugLogs}
            spellCheck={false}
            onChange={(event) => onChange({ debugLogs: event.target.value })}
          />
        )}
      </Field>
      <LogTry paths={server.debugLogs} />
      <WorkingHours name={`${name}.workingHours`} hours={server.workingHours} onChange={onChange} />
      {path('optionsFile', 'Options file', 'Full path of the vendor daemon’s options file: usage by its groups.')}
      {path(
        'licenseFile',
        'License file',
        'Full path, for its packages; not needed where the address is the license file.',
      )}
      <PackagesTable name={`${name}.packages`} rows={server.packages} onChange={onChange} />
    </div>
  )
}
