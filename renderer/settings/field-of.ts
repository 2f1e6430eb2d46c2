import type { Draft } from './draft.ts'
import { filled } from './server-draft.ts'

/** What is wrong, at the name of the field that shows it. */
export interface FieldProblem {
  /** The key, and where in its value: `servers.3.address`, a server's number being the `id` of its row. */
  readonly field: string
  readonly message: string
}

/** The field of a key that main found wrong: of the servers it got, some rows were left out. */
export function fieldOf(key: string, draft: Draft): string {
  const [first, index, ...rest] = key.split('.')
  if (first !== 'servers' || index === undefined) return key
  const row = filled(draft.servers)[Number(index)]
  return row === undefined ? 'servers' : ['servers', row.id, ...rest].join('.')
}

/** The sentence that stands under a field: about the field itself or a part of its value. */
export function messageAt(field: string, problems: readonly FieldProblem[]): string | null {
  const isOf = ({ field: of }: FieldProblem): boolean => of === field || of.startsWith(`${field}.`)
  return problems.find(isOf)?.message ?? null
}
