import { systemCode } from '../../preload/contract/system-code.ts'
import { JournalError } from './journal-database.ts'

/** Why files of the data folder cannot be written or read now; `local`: the disk of the journal fails. */
export interface StorageProblem {
  readonly code: 'away' | 'full' | 'refused' | 'broken' | 'local'
  /** One sentence: what happened and what to do. */
  readonly message: string
  /** The file or folder it happened to. */
  readonly file: string
}

const AWAY = new Set(
  (
    'ENOENT ETIMEDOUT EHOSTDOWN EHOSTUNREACH ENETUNREACH ENETDOWN ENETRESET ECONNRESET ECONNREFUSED ' +
    'ECONNABORTED ENOTCONN EPIPE ESTALE ENODEV ENXIO ENOMEDIUM EREMOTEIO UNKNOWN'
  ).split(' '),
)
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])
const REFUSED = new Set(['EACCES', 'EPERM', 'EROFS', 'EBUSY'])

/** What an error means for the data folder `folder`. Throws the error on when it is neither the system's nor the journal's. */
export function storageProblem(error: unknown, folder: string): StorageProblem {
  if (error instanceof JournalError) return { code: 'local', file: error.file, message: error.message }
  const code = systemCode(error)
  if (code === null) throw error
  const path = (error as { path?: unknown }).path
  const file = typeof path === 'string' ? path : folder
  if (AWAY.has(code))
    return { code: 'away', file, message: `${folder} cannot be reached (${code}): check its drive or the network.` }
  if (FULL.has(code)) return { code: 'full', file, message: `${folder} is full (${code}): make room there.` }
  if (REFUSED.has(code))
    return {
      code: 'refused',
      file,
      message: `${file} cannot be written (${code}): give this user the right to write it.`,
    }
  if (code === 'ENOTDIR')
    return { code: 'broken', file, message: `${folder} is, or lies below, a file: choose another data folder.` }
  return {
    code: 'broken',
    file,
    message: `${file} cannot be written or read (${code}): check this path and the disk it is on.`,
  }
}

/**
 * What an error of one data file means that says nothing about the others: it is held open by a program, or its name
 * cannot be used. Null for every other error.
 */
export function fileProblem(error: unknown, file: string): string | null {
  switch (systemCode(error)) {
    case 'EBUSY':
    case 'EPERM':
    case 'EACCES':
      return `${file} is held by another program or may not be written: close it in Excel; its rows wait until then.`
    case 'EISDIR':
      return `${file} is a folder: rename it; the rows of the file wait until then.`
    case 'ENAMETOOLONG':
      return `${file} is too long a name for this disk: choose a data folder with a shorter path; its rows wait until then.`
    default:
      return null
  }
}
