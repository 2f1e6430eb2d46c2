interface Kept {
  readonly version: number
  readonly value: unknown
}

/** What the window wrote down for its next opening; undefined where there is nothing of this version. Its reader checks it. */
export function readKept(name: string, version: number): unknown {
  try {
    const kept = JSON.parse(localStorage.getItem(`seatlog.${name}`) ?? 'null') as Kept | null
    return kept?.version === version ? kept.value : undefined
  } catch {
    return undefined // refused, or not what was written: nothing depends on it
  }
}

export function writeKept(name: string, version: number, value: unknown): void {
  try {
    localStorage.setItem(`seatlog.${name}`, JSON.stringify({ version, value } satisfies Kept))
  } catch {
    // Refused or full: it is forgotten with the window.
  }
}
