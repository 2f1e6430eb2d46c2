/**
 * Long work in small steps: whoever runs it may let others work between two of them, so that a window stays alive while a
 * large answer is read. A step takes no longer than a millisecond or so.
 */
export type Steps<T> = Generator<void, T, void>

/** How steps are run: at once, or with others in between. */
export type RunSteps = <T>(steps: Steps<T>) => T | Promise<T>

/** Runs all steps one right after the other. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** `list.map(make)`, each item a step. */
export function* mapSteps<From, To>(list: readonly From[], make: (item: From, at: number) => To): Steps<To[]> {
  const made: To[] = []
  for (const [at, item] of list.entries()) {
    made.push(make(item, at))
    yield
  }
  return made
}
