import type { Compared, Errors } from './compared.ts'
import type { Counts } from './play.ts'

/** What became of one scenario. */
export interface Outcome {
  readonly title: string
  readonly compared: readonly Compared[]
  readonly unreadable: readonly string[]
  readonly problems: readonly string[]
  readonly counts: Counts
  readonly seconds: number
}

const HEAD = ['', 'expected', 'found', 'missing', 'invented', 'doubled', 'beyond', 'checkout', 'checkin', 'apart']

/** One row for each kind of things in each scenario; times are worst and mean errors in seconds. */
export function table(outcomes: readonly Outcome[]): string {
  const rows = outcomes.flatMap(({ title, compared, counts, seconds }) => [
    [
      `${title}: ${counts.polls} polls, ${counts.kills} kills (${counts.killedInPolls} in a poll), ${seconds.toFixed(0)} s`,
    ],
    ...compared.map((one) => [
      `  ${one.kind}`,
      ...[one.expected, one.found, one.missing.length, one.invented.length, one.doubled.length, one.beyond.length].map(
        String,
      ),
      errorText(one.checkout),
      errorText(one.checkin),
      [apartText(one.apartCheckout), apartText(one.apartCheckin)].filter((text) => text !== '').join(', '),
    ]),
  ])
  const all = [HEAD, ...rows]
  const widths = HEAD.map((_, at) =>
    Math.max(...all.filter((row) => row.length > 1).map((row) => row[at]?.length ?? 0)),
  )
  const lineOf = (row: readonly string[]): string =>
    row.length === 1
      ? row.join('')
      : row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ')
  return all.map((row) => lineOf(row).trimEnd()).join('\n')
}

const errorText = (errors: Errors | null): string =>
  errors === null ? '-' : `${errors.worst.toFixed(0)} (${errors.mean.toFixed(1)})`

const apartText = (errors: Errors | null): string =>
  errors === null ? '' : `${errors.count}: ${errors.worst.toFixed(0)} (${errors.mean.toFixed(0)})`

/** One line for each difference that must not be. */
export const faults = ({ compared, unreadable, problems }: Outcome): readonly string[] => [
  ...compared.flatMap(({ kind, missing, invented, doubled, beyond }) =>
    Object.entries({ missing, invented, doubled, beyond }).flatMap(([what, texts]) =>
      texts.map((text) => `${kind}, ${what}: ${text}`),
    ),
  ),
  ...unreadable.map((text) => `unreadable: ${text}`),
  ...problems.map((text) => `told without a cause: ${text}`),
]
