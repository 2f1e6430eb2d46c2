import type { SeatRow } from './rows.ts'

/** What a key does in the table: the focus goes to a row, or a feature opens or closes. */
export type Step = { readonly goTo: number } | { readonly toggle: string; readonly open: boolean }

/**
 * The step of a key pressed on the row `active`; null where the key means nothing here. As in any tree: right opens or
 * goes in, left closes or goes up to the feature. `page`: rows that fit into the window.
 */
export function stepOf(key: string, rows: readonly SeatRow[], active: number, page: number): Step | null {
  const row = rows[active]
  if (row === undefined) return null
  const goTo = (index: number) => ({ goTo: Math.max(0, Math.min(rows.length - 1, index)) })
  const toggle = (open: boolean) => ({ toggle: row.key, open })
  switch (key) {
    case 'ArrowDown':
      return goTo(active + 1)
    case 'ArrowUp':
      return goTo(active - 1)
    case 'PageDown':
      return goTo(active + page)
    case 'PageUp':
      return goTo(active - page)
    case 'Home':
      return goTo(0)
    case 'End':
      return goTo(rows.length - 1)
    case 'ArrowRight':
      return row.kind === 'feature' && !row.open ? toggle(true) : goTo(active + 1)
    case 'ArrowLeft':
      if (row.kind !== 'feature') return goTo(rows.findIndex(({ key: other }) => other === row.parent))
      return row.open ? toggle(false) : null
    case 'Enter':
    case ' ':
      return row.kind === 'feature' ? toggle(!row.open) : null
    default:
      return null
  }
}
