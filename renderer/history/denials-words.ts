import type { DenialCount, DenialKind, DenialsAnswer, DenialTold } from '../../preload/contract/history.ts'
import type { Formats } from '../formats.ts'
import { counted, spanText } from '../wording.ts'

/** Why requests were denied, by class (DESIGN section 1). */
export const KIND_LABELS: Readonly<Record<DenialKind, string>> = {
  'no-seat': 'No seat free',
  unknown: 'Reason not recorded',
  rule: 'Rule of the options file',
  'not-served': 'Not served',
}

/** The classes in the order in which they are offered. */
export const KINDS = Object.keys(KIND_LABELS) as readonly DenialKind[]

/** The number that counts, and the raw one beside it: `12 denials count, of 40 lines in the log.` */
export function countFinding({ counted: count, raw }: DenialsAnswer['total'], formats: Formats): string {
  if (raw === 0) return 'No denial of these kinds is recorded in this span.'
  const lines = counted(raw, 'line', 'lines', formats)
  if (count === 0) return `No denial counts, of ${lines} in the log.`
  const denials = `${counted(count, 'denial', 'denials', formats)} ${count === 1 ? 'counts' : 'count'}`
  if (count === raw) return `${denials}, ${raw === 1 ? 'the only line' : 'each a line'} of the log.`
  return `${denials}, of ${lines} in the log.`
}

/** How long those who were denied waited for a seat, as a sentence; nothing where no denial counts. */
export function waitFinding({ total, medianWait }: DenialsAnswer, formats: Formats): string {
  if (total.counted === 0) return ''
  return medianWait === null
    ? 'Nobody who was denied got a seat within a day.'
    : `Half of those who got a seat after all had it within ${waitText(medianWait, formats)}.`
}

const DAY = 86_400

/** `4 min`. `recordEnd`, epoch seconds: who was denied less than a day before it may still get one. */
export function gotText(
  { at, gotAfter }: Pick<DenialTold, 'at' | 'gotAfter'>,
  recordEnd: number,
  formats: Formats,
): string {
  if (gotAfter !== null) return waitText(gotAfter, formats)
  return recordEnd - at < DAY ? 'none so far' : 'none in a day'
}

/** On which day most denials counted, `day` given in the reader's words. */
export function dayFinding(byDay: DenialsAnswer['byDay'], formats: Formats): string {
  const days = byDay.filter((day) => day.counted > 0)
  const worst = days.reduce<(typeof days)[number] | null>(
    (most, day) => (most === null || day.counted > most.counted ? day : most),
    null,
  )
  if (worst === null) return 'On no day of this span did a denial count.'
  if (days.length === 1) return `All that count are of ${formats.date(worst.date)}.`
  const most = `most on ${formats.date(worst.date)}: ${formats.count(worst.counted)}`
  return `Denials counted on ${counted(days.length, 'day', 'days', formats)}, ${most}.`
}

/** Who or what was denied most, by name. */
export function mostFinding(rows: readonly (DenialCount & { readonly name: string })[], formats: Formats): string {
  const most = rows.reduce<(typeof rows)[number] | null>(
    (best, row) => (best === null || row.counted > best.counted ? row : best),
    null,
  )
  if (most === null || most.counted === 0) return 'None counts.'
  const all = rows.reduce((sum, row) => sum + row.counted, 0)
  if (rows.length === 1) return `Only ${most.name}.`
  const same = rows.filter(({ counted: one }) => one === most.counted).length
  const [number, total] = [formats.count(most.counted), formats.count(all)]
  return same === 1
    ? `Most: ${most.name}, ${number} of ${total}.`
    : `Most: ${formats.count(same)} with ${number} each, of ${total}.`
}

/** Waits are shorter than holding: seconds matter below a minute. */
const waitText = (seconds: number, formats: Formats): string =>
  seconds < 60 ? `${formats.count(Math.max(1, Math.round(seconds)))} s` : spanText(seconds, formats)
