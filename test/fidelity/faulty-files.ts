import type { FileAccess } from '../../main/datafiles/file-access.ts'

/** What is wrong with the data folder at the moment: nobody reaches it, or it takes no more bytes. */
export type FileFault = 'cut-off' | 'full' | null

type Step = (file: string, ...rest: readonly unknown[]) => Promise<unknown>

/** Steps that need room. */
const GROWING: readonly string[] = ['append', 'create', 'replace', 'makeFolder'] satisfies (keyof FileAccess)[]

/** Access to files that fails as `fault` says; a disk that is full takes `part` (0 to 1) of what is appended. */
export function faultyFiles(files: FileAccess, fault: () => FileFault, part: () => number): FileAccess {
  const steps = Object.entries(files).map(([name, step]: [string, Step]) => {
    const faulty: Step = async (file, ...rest) => {
      if (fault() === 'cut-off') throw failed('EHOSTDOWN', file)
      if (fault() !== 'full' || !GROWING.includes(name)) return step(file, ...rest)
      const [bytes] = rest
      const taken = bytes instanceof Buffer ? bytes.subarray(0, Math.floor(part() * bytes.length)) : null
      if (taken !== null && taken.length > 0) await files.append(file, taken)
      throw failed('ENOSPC', file)
    }
    return [name, faulty]
  })
  return Object.fromEntries(steps) as FileAccess
}

const failed = (code: string, path: string): Error =>
  Object.assign(new Error(`${code}: ${path}`), { code, syscall: 'write', path })
