import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { onTestFinished } from 'vitest'
import { type CheckoutRow, decodeCheckouts } from '../../../main/datafiles/checkouts-chk.ts'
import { type DenialRow, decodeDenials } from '../../../main/datafiles/denials-den.ts'
import { type FileAccess, realFiles } from '../../../main/datafiles/file-access.ts'
import { createNames } from '../../../main/datafiles/names.ts'
import { type Imported, importSources } from '../../../main/importing/import-sources.ts'
import { decodeText } from '../../../main/poller/decode.ts'
import type { Result } from '../../../preload/contract/result.ts'

export const ZONE = 'Europe/Berlin'

/** Epoch seconds of a moment in Berlin. */
export const berlin = (text: string, offset = '+01:00'): number =>
  Date.parse(`${text.replace(' ', 'T')}${offset}`) / 1000

/** A computer with a data folder and files to import. */
export interface Site {
  readonly data: string
  /** Writes a file, below a folder `sources`, and returns its path. */
  write(name: string, content: string | Buffer): string
  run(paths: readonly string[], more?: Partial<Wish>): Promise<Result<Imported>>
  /** Paths of all files below the data folder, with `/`. */
  stored(): readonly string[]
  /** The text of all stored files whose paths match, in their order. */
  text(path: RegExp): string
  checkouts(): readonly CheckoutRow[]
  denials(): readonly DenialRow[]
}

interface Wish {
  readonly tag: string
  readonly zone: string
  readonly mode: 'names' | 'pseudonyms' | 'none'
  readonly files: FileAccess
  /** Called when all files are found, before any is read. */
  readonly found: () => void
}

export function openSite(): Site {
  const home = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'seatlog-importing-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
  const data = join(home, 'data')
  mkdirSync(data)
  const site: Site = {
    data,
    write(name, content) {
      const path = join(home, 'sources', name)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, content)
      return path
    },
    run(paths, { tag = 'cad', zone = ZONE, mode = 'names', files = realFiles, found = () => {} } = {}) {
      const progress = { begin: found, advance: () => {}, finished: () => {} }
      const task = { data, tag, zone, names: createNames(mode, 'a key'), paths }
      return importSources(task, { files, decode: decodeText, clock: () => 1_790_000_000, csvEol: '\n', progress })
    },
    stored: () =>
      readdirSync(data, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(data, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
        .toSorted(),
    text: (path) =>
      site
        .stored()
        .filter((name) => path.test(name))
        .map((name) => readFileSync(join(data, name), 'utf8'))
        .join(''),
    checkouts: () => decodeCheckouts(site.text(/\.chk$/)).rows,
    denials: () => decodeDenials(site.text(/\.den$/)).rows,
  }
  return site
}

/** What an import that must succeed did. */
export async function done(result: Promise<Result<Imported>>): Promise<Imported> {
  const imported = await result
  if (!imported.ok) throw new Error(imported.message)
  return imported.value
}
