import { useId } from 'react'
import { formats } from '../formats.ts'
import { Icon } from '../icons.tsx'
import { useWindow } from '../model.ts'
import { FeaturePicker, featureChoices, serverChoices } from './feature-picker.tsx'
import { useLocked, Wrong } from './field.tsx'
import { messageAt } from './field-of.ts'
import { focusBeside } from './focus-beside.ts'
import { type DraftRule, isRepeated, KINDS, sentenceParts } from './rule-draft.ts'
import { numberOf } from './typed.ts'
import { useSettingsForm } from './use-form.ts'
import { roundSpan } from './words.ts'

/** One rule as sentences with fields in them. */
export function RuleCard({
  rule,
  name,
  onChange,
  onRemove,
}: {
  rule: DraftRule
  name: string
  onChange: (part: Partial<DraftRule>) => void
  onRemove: () => void
}) {
  const id = useId()
  const { problems } = useSettingsForm()
  const locked = useLocked('alerts')
  const servers = useWindow((state) => state.servers)
  const { title, sentence, about } = KINDS[rule.kind]
  const message = messageAt(name, problems)
  const repeat = numberOf(rule.repeatMinutes)

  const number = (key: 'limit' | 'minutes' | 'repeatMinutes', label: string) => (
    <input
      key={key}
      type="number"
      aria-label={label}
      aria-invalid={messageAt(`${name}.${key}`, problems) !== null || undefined}
      aria-describedby={messageAt(`${name}.${key}`, problems) === null ? undefined : id}
      value={rule[key]}
      onChange={(event) => onChange({ [key]: event.target.value })}
    />
  )
  return (
    <li className={rule.on ? 'rule' : 'rule is-off'}>
      <fieldset disabled={locked}>
        <legend className="unseen">{title}</legend>
        <div className="rule-head">
          <label className="choice">
            <input type="checkbox" checked={rule.on} onChange={(event) => onChange({ on: event.target.checked })} />
            {title}
          </label>
          <select
            aria-label="About"
            value={rule.some ? 'some' : 'all'}
            onChange={(event) => onChange({ some: event.target.value === 'some' })}
          >
            <option value="all">All {about}</option>
            <option value="some">Only some {about}</option>
          </select>
          {!locked && (
            <button
              type="button"
              className="quiet icon-only remove"
              aria-label={`Remove the rule ${title}`}
              onClick={(event) => {
                focusBeside(event.currentTarget, 'li')
                onRemove()
              }}
            >
              <Icon name="close" />
            </button>
          )}
        </div>
        <p className="sentence">
          {sentenceParts(sentence).map((part) =>
            part === '{limit}' ? number('limit', 'Limit') : part === '{minutes}' ? number('minutes', 'Minutes') : part,
          )}
          {isRepeated(rule.kind) && (
            <>
              {' Told again after '}
              {number('repeatMinutes', 'Minutes until it is told again')} minutes
              {repeat === 0 ? ' (0: not before it was over)' : repeat >= 60 && ` (${roundSpan(repeat * 60, formats)})`}.
            </>
          )}
        </p>
        {message !== null && <Wrong id={id} message={message} />}
        {rule.some && (
          <FeaturePicker
            label={about === 'features' ? 'Features' : 'Servers'}
            choices={about === 'features' ? featureChoices(servers ?? []) : serverChoices(servers ?? [])}
            chosen={rule.of}
            noneChosen="None is chosen yet"
            onChange={(of) => onChange({ of })}
          />
        )}
      </fieldset>
    </li>
  )
}
