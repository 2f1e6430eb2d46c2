import { execFileSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, renameSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { FileAccess } from '../../../main/datafiles/file-access.ts'
import { faultyFiles } from '../../fidelity/faulty-files.ts'
import { systemError, watchedFiles } from './watched-files.ts'

/** A place for a data folder that can be broken and mended. */
export interface Place {
  /** How it is broken, for the table. */
  readonly how: string
  readonly data: string
  break(): void
  mend(): void
  /** Its way through a shim, where the system cannot be asked to do it. */
  readonly files: (real: FileAccess) => FileAccess
  end(): void
}

const asIs = (real: FileAccess): FileAccess => real

/** A disk that fills up: one of 8 MB in memory where this process may mount it. `part`: how much of an append goes on. */
export function fullDisk(root: string, part: () => number): Place {
  const disk = mounted(root)
  if (disk === null) return shimmed(root, (real, isOn) => faultyFiles(real, () => (isOn() ? 'full' : null), part))
  const ballast = join(disk.folder, 'ballast')
  return {
    ...disk.place,
    how: 'a full tmpfs of 8 MB',
    break: () => fill(ballast),
    mend: () => rmSync(ballast, { force: true }),
  }
}

/** A folder that nobody may write: its disk is mounted read-only where this process may do that. */
export function readOnly(root: string): Place {
  const disk = mounted(root)
  if (disk !== null) {
    const { folder, place } = disk
    const remount = (how: 'ro' | 'rw') => (): void => void execFileSync('mount', ['-o', `remount,${how}`, folder])
    return { ...place, how: 'a tmpfs mounted read-only (EROFS)', break: remount('ro'), mend: remount('rw') }
  }
  return refusing(root, 'EROFS')
}

/** One that refuses what changes it with a code: what rights or a Windows share say, from which root is exempt. */
export function refusing(root: string, code: 'EACCES' | 'EPERM' | 'EROFS'): Place {
  const writing = new Set(['append', 'cut', 'create', 'replace', 'putInPlace', 'remove', 'makeFolder'])
  const place = shimmed(root, (real, isOn) =>
    watchedFiles(real, async ({ name, file, go }) => {
      if (isOn() && writing.has(name)) throw systemError(code, file)
      return go()
    }),
  )
  return { ...place, how: `a shim that answers ${code}` }
}

/** A folder that is not there; `left`: an empty one stands in its place, as where a drive was mounted. */
export function removed(root: string, left: boolean): Place {
  const data = join(root, 'data')
  const away = join(root, 'away')
  return {
    how: left ? 'renamed, an empty folder in its place' : 'renamed',
    data,
    break() {
      renameSync(data, away)
      if (left) mkdirSync(data)
    },
    mend() {
      // What a poll under way has put there is hidden below the drive that is mounted again.
      if (left) rmSync(data, { recursive: true })
      renameSync(away, data)
    },
    files: asIs,
    end() {},
  }
}

function shimmed(root: string, files: (real: FileAccess, isOn: () => boolean) => FileAccess): Place {
  let isOn = false
  const turn = (on: boolean) => (): void => {
    isOn = on
  }
  return {
    ...{ how: 'a shim that answers ENOSPC', data: join(root, 'data'), break: turn(true), mend: turn(false), end() {} },
    files: (real) => files(real, () => isOn),
  }
}

/** A file system in memory; null where none may be mounted. */
function mounted(
  root: string,
): { readonly folder: string; readonly place: Pick<Place, 'data' | 'files' | 'end'> } | null {
  const folder = join(root, 'disk')
  mkdirSync(folder, { recursive: true })
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'seatlog-faults', folder], { stdio: 'ignore' })
  } catch {
    return null
  }
  const end = (): void => void execFileSync('umount', [folder])
  return { folder, place: { data: join(folder, 'data'), files: asIs, end } }
}

/** Takes all room there is, to the last byte. */
function fill(file: string): void {
  const handle = openSync(file, 'a')
  try {
    for (const size of [65_536, 4096, 1]) {
      const piece = Buffer.alloc(size)
      for (;;) if (writeSync(handle, piece) < size) break
    }
  } catch {
    // It is full.
  } finally {
    closeSync(handle)
  }
  if (statfsSync(file).bavail > 0) throw new Error(`${file} did not fill its disk`)
}
