import type { AnswerTable, Cell, Column } from '../service/answer-tables/table.ts'
import { shortDuration } from '../service/answer-tables/words.ts'

/** A cut column of text keeps so many characters: while spare columns can give way instead, and after that. */
const EASY = 12
const NARROWEST = 8
const BETWEEN = '  '

/** A column with the texts of its cells, and the width they want. */
interface Shown {
  readonly column: Column
  readonly cells: readonly string[]
  readonly wanted: number
}

/**
 * A table as aligned text: title, what it is about, and the rows under a header whose words stand under each other where
 * the column is narrow. Columns in which no row says anything are left out. `width`: of the terminal, for which long texts
 * are cut with an ellipsis, and columns that can be spared are left out and named below; null: neither.
 */
export function textTable({ title, about, columns, rows }: AnswerTable, width: number | null): string {
  const names = Math.max(0, ...about.map(([name]) => name.length))
  const head = [title, ...about.map(([name, value]) => `${name.padEnd(names)}  ${value}`), '']
  if (rows.length === 0) return [...head, 'No rows.'].map(plain).join('\n')
  const told = columns.flatMap((column, which): readonly Shown[] => {
    const cells = cellsOf(column, rows, which)
    if (cells.every((cell) => cell === '')) return []
    return [
      { column, cells, wanted: cells.reduce((most, { length }) => Math.max(most, length), longestPiece(column.name)) },
    ]
  })
  const shown = width === null ? told : withoutSpare(told, width)
  const widths = width === null ? told.map(({ wanted }) => wanted) : narrowed(shown, NARROWEST, width)
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
  const spared = told.filter((one) => !shown.includes(one)).map(({ column }) => column.name)
  const note = spared.length === 0 ? [] : ['', `Not shown for want of room: ${spared.join(', ')}.`]
  return [...head.map(plain), ...aligned, ...note].join('\n')
}

const isRight = (column: Column | undefined): boolean => column?.kind === 'number' || column?.kind === 'duration'

/** The texts of a column: all numbers with as many decimals, so that they stand one under the other; times without
 * seconds, and without the hour, where those are zero in all. */
function cellsOf({ kind }: Column, rows: readonly (readonly Cell[])[], which: number): readonly string[] {
  const cells = rows.map((row) => row[which] ?? null)
  const decimals = cells.some((cell) => typeof cell === 'number' && !Number.isInteger(cell)) ? 2 : 0
  const zeros =
    kind === 'time' ? (ZEROS.find((end) => cells.every((cell) => String(cell ?? end).endsWith(end))) ?? '') : ''
  return cells.map((cell) => {
    if (cell === null) return ''
    if (typeof cell === 'string') return plain(cell.slice(0, cell.length - zeros.length))
    return kind === 'duration' ? shortDuration(cell) : cell.toFixed(decimals)
  })
}

const ZEROS = [' 00:00:00', ':00']

/** Names are other people's text: what a terminal would obey, and what turns the order of a line, is shown as a dot. */
const plain = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, '·')

/** Words, and the parts of one with a hyphen, each with what parts it from the next. */
const pieces = (text: string): readonly string[] => text.split(/(?<=[ -])/)

const longestPiece = (text: string): number => Math.max(...pieces(text).map((piece) => piece.trimEnd().length))

function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = []
  for (const piece of pieces(text)) {
    const longer = `${lines.at(-1)}${piece}`
    if (lines.length > 0 && longer.trimEnd().length <= width) lines.splice(-1, 1, longer)
    else lines.push(piece)
  }
  return lines.map((line) => line.trimEnd())
}

/** Without spare columns, the last one first, until the others fit with texts that can still be read. */
function withoutSpare(columns: readonly Shown[], width: number): readonly Shown[] {
  const last = columns.findLastIndex(({ column }) => column.spare === true)
  if (last === -1 || total(narrowed(columns, EASY, width)) <= width) return columns
  return withoutSpare(columns.toSpliced(last, 1), width)
}

const total = (widths: readonly number[]): number =>
  widths.reduce((sum, one) => sum + one + BETWEEN.length, -BETWEEN.length)

/** The widest columns of text give way, until the line fits or none can give more. */
function narrowed(columns: readonly Shown[], narrowest: number, width: number): readonly number[] {
  const widths = columns.map(({ wanted }) => wanted)
  const texts = columns.flatMap(({ column }, which) => (column.kind === 'text' ? [which] : []))
  for (let tooMuch = total(widths) - width; tooMuch > 0; tooMuch--) {
    const widest = texts.reduce(
      (most, which) => ((widths[which] ?? 0) > (widths[most] ?? 0) ? which : most),
      texts[0] ?? -1,
    )
    const now = widths[widest] ?? 0
    if (now <= narrowest) break
    widths[widest] = now - 1
  }
  return widths
}
