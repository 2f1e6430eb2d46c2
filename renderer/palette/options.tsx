import { useEffect, useRef } from 'react'
import { Marked } from '../seats/marked.tsx'
import type { Entry } from './entries.ts'
import type { Goal } from './goal.ts'
import type { Group } from './groups.ts'

/** The id of the option of a number in the list. */
export const optionId = (list: string, number: number): string => `${list}-${number}`

/** The list below the field, in groups. Options are numbered through. */
export function Options({
  id,
  groups,
  active,
  words,
  onChoose,
  onTake,
}: {
  id: string
  groups: readonly Group[]
  active: number
  words: readonly string[]
  onChoose: (entry: string) => void
  onTake: (goal: Goal) => void
}) {
  const list = useRef<HTMLDivElement>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another list may have it elsewhere
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [active, groups])

  let before = 0
  return (
    <div ref={list} id={id} role="listbox" aria-label="Places" className="options">
      {groups.map((group, nth) => {
        const first = before
        before += group.entries.length
        const heading = `${id}-group-${nth}`
        return (
          // biome-ignore lint/a11y/useSemanticElements: a part of a list, not of a form
          <div key={group.label} role="group" aria-labelledby={heading}>
            <p id={heading} className="heading">
              {group.label}
              {group.more && <span>more, keep typing</span>}
            </p>
            {group.entries.map((entry, index) => (
              <Option
                key={entry.id}
                id={optionId(id, first + index)}
                entry={entry}
                active={first + index === active}
                words={words}
                onChoose={onChoose}
                onTake={onTake}
              />
            ))}
          </div>
        )
      })}
    </div>
  )
}

function Option({
  id,
  entry,
  active,
  words,
  onChoose,
  onTake,
}: {
  id: string
  entry: Entry
  active: boolean
  words: readonly string[]
  onChoose: (entry: string) => void
  onTake: (goal: Goal) => void
}) {
  const isCode = entry.goal.kind === 'code'
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the field's, which keeps the focus
    <div
      id={id}
      role="option"
      aria-selected={active}
      tabIndex={-1}
      className="option"
      onPointerMove={() => active || onChoose(entry.id)}
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => onTake(entry.goal)}
    >
      <span className="names">
        <span className={isCode ? 'mono' : undefined}>
          <Marked text={entry.label} words={words} />
        </span>{' '}
        <small>
          <Marked text={entry.detail} words={words} />
        </small>
      </span>
      <small className="hint">{entry.hint}</small>
    </div>
  )
}
