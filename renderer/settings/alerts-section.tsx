import { type ReactNode, useId, useState } from 'react'
import { ALERT_KINDS, type AlertKind } from '../../preload/contract/alerts.ts'
import { AlertCommand } from './alert-command.tsx'
import { LockNote, useLocked } from './field.tsx'
import { RuleCard } from './rule-card.tsx'
import { KINDS, newRule } from './rule-draft.ts'
import { nextId } from './server-draft.ts'
import { useSettingsForm } from './use-form.ts'

/** What is told without being asked, and the command that is told it, too. */
export function AlertsSection() {
  return (
    <>
      <section className="group" aria-label="Rules">
        <h3>Rules</h3>
        <Rules />
      </section>
      <AlertCommand />
    </>
  )
}

function Rules(): ReactNode {
  const { saved, draft, change } = useSettingsForm()
  const locked = useLocked('alerts')
  const rules = draft.alerts
  if (rules === null) {
    return (
      <p>
        Once this is saved, the rules that Seatlog begins with count again: the usual ones, where it keeps a record.
      </p>
    )
  }
  return (
    <>
      <p className="muted">
        {saved.alerts === null
          ? 'These are the rules that Seatlog begins with; where it only shows what another one records, all are off.'
          : 'Told by notification and in the list of alerts, never more than one notification a minute.'}
      </p>
      {locked && <LockNote />}
      <ul className="rules">
        {rules.map((rule, index) => (
          <RuleCard
            key={rule.id}
            rule={rule}
            name={`alerts.${index}`}
            onChange={(part) =>
              change({ alerts: rules.map((one) => (one.id === rule.id ? { ...one, ...part } : one)) })
            }
            onRemove={() => change({ alerts: rules.filter(({ id }) => id !== rule.id) })}
          />
        ))}
      </ul>
      {!locked && (
        <p className="actions">
          <AddRule onAdd={(kind) => change({ alerts: [...rules, newRule(kind, nextId(rules))] })} />
          {saved.alerts !== null && (
            <button type="button" className="quiet" onClick={() => change({ alerts: null })}>
              Back to the rules Seatlog begins with
            </button>
          )}
        </p>
      )}
    </>
  )
}

function AddRule({ onAdd }: { onAdd: (kind: AlertKind) => void }) {
  const id = useId()
  const [kind, setKind] = useState<AlertKind>('low')
  return (
    <>
      <label htmlFor={id} className="unseen">
        Kind of the new rule
      </label>
      <select id={id} value={kind} onChange={(event) => setKind(event.target.value as AlertKind)}>
        {ALERT_KINDS.map((one) => (
          <option key={one} value={one}>
            {KINDS[one].title}
          </option>
        ))}
      </select>
      <button type="button" onClick={() => onAdd(kind)}>
        Add a rule
      </button>
    </>
  )
}
