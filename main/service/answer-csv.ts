import { stringify } from 'csv-stringify/sync'
import type {
  Answered,
  AnswerOf,
  AskedOf,
  DenialsAsked,
  PersonAsked,
  Question,
} from '../../preload/contract/history.ts'
import { encodeFileName } from '../datafiles/file-name.ts'
import { localDay } from '../datafiles/local-time.ts'
import { answerTables } from './answer-table.ts'
import type { AnswerTable, Column, Meanings } from './answer-tables/table.ts'

/** Excel takes a file without it for one in the code page of its country. */
const BYTE_ORDER_MARK = '\uFEFF'

/**
 * Tables as CSV: of each its title and what it is about as rows of two cells, a blank row, the header, the rows; a blank
 * row between tables. Durations are seconds, unknown cells empty. A text that a spreadsheet would run as a formula gets a
 * leading apostrophe; numbers below zero stay numbers.
 */
export const tablesCsv = (tables: readonly AnswerTable[]): string =>
  stringify(
    tables.flatMap((table, which) => [...(which === 0 ? [] : [[]]), ...recordsOf(table)]),
    { escape_formulas: true },
  )

const recordsOf = ({ title, about, columns, rows }: AnswerTable): readonly (readonly unknown[])[] => [
  ['report', title],
  ...about,
  [],
  columns.map(headOf),
  ...rows,
]

const headOf = ({ name, kind }: Column): string => (kind === 'duration' ? `${name} (s)` : name)

/** The answer to a question as a file for a spreadsheet. */
export const answerCsv = <Q extends Question>(
  question: Q,
  asked: AskedOf<Q>,
  answer: AnswerOf<Q>,
  meanings: Meanings,
): { readonly fileName: string; readonly text: string } => ({
  fileName: fileNameOf(question, asked ?? {}, answer),
  text: BYTE_ORDER_MARK + tablesCsv(answerTables(question, asked, answer, meanings)),
})

/** What any question may ask. */
type Facts = Partial<PersonAsked & DenialsAsked & AskedOf<'names'>>

/** `seatlog usage EDA F0001 2026-09-01 to 2026-09-30.csv`: days of the answer's zone, no character that a file system refuses. */
function fileNameOf(
  question: Question,
  asked: Facts,
  answer: Partial<Answered> | AnswerOf<'capacity' | 'names'>,
): string {
  const { span, zone } = 'zone' in answer ? answer : {}
  const { kind, name, tags = [], feature, user, text, working } = asked
  const subject = [kind ?? question, name, ...tags, feature, user, text].filter((part) => (part ?? '') !== '')
  const { from, to } = span !== undefined && span.from < span.to ? span : { from: 0, to: 0, ...asked }
  const days = zone === undefined ? [] : [`${localDay(from, zone)} to ${localDay(Math.max(from, to - 1), zone)}`]
  return `${['seatlog', encodeFileName(subject.join(' ')), ...days, ...(working ? ['working hours'] : [])].join(' ')}.csv`
}
