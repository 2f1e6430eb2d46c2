import { createContext, useContext, useEffect, useMemo, useState } from 'react'
import type { SettingsChecked, SettingsView } from '../../preload/contract/settings.ts'
import { useModel } from '../model.ts'
import { changesOf, type Draft, draftOf, restrictedTo } from './draft.ts'
import { type FieldProblem, fieldOf } from './field-of.ts'

/** Milliseconds without typing before what was typed is checked. */
const PAUSE = 300

/** The settings while they are being changed; what is not touched follows what is saved. */
export interface SettingsForm {
  readonly saved: SettingsView
  readonly draft: Draft
  /** What is wrong with the changes to the settings in sight, by the schema that saving goes by. */
  readonly problems: readonly FieldProblem[]
  change(part: Partial<Draft>): void
  /** Whether any of these is not saved as it stands. */
  edited(keys: readonly (keyof Draft)[]): boolean
  undo(keys: readonly (keyof Draft)[]): void
  /** Saves the changes to these. */
  save(keys: readonly (keyof Draft)[]): Promise<Saved>
}

/** `inField`: `problems` now tells which field the sentence is about. */
export type Saved = { readonly ok: true } | { readonly ok: false; readonly message: string; readonly inField: boolean }

/** A form over the settings. `shown`: the settings in sight, which are checked while they are typed. */
export function useForm(saved: SettingsView, shown: readonly (keyof Draft)[]): SettingsForm {
  const model = useModel()
  const [edits, setEdits] = useState<Partial<Draft>>({})
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const draft = useMemo(() => ({ ...draftOf(saved), ...edits }), [saved, edits])
  const changes = useMemo(() => changesOf(draft, saved), [draft, saved])
  const patch = restrictedTo(changes, shown)
  const key = Object.keys(patch).length === 0 ? '' : JSON.stringify(patch)

  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for patch and draft
  useEffect(() => {
    if (key === '') {
      setProblems([])
      return
    }
    let current = true
    const timer = setTimeout(async () => {
      const answer = await model.ask('settings.check', patch)
      if (current) setProblems(answer.ok ? inDraft(answer.value.problems, draft) : [])
    }, PAUSE)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [key, model])

  async function save(keys: readonly (keyof Draft)[]): Promise<Saved> {
    const sent = edits
    const wanted = restrictedTo(changes, keys)
    if (Object.keys(wanted).length === 0) return { ok: true }
    const answer = await model.save(wanted)
    if (!answer.ok) {
      const checked = await model.ask('settings.check', wanted)
      const found = checked.ok ? inDraft(checked.value.problems, draft) : []
      setProblems(found)
      return { ok: false, message: answer.message, inField: found.length > 0 }
    }
    // What was typed meanwhile stays typed.
    setEdits((now) => without(now, (one) => keys.includes(one) && now[one] === sent[one]))
    return { ok: true }
  }

  return {
    saved,
    draft,
    problems,
    change: (part) => setEdits((before) => ({ ...before, ...part })),
    edited: (keys) => keys.some((one) => one in changes),
    undo: (keys) => setEdits((before) => without(before, (one) => keys.includes(one))),
    save,
  }
}

function without(edits: Partial<Draft>, gone: (key: keyof Draft) => boolean): Partial<Draft> {
  return Object.fromEntries(Object.entries(edits).filter(([key]) => !gone(key as keyof Draft)))
}

const inDraft = (problems: SettingsChecked['problems'], draft: Draft): readonly FieldProblem[] =>
  problems.map(({ key, message }) => ({ field: fieldOf(key, draft), message }))

export const FormContext = createContext<SettingsForm | null>(null)

/** The form that a field stands in. */
export function useSettingsForm(): SettingsForm {
  const form = useContext(FormContext)
  if (form === null) throw new Error('a field of the settings stands outside a form')
  return form
}
