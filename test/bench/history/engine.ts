/** A row of an SQL answer; counts and times as numbers. */
export type SqlRow = Readonly<Record<string, number | string | null>>

/** A database that holds the bare rows of the data files, and answers the same SQL as any other. */
export interface SqlEngine {
  readonly name: string
  run(sql: string): Promise<readonly SqlRow[]>
  close(): void
}

/** How a kind of database is filled from a data folder, and opened. */
export interface SqlKind {
  readonly name: string
  /** Fills a new database with all rows; answers how many checkouts there were. */
  load(folder: string, file: string): Promise<number>
  open(file: string): Promise<SqlEngine>
}

/** The columns of `.chk` files. */
export const CHECKOUT_COLUMNS = [
  ...[
    'tag',
    'feature',
    'account',
    'who',
    'host',
    'handle',
    'display',
    'version',
    'seats',
    'pid',
    'asked',
    'begun',
    'ended',
  ],
] as const
/** The columns of `.den` files. */
export const DENIAL_COLUMNS = ['moment', 'tag', 'feature', 'account', 'who', 'host', 'seats'] as const
/** The columns of `.cap` files. */
export const CAPACITY_COLUMNS = ['word', 'tag', 'feature', 'seats', 'moment'] as const
const NUMBERS: ReadonlySet<string> = new Set(['seats', 'pid', 'asked', 'begun', 'ended', 'moment'])

export const columnType = (column: string, text: string, number: string): string =>
  NUMBERS.has(column) ? number : text

/** The median of times, and whatever else is sorted by size. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
