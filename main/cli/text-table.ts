import type { AnswerTable, Cell, Column } from '../service/answer-tables/table.ts'
import { durationText } from '../service/answer-tables/words.ts'

/** A cut column keeps so many characters. */
const NARROWEST = 8
const BETWEEN = '  '

/**
 * A table as aligned text: title, what it is about, and the rows under a header whose words stand under each other where
 * the column is narrow. Columns in which no row says anything are left out. `width`: of the terminal, to which long texts
 * are cut with an ellipsis; null: nothing is cut.
 */
export function textTable({ title, about, columns, rows }: AnswerTable, width: number | null): string {
  const names = Math.max(0, ...about.map(([name]) => name.length))
  const head = [title, ...about.map(([name, value]) => `${name.padEnd(names)}  ${value}`), '']
  if (rows.length === 0) return [...head, 'No rows.'].map(plain).join('\n')
  const shown = columns.flatMap((column, which) => {
    const cells = cellsOf(column, rows, which)
    return cells.every((cell) => cell === '') ? [] : [{ column, cells }]
  })
  const wanted = shown.map(({ column, cells }) =>
    cells.reduce((widest, { length }) => Math.max(widest, length), longestWord(column.name)),
  )
  const widths =
    width === null
      ? wanted
      : narrowed(
          wanted,
          shown.map(({ column }) => column),
          width,
        )
  const headers = shown.map(({ column }, which) => wrapped(column.name, widths[which] ?? 0))
  const height = Math.max(...headers.map(({ length }) => length))
  const lines = [
    ...Array.from({ length: height }, (_, line) => headers.map((words) => words[line - height + words.length] ?? '')),
    ...rows.map((_, row) => shown.map(({ cells }) => cells[row] ?? '')),
  ]
  const aligned = lines.map((cells) =>
    cells
      .map((cell, which) => {
        const space = widths[which] ?? 0
        const fitting = cell.length > space ? `${cell.slice(0, space - 1)}…` : cell
        return isRight(shown[which]?.column) ? fitting.padStart(space) : fitting.padEnd(space)
      })
      .join(BETWEEN)
      .trimEnd(),
  )
  return [...head.map(plain), ...aligned].join('\n')
}

const isRight = (column: Column | undefined): boolean => column?.kind === 'number' || column?.kind === 'duration'

/** The texts of a column; all numbers with as many decimals, so that they stand one under the other. */
function cellsOf({ kind }: Column, rows: readonly (readonly Cell[])[], which: number): readonly string[] {
  const cells = rows.map((row) => row[which] ?? null)
  const decimals = cells.some((cell) => typeof cell === 'number' && !Number.isInteger(cell)) ? 2 : 0
  return cells.map((cell) => {
    if (cell === null) return ''
    if (typeof cell === 'string') return plain(cell)
    return kind === 'duration' ? durationText(cell) : cell.toFixed(decimals)
  })
}

/** Names are other people's text: what a terminal would obey is shown as a dot. */
const plain = (text: string): string => text.replace(/\p{Cc}/gu, '·')

const longestWord = (text: string): number => Math.max(...text.split(' ').map(({ length }) => length))

function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`
    if (lines.length > 0 && longer.length <= width) lines.splice(-1, 1, longer)
    else lines.push(word)
  }
  return lines
}

/** The widest columns of text give way, until the line fits or none can give more. */
function narrowed(wanted: readonly number[], columns: readonly Column[], width: number): readonly number[] {
  const widths = [...wanted]
  let tooMuch = widths.reduce((sum, one) => sum + one + BETWEEN.length, -BETWEEN.length) - width
  for (; tooMuch > 0; tooMuch--) {
    const texts = columns.flatMap(({ kind }, which) => (kind === 'text' ? [which] : []))
    const widest = texts.reduce(
      (most, which) => ((widths[which] ?? 0) > (widths[most] ?? 0) ? which : most),
      texts[0] ?? -1,
    )
    const now = widths[widest] ?? 0
    if (now <= NARROWEST) break
    widths[widest] = now - 1
  }
  return widths
}
