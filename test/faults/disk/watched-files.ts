import type { FileAccess } from '../../../main/datafiles/file-access.ts'

/** One step that is about to be made. */
export interface Step {
  readonly name: keyof FileAccess
  readonly file: string
  /** What an append adds. */
  readonly bytes: Buffer | null
  /** Makes it. */
  readonly go: () => Promise<unknown>
}

type Work = (...values: readonly unknown[]) => Promise<unknown>

/** Access to files of which every step is made by `make`, which may fail, wait, or do something else before. */
export function watchedFiles(files: FileAccess, make: (step: Step) => Promise<unknown>): FileAccess {
  const steps = (Object.entries(files) as [keyof FileAccess, Work][]).map(([name, work]) => [
    name,
    (file: string, ...rest: readonly unknown[]) => {
      const bytes = rest[0] instanceof Buffer ? rest[0] : null
      return make({ name, file, bytes, go: () => work(file, ...rest) })
    },
  ])
  return Object.fromEntries(steps) as FileAccess
}

/** A system error as Node makes it. */
export const systemError = (code: string, path: string): Error =>
  Object.assign(new Error(`${code}: ${path}`), { code, syscall: 'write', path })
