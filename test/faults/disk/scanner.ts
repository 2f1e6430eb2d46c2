import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { systemError } from './watched-files.ts'

/** A program that opens files of a folder as soon as somebody else does, and holds them for a while. */
export interface Scanner {
  /** How often it was in the way, by step and code. */
  readonly refused: ReadonlyMap<string, number>
  /** It looks into no more files, and lets go of those that it holds; or begins again. */
  turn(on: boolean): void
  end(): void
}

/**
 * What Windows answers about a file that a scanner holds without sharing it: opening it is a sharing violation (EBUSY);
 * replacing, removing and cutting it are denied (EPERM); EACCES is what drivers of some scanners say of any of these.
 */
const CODES = {
  open: ['EBUSY', 'EACCES'],
  readFile: ['EBUSY', 'EACCES'],
  rename: ['EPERM', 'EACCES', 'EBUSY'],
  rm: ['EPERM', 'EBUSY', 'EACCES'],
  truncate: ['EPERM', 'EACCES', 'EBUSY'],
} as const
type Name = keyof typeof CODES

/** `tries`: for so many tries it holds a file that was opened or put in place; 0: it leaves it alone. */
export function createScanner(folder: string, tries: () => number): Scanner {
  const real = { open: fs.open, readFile: fs.readFile, rename: fs.rename, rm: fs.rm, truncate: fs.truncate }
  const held = new Map<string, number>()
  const refused = new Map<string, number>()
  let isOn = true

  const isOurs = (file: unknown): file is string => typeof file === 'string' && file.startsWith(folder)
  const meet = (name: Name, ...files: readonly unknown[]): void => {
    for (const file of files) {
      if (!isOn || !isOurs(file)) continue
      const left = held.get(file) ?? 0
      if (left <= 0) continue
      held.set(file, left - 1)
      const code = CODES[name][left % CODES[name].length] ?? 'EBUSY'
      refused.set(`${name} ${code}`, (refused.get(`${name} ${code}`) ?? 0) + 1)
      throw systemError(code, file)
    }
  }
  const touched = (file: unknown): void => {
    if (isOn && isOurs(file) && (held.get(file) ?? 0) <= 0) held.set(file, tries())
  }
  const replace = (steps: Partial<typeof fs>): void => {
    Object.assign(fs, steps)
    syncBuiltinESMExports()
  }
  replace({
    async open(file, flags, mode) {
      meet('open', file)
      const handle = await real.open(file, flags, mode)
      touched(file)
      return handle
    },
    async rename(from, to) {
      meet('rename', from, to)
      await real.rename(from, to)
      touched(to)
    },
    async rm(file, options) {
      meet('rm', file)
      await real.rm(file, options)
    },
    async truncate(file, length) {
      meet('truncate', file)
      await real.truncate(file, length)
      touched(file)
    },
    readFile: (async (file: Parameters<typeof fs.readFile>[0], options: Parameters<typeof fs.readFile>[1]) => {
      meet('readFile', file)
      return real.readFile(file, options)
    }) as typeof fs.readFile,
  })
  return {
    refused,
    turn(on) {
      isOn = on
      if (!on) held.clear()
    },
    end: () => replace(real),
  }
}
