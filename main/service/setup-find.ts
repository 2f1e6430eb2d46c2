import { posix, win32 } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { addressProblem } from '../../preload/contract/address.ts'
import type { ServerFound } from '../../preload/contract/settings.ts'
import { foldersOf, systemOf } from '../poller/find-lmutil.ts'
import { readSeedIni } from '../settings/seed-ini.ts'
import { LICENSE_FOLDERS } from './setup-folders.ts'
import { addressInLicense, freeTag, listEntries, sameServer } from './setup-names.ts'

/** What is looked at for license servers. */
export interface ServerSearch {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
  readonly seedIniFiles: readonly string[]
  /** The names in a folder; empty when it cannot be read. */
  readonly namesIn: (folder: string) => Promise<readonly string[]>
  /** The first bytes of a file as text; null when it cannot be read. */
  readonly textOf: (file: string) => Promise<string | null>
  /** What the registry of Windows has of FlexLM, as `reg query` prints it; empty elsewhere. */
  readonly registry: () => Promise<string>
  /** So long each place may take: a drive that is away answers late or never. */
  readonly patienceMs: number
}

interface Named {
  readonly address: string
  readonly source: string
}

const MOST_FILES = 50
const MOST_SERVERS = 50

/**
 * The license servers that this account's environment, registry, `.flexlmrc`, the Python logger's ini file and license
 * files in the usual folders name: each once, with where it was found first and a free tag. Those of `known` are left out.
 * Takes a few seconds at most.
 */
export async function findServers(
  search: ServerSearch,
  known: readonly { readonly tag: string; readonly address: string }[],
): Promise<readonly ServerFound[]> {
  const variables = [...variablesOf(search), ...(await inTime(storedVariables(search), search.patienceMs, []))]
  const lists = variables.flatMap(({ value, source }) =>
    listEntries(value, search.platform).map((entry) => ({ entry, source })),
  )
  const sources = [
    ...lists.map(({ entry, source }) => ofEntry(entry, source, search)),
    ...search.seedIniFiles.map((file) => ofSeedIni(file, search)),
    ...LICENSE_FOLDERS[systemOf(search)].map((folder) => ofUsualFolder(folder, search)),
  ]
  const named = (await Promise.all(sources.map((source) => inTime(source, search.patienceMs, [])))).flat()
  return withTags(named, known)
}

async function inTime<T>(work: Promise<T>, milliseconds: number, otherwise: T): Promise<T> {
  return Promise.race([work, wait(milliseconds, otherwise, { ref: false })])
}

function withTags(named: readonly Named[], known: readonly { readonly tag: string; readonly address: string }[]) {
  const seen = new Set(known.map(({ address }) => sameServer(address)))
  const tags = known.map(({ tag }) => tag)
  const found: ServerFound[] = []
  for (const { address, source } of named) {
    const mark = sameServer(address)
    if (seen.has(mark) || found.length >= MOST_SERVERS) continue
    const tag = freeTag(address, tags)
    seen.add(mark)
    tags.push(tag)
    found.push({ address, tag, source })
  }
  return found
}

interface Variable {
  readonly value: string
  readonly source: string
}

const VARIABLE = /^(?:\w+_)?LICENSE_FILE$/i
const FIRST = ['ADSKFLEX_LICENSE_FILE', 'LM_LICENSE_FILE']

/** Of the environment, the two that everybody has first. */
function variablesOf({ env }: ServerSearch): readonly Variable[] {
  const names = Object.keys(env).filter((name) => VARIABLE.test(name))
  const rank = (name: string): number => {
    const at = FIRST.indexOf(name.toUpperCase())
    return at < 0 ? FIRST.length : at
  }
  return names
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map((name) => ({ value: env[name] ?? '', source: name }))
}

/** What FlexLM itself keeps when it is told a server: in the registry of Windows, elsewhere in `~/.flexlmrc`. */
async function storedVariables({ platform, home, textOf, registry }: ServerSearch): Promise<readonly Variable[]> {
  if (platform === 'win32') {
    const lines = (await registry()).matchAll(/^[ \t]+(\w+)[ \t]+REG_(?:EXPAND_)?SZ[ \t]+(.*)$/gm)
    return [...lines].flatMap(([, name = '', value = '']) =>
      VARIABLE.test(name) ? [{ value: value.trim(), source: `${name} of the registry` }] : [],
    )
  }
  const file = posix.join(home, '.flexlmrc')
  const lines = ((await textOf(file)) ?? '').matchAll(/^[ \t]*(\w+)[ \t]*=(.*)$/gm)
  return [...lines].flatMap(([, name = '', value = '']) =>
    VARIABLE.test(name) ? [{ value: value.trim(), source: file }] : [],
  )
}

/** An entry is an address, a license file, or a folder of those. */
async function ofEntry(entry: string, source: string, search: ServerSearch): Promise<readonly Named[]> {
  if (entry.includes('@')) return addressProblem(entry) === null ? [{ address: entry, source }] : []
  const path = search.platform === 'win32' ? win32 : posix
  if (!path.isAbsolute(entry)) return []
  const inFile = await ofFile(entry, source, search)
  return inFile.length > 0 ? inFile : ofFolder(entry, source, search)
}

async function ofFile(file: string, source: string, { textOf }: ServerSearch): Promise<readonly Named[]> {
  const address = addressInLicense((await textOf(file)) ?? '')
  return address === null ? [] : [{ address, source }]
}

/** `source` null: the file itself. */
async function ofFolder(folder: string, source: string | null, search: ServerSearch): Promise<readonly Named[]> {
  const path = search.platform === 'win32' ? win32 : posix
  const names = (await search.namesIn(folder)).filter((name) => /\.lic$|^license\.dat$/i.test(name)).sort()
  const files = names.slice(0, MOST_FILES).map((name) => path.join(folder, name))
  return (await Promise.all(files.map((file) => ofFile(file, source ?? file, search)))).flat()
}

async function ofUsualFolder(folder: string, search: ServerSearch): Promise<readonly Named[]> {
  const folders = (await foldersOf(folder, search)).slice(0, MOST_FILES)
  return (await Promise.all(folders.map((found) => ofFolder(found, null, search)))).flat()
}

async function ofSeedIni(file: string, { textOf }: ServerSearch): Promise<readonly Named[]> {
  const seed = readSeedIni((await textOf(file)) ?? '', file)
  const servers = seed?.layer.values.servers as readonly { readonly address: string }[] | undefined
  return (servers ?? []).flatMap(({ address }) => (address === '' ? [] : [{ address, source: file }]))
}
