import { useEffect, useState } from 'react'
import type { OwnCode } from '../../preload/contract/settings.ts'
import { useModel } from '../model.ts'
import { nextId } from './server-draft.ts'

/** A row of the user's own feature codes as it is being typed. */
export interface CodeRow extends OwnCode {
  readonly id: number
}

/** The user's own feature codes: a file of their own beside the settings. */
export interface OwnCodes {
  /** Null until they were read. */
  readonly rows: readonly CodeRow[] | null
  /** Why they could not be read. */
  readonly failure: string | null
  readonly edited: boolean
  set(row: CodeRow): void
  add(): void
  remove(id: number): void
  undo(): void
  /** Saves what was typed; why it could not be, null: it is. */
  save(): Promise<string | null>
}

/** What is saved of rows: without blanks around, without empty ones. */
export const codesOf = (rows: readonly OwnCode[]): readonly OwnCode[] =>
  rows
    .map(({ code, product, release }) => ({ code: code.trim(), product: product.trim(), release: release.trim() }))
    .filter(({ code, product }) => code !== '' || product !== '')

const rowsOf = (codes: readonly OwnCode[]): readonly CodeRow[] => codes.map((code, id) => ({ ...code, id }))

/** The own feature codes, asked for when `wanted` for the first time. */
export function useOwnCodes(wanted: boolean): OwnCodes {
  const model = useModel()
  const [saved, setSaved] = useState<readonly OwnCode[] | null>(null)
  const [rows, setRows] = useState<readonly CodeRow[] | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const edited = rows !== null && saved !== null && JSON.stringify(codesOf(rows)) !== JSON.stringify(codesOf(saved))

  useEffect(() => {
    if (!wanted || saved !== null) return
    let current = true
    void model.ask('settings.codes', null).then((answer) => {
      if (!current) return
      if (!answer.ok) {
        setFailure(answer.message)
        return
      }
      setSaved(answer.value)
      setRows(rowsOf(answer.value))
      setFailure(null)
    })
    return () => {
      current = false
    }
  }, [wanted, saved, model])

  return {
    rows,
    failure,
    edited,
    set: (changed) => setRows((before) => before?.map((row) => (row.id === changed.id ? changed : row)) ?? null),
    add: () =>
      setRows((before) =>
        before === null ? null : [{ id: nextId(before), code: '', product: '', release: '' }, ...before],
      ),
    remove: (id) => setRows((before) => before?.filter((row) => row.id !== id) ?? null),
    undo: () => saved !== null && setRows(rowsOf(saved)),
    async save() {
      if (rows === null || !edited) return null
      const answer = await model.ask('settings.saveCodes', { codes: codesOf(rows) })
      if (!answer.ok) return answer.message
      setSaved(answer.value)
      // What was typed meanwhile stays typed.
      setRows((now) => (now === rows ? rowsOf(answer.value) : now))
      return null
    },
  }
}
