import type { ChildProcess } from 'node:child_process'

/**
 * Lets go of what a program writes so many milliseconds after its end: a descendant that has made itself independent may hold
 * its pipes for ever, out of reach of every signal.
 */
export function letGo(
  { nodeChildProcess: child }: { readonly nodeChildProcess: ChildProcess },
  after: () => number,
): void {
  child.once('exit', () => {
    const timer = setTimeout(() => {
      child.stdout?.destroy()
      child.stderr?.destroy()
    }, after())
    child.once('close', () => clearTimeout(timer))
  })
}
