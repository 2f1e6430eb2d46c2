import { constants, type Stats } from 'node:fs'
import { access, lstat, mkdir, realpath, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Failure, failure, ok, type Result } from '../../preload/contract/result.ts'
import type { OwnCode } from '../../preload/contract/settings.ts'
import { systemCode } from '../../preload/contract/system-code.ts'
import { realFiles } from '../datafiles/file-access.ts'
import { ownCodes, withOwnCodes } from '../featurecodes/own-codes.ts'
import { WRONG_HEADER } from '../featurecodes/read-table.ts'
import type { SettingsStore } from '../settings/store.ts'

/** The user's own table of feature codes, a CSV file that need not exist. */
export interface OwnTable {
  read(): Promise<Result<readonly OwnCode[]>>
  /** Puts the codes in the place of those that were read last; refused where another program has changed the file since. */
  save(codes: readonly OwnCode[]): Promise<Result<readonly OwnCode[]>>
}

/** It lies beside the settings. */
export const ownCodesFile = (store: Pick<SettingsStore, 'file'>): string =>
  join(dirname(store.file), 'feature-codes.csv')

export function createOwnTable(file: string): OwnTable {
  /** The text that was read last. */
  let known: string | null = null

  async function read(): Promise<Result<readonly OwnCode[]>> {
    const text = await readTable(file)
    if (!text.ok) return text
    const codes = ownCodes(text.value)
    if (codes === null) return wrongHeader(file)
    known = text.value
    return ok(codes)
  }

  return {
    read,
    async save(wanted) {
      const codes = wanted.map(({ code, product, release }) => ({
        code: oneLine(code),
        product: oneLine(product),
        release: oneLine(release),
      }))
      const problem = codes.map(problemOf).find((found) => found !== null)
      if (problem !== undefined) return failure('bad-settings', `Not saved: ${problem}`)
      const before = await readTable(file)
      if (!before.ok) return before
      if (known !== null && known !== before.value) {
        return failure('cannot-write', `Not saved: another program has changed ${file} meanwhile, open the list again.`)
      }
      const after = withOwnCodes(before.value, codes)
      if (after === null) return wrongHeader(file)
      const refused = after === before.value ? null : await write(file, after)
      return refused ?? read()
    },
  }
}

async function readTable(file: string): Promise<Result<string>> {
  let text: string
  try {
    const found = await realFiles.readText(file)
    if (found === null && (await isLink(file)))
      return failure('cannot-read', `${file} leads to a file that is not there: check its drive, or remove the link.`)
    text = found ?? ''
  } catch (error) {
    return failure('cannot-read', `${file} cannot be read (${codeOf(error)}): check its permissions.`)
  }
  if (text.includes('\uFFFD')) {
    return failure('cannot-read', `${file} is not UTF-8: save it as “CSV UTF-8” in the program it was made with.`)
  }
  return ok(text)
}

const isLink = async (file: string): Promise<boolean> => (await stats(lstat(file)))?.isSymbolicLink() ?? false

/** Null where nothing is there. */
const stats = (asked: Promise<Stats>): Promise<Stats | null> =>
  asked.catch((error) => {
    if (systemCode(error) === 'ENOENT') return null
    throw error
  })

/** Null: it is done. */
async function write(file: string, text: string): Promise<Failure | null> {
  try {
    await mkdir(dirname(file), { recursive: true })
    const there = await stats(stat(file))
    // To put another file in its place needs a right to the folder alone, and an administrator may write any file.
    if (there !== null && ((there.mode & 0o222) === 0 || !(await mayWrite(file))))
      return failure('cannot-write', `${file} is read-only: allow writing to it, then save again.`)
    if (there === null) await realFiles.replace(file, text)
    else await inPlaceOf(file, text)
    return null
  } catch (error) {
    return failure(
      'cannot-write',
      `${file} cannot be written (${codeOf(error)}): allow writing there, then save again.`,
    )
  }
}

/** Where a link stands, its target is written; the file keeps its owner and rights. */
async function inPlaceOf(file: string, text: string): Promise<void> {
  const fresh = `${await realpath(file)}.new`
  try {
    await realFiles.replace(fresh, text)
    await realFiles.putInPlace(fresh, file)
  } finally {
    await realFiles.remove(fresh)
  }
}

const mayWrite = (file: string): Promise<boolean> =>
  access(file, constants.W_OK).then(
    () => true,
    () => false,
  )

const wrongHeader = (file: string): Failure => failure('cannot-read', `In ${file}, ${WRONG_HEADER}.`)

/** A row of the table is a line. */
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

function problemOf({ code, product }: OwnCode, index: number): string | null {
  if (code === '') return `row ${index + 1} has no feature code.`
  return product === '' ? `${code} has no product name.` : null
}

function codeOf(error: unknown): string {
  const code = systemCode(error)
  if (code === null) throw error
  return code
}
