import { FieldGroup, useLocked } from './field.tsx'
import { type DraftHours, type DraftServer, USUAL_HOURS } from './server-draft.ts'

/** Monday first; numbers as the settings have them. */
const WEEKDAYS = [
  [1, 'Mon'],
  [2, 'Tue'],
  [3, 'Wed'],
  [4, 'Thu'],
  [5, 'Fri'],
  [6, 'Sat'],
  [0, 'Sun'],
] as const

/** When people work at a server: what “working hours only” means in the history. */
export function WorkingHours({
  name,
  hours,
  onChange,
}: {
  name: string
  hours: DraftHours | null
  onChange: (part: Pick<DraftServer, 'workingHours'>) => void
}) {
  const locked = useLocked(name)
  const set = (part: Partial<DraftHours>) => onChange({ workingHours: { ...(hours ?? USUAL_HOURS), ...part } })
  const time = (key: 'from' | 'to', label: string) => (
    <label>
      {label}{' '}
      <input
        className="time"
        value={hours?.[key] ?? ''}
        placeholder={USUAL_HOURS[key]}
        onChange={(event) => set({ [key]: event.target.value })}
      />
    </label>
  )
  return (
    <FieldGroup name={name} label="Working hours" className="working-hours">
      <label className="choice">
        <input
          type="checkbox"
          checked={hours !== null}
          onChange={(event) => onChange({ workingHours: event.target.checked ? USUAL_HOURS : null })}
        />
        <span>
          Its own <small>Otherwise Monday to Friday, 08:00 to 18:00.</small>
        </span>
      </label>
      {hours !== null && (
        <>
          <p className="row">
            {WEEKDAYS.map(([day, label]) => (
              <label key={day} className="choice">
                <input
                  type="checkbox"
                  checked={hours.weekdays.includes(day)}
                  onChange={(event) =>
                    set({
                      weekdays: event.target.checked
                        ? [...hours.weekdays, day].toSorted()
                        : hours.weekdays.filter((one) => one !== day),
                    })
                  }
                />
                {label}
              </label>
            ))}
          </p>
          <p className="row">
            {time('from', 'From')} {time('to', 'to')}
          </p>
          <label className="holidays">
            Holidays, one a line
            <textarea
              className="mono"
              rows={2}
              value={hours.holidays}
              readOnly={locked}
              placeholder="2026-12-25"
              onChange={(event) => set({ holidays: event.target.value })}
            />
          </label>
        </>
      )}
    </FieldGroup>
  )
}
