import { access, constants, readdir, stat } from 'node:fs/promises'
import { posix, win32 } from 'node:path'
import { INSTALL_FOLDERS } from './install-folders.ts'

export interface LmutilSearch {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  /** A file that may be run. */
  readonly isProgram: (path: string) => Promise<boolean>
  /** The names in a folder; empty when it cannot be read. */
  readonly namesIn: (folder: string) => Promise<readonly string[]>
}

/** The search on this computer. */
export function searchHere(): LmutilSearch {
  return {
    platform: process.platform,
    env: process.env,
    isProgram,
    namesIn: (folder) => readdir(folder).catch(() => []),
  }
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return (await stat(path)).isFile()
  } catch {
    return false
  }
}

/** The path of lmutil: in PATH, then in the usual install folders; null when there is none. One that is set in the
 * settings is used as it is, found or not: a typing error must not choose another program in silence. */
export async function findLmutil(setting: string, search: LmutilSearch): Promise<string | null> {
  if (setting !== '') return setting
  const program = search.platform === 'win32' ? 'lmutil.exe' : 'lmutil'
  const path = search.platform === 'win32' ? win32 : posix
  for (const folder of pathFolders(search)) {
    const candidate = path.join(folder, program)
    if (await search.isProgram(candidate)) return candidate
  }
  for (const folder of INSTALL_FOLDERS[systemOf(search)]) {
    for (const found of await foldersOf(folder, search)) {
      const candidate = path.join(found, program)
      if (await search.isProgram(candidate)) return candidate
    }
  }
  return null
}

/** The system whose usual folders count. */
export const systemOf = ({ platform }: Pick<LmutilSearch, 'platform'>): keyof typeof INSTALL_FOLDERS =>
  platform === 'win32' || platform === 'darwin' ? platform : 'linux'

/** The folders that a usual one (see `INSTALL_FOLDERS`) may stand for; where it has no `*`, it need not be there. */
export async function foldersOf(
  folder: string,
  search: Pick<LmutilSearch, 'platform' | 'env' | 'namesIn'>,
): Promise<string[]> {
  const name = /^%([^%]+)%/.exec(folder)?.[1]
  if (name === undefined) return matchingFolders(folder, search)
  const value = variable(name, search.platform, search.env)
  return value === undefined ? [] : matchingFolders(value + folder.slice(name.length + 2), search)
}

/** Only full paths: a relative entry of PATH would mean another file in every working folder. */
function pathFolders({ platform, env }: LmutilSearch): string[] {
  const path = platform === 'win32' ? win32 : posix
  const value = variable('PATH', platform, env) ?? ''
  return value
    .split(path.delimiter)
    .map((folder) => folder.replace(/^"(.*)"$/, '$1'))
    .filter((folder) => path.isAbsolute(folder))
}

/** Windows does not mind the case of a variable's name, a copy of its environment does. */
function variable(name: string, platform: NodeJS.Platform, env: LmutilSearch['env']): string | undefined {
  if (platform !== 'win32') return env[name]
  return Object.entries(env).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1]
}

async function matchingFolders(pattern: string, search: Pick<LmutilSearch, 'platform' | 'namesIn'>): Promise<string[]> {
  const separator = search.platform === 'win32' ? '\\' : '/'
  const [root = '', ...segments] = pattern.split(separator)
  let folders = [root]
  for (const segment of segments) {
    const found = folders.map(async (folder) => {
      if (!segment.includes('*')) return [folder + separator + segment]
      const names = await search.namesIn(folder + separator)
      return names
        .filter(matches(segment))
        .sort(newestFirst)
        .map((name) => folder + separator + name)
    })
    folders = (await Promise.all(found)).flat()
  }
  return folders
}

function matches(segment: string): (name: string) => boolean {
  const [before = '', after = ''] = segment.split('*')
  return (name) => name.length >= segment.length - 1 && name.startsWith(before) && name.endsWith(after)
}

const { compare } = new Intl.Collator('en', { numeric: true })
const newestFirst = (a: string, b: string): number => compare(b, a)
