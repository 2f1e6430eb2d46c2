import { type KeyboardEvent, useId, useMemo, useState } from 'react'
import { Modal } from '../dialogs/modal.tsx'
import { formats } from '../formats.ts'
import { Icon } from '../icons.tsx'
import { useWindow } from '../model.ts'
import { searchWords } from '../seats/filter.ts'
import { counted } from '../wording.ts'
import { knownOf } from './entries.ts'
import type { Goal } from './goal.ts'
import { type Group, groupsAtFirst, groupsFor } from './groups.ts'
import { Options, optionId } from './options.tsx'
import { useAsked } from './use-asked.ts'
import { rememberGoal, useRecents } from './use-recents.ts'

/** Entries that a page key goes on by. */
const PAGE = 8

/** Search over everything that has a place in the window. The focus stays in the field; arrow keys choose, Enter goes there. */
export function Palette({ onGo, onClose }: { onGo: (goal: Goal) => void; onClose: () => void }) {
  const id = useId()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const { groups, waiting, failure } = useGroups(text)
  const entries = groups.flatMap((group) => group.entries)
  const at = Math.max(
    0,
    entries.findIndex((entry) => entry.id === chosen),
  )
  const active = entries[at]

  function take(goal: Goal): void {
    rememberGoal(goal)
    onClose()
    onGo(goal)
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      const goal = Math.abs(step) === 1 ? (at + step + entries.length) % entries.length : at + step
      setChosen(entries[Math.max(0, Math.min(entries.length - 1, goal))]?.id ?? null)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      if (active !== undefined) take(active.goal)
    }
  }

  return (
    <Modal label="Go to" className="palette" onClose={onClose} onBeside={onClose}>
      <div className="search-field">
        <Icon name="search" />
        <input
          type="text"
          role="combobox"
          aria-expanded={entries.length > 0}
          aria-controls={id}
          aria-autocomplete="list"
          aria-activedescendant={active === undefined ? undefined : optionId(id, at)}
          aria-label="Feature, product, code, user, host, server or view"
          placeholder="Feature, product, code, user, host, server or view"
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setChosen(null)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <Options id={id} groups={groups} active={at} words={searchWords(text)} onChoose={setChosen} onTake={take} />
      <p className="foot">
        <span role="status">{statusOf(text, entries.length, waiting)}</span>
        {failure !== null && <span>Users and hosts were not searched: {failure}</span>}
        <span className="keys" aria-hidden="true">
          <kbd>↑</kbd> <kbd>↓</kbd> choose <kbd>Enter</kbd> go <kbd>Esc</kbd> close
        </span>
      </p>
    </Modal>
  )
}

function useGroups(text: string): { groups: readonly Group[]; waiting: boolean; failure: string | null } {
  const servers = useWindow((state) => state.servers)
  const pinnedKeys = useWindow((state) => state.settings?.pinned)
  const recents = useRecents()
  const { found, waiting, failure } = useAsked(text)
  const known = useMemo(() => knownOf(servers ?? [], Date.now() / 1000, formats), [servers])
  // Not deferred: Enter must mean what stands in the field.
  const groups = useMemo(
    () => (text.trim() === '' ? groupsAtFirst(recents, known) : groupsFor(text, known, new Set(pinnedKeys), found)),
    [text, recents, known, pinnedKeys, found],
  )
  return { groups, waiting, failure }
}

function statusOf(text: string, shown: number, waiting: boolean): string {
  if (text.trim() === '') return ''
  if (shown > 0) return counted(shown, 'entry', 'entries', formats)
  return waiting ? 'Searching …' : `Nothing matches “${text.trim()}”.`
}
