/** What one row of the table is about: who records, from what, and what goes wrong beyond troubled answers and kills. */
export interface Scenario {
  readonly name: string
  readonly title: string
  /** Tag of the simulated server. */
  readonly tag: string
  readonly hasLog: boolean
  /** Seatlogs on the one data folder, each with local state of its own. */
  readonly loggers: 1 | 2
  /** What happens to the data folder for hours. */
  readonly folder: 'works' | 'away' | 'full'
}

/** All scenarios, in the order of the table. */
export const SCENARIOS: readonly Scenario[] = [
  { name: 'polls', title: 'polls only', tag: 'EDA', hasLog: false, loggers: 1, folder: 'works' },
  { name: 'log', title: 'with debug log', tag: 'EDA', hasLog: true, loggers: 1, folder: 'works' },
  { name: 'two', title: 'two loggers', tag: 'EDA', hasLog: true, loggers: 2, folder: 'works' },
  { name: 'away', title: 'folder away', tag: 'CAD', hasLog: true, loggers: 1, folder: 'away' },
  { name: 'full', title: 'disk full', tag: 'MATH', hasLog: true, loggers: 1, folder: 'full' },
]
