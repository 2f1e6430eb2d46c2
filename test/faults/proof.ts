/** A promise of Seatlog about what goes wrong around it, and how anybody can try whether it is kept. */
export interface Proof {
  /** By which the command calls it. */
  readonly name: string
  readonly title: string
  /** Rejects only where it could not be tried. */
  run(trial: Trial): Promise<readonly Finding[]>
}

export interface Trial {
  /** The same seed brings the same faults, as far as no real moments matter. */
  readonly seed: number
  /** A few seconds' worth of it, for every change of the code. */
  readonly isShort: boolean
  /** An empty folder of its own. */
  readonly folder: string
  /** How far it has come. */
  readonly tell: (done: string) => void
}

/** What one kind of fault did. */
export interface Finding {
  readonly what: string
  /** How often it was tried. */
  readonly times: number
  /** What was measured, with units; empty where there is nothing but right and wrong. */
  readonly figures: string
  /** A sentence for each promise that was not kept. */
  readonly wrong: readonly string[]
}
