import { readdirSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { dirname, join } from 'node:path/posix'

/** What the files below a path may import; the same path and `preload/contract` are always open to them. */
interface Rule {
  /** Folders of the project. */
  readonly may?: readonly string[]
  /** Folders of the project, types only. */
  readonly types?: readonly string[]
  readonly node?: boolean
  /** Packages of node_modules: these, or all but electron. */
  readonly packages?: readonly string[] | 'all'
  /** Electron and what imports it: at all, or types only. */
  readonly electron?: 'code' | 'types'
  /** Neither clock nor chance nor process. */
  readonly pure?: boolean
}

const LIBRARIES = { node: true, packages: 'all' } as const
const UNDER_SERVICE = ['lmstat', 'debuglog', 'usage', 'demo', 'datafiles', 'poller', 'history', 'importing']
  .concat('featurecodes', 'alerts', 'settings')
  .map((name) => `main/${name}`)

/** DESIGN section 3, by path; the longest path that holds a file is its rule, a file below none of them a violation. */
const RULES: Readonly<Record<string, Rule>> = {
  'preload/contract': {},
  preload: { electron: 'code' },
  'main/lmstat': { pure: true },
  'main/debuglog': { pure: true },
  'main/usage': { pure: true, types: ['main/lmstat', 'main/debuglog'] },
  'main/demo': { pure: true },
  'main/datafiles': { ...LIBRARIES, types: ['main/lmstat', 'main/usage'] },
  'main/poller': { ...LIBRARIES, may: ['main/lmstat', 'main/debuglog'] },
  'main/history': { ...LIBRARIES, may: ['main/datafiles', 'main/usage'] },
  'main/importing': { ...LIBRARIES, may: ['main/datafiles', 'main/debuglog', 'main/usage'] },
  'main/featurecodes': LIBRARIES,
  'main/alerts': { may: ['main/usage'], pure: true },
  'main/settings': LIBRARIES,
  'main/service': { ...LIBRARIES, may: UNDER_SERVICE },
  'main/desktop': { ...LIBRARIES, may: ['main/service'], electron: 'code' },
  'main/browser': { ...LIBRARIES, may: ['main/service'] },
  'main/cli': { ...LIBRARIES, may: ['main/service', 'main/browser', 'package.json'] },
  'main/cli/seatlog.mjs': { ...LIBRARIES, may: ['build', 'out'] },
  renderer: { packages: ['react', 'react-dom', '@tanstack/react-virtual', 'chart.js'] },
  fixtures: { ...LIBRARIES, may: ['main/demo'] },
  test: { ...LIBRARIES, may: ['main', 'preload', 'renderer', 'fixtures', 'build'], electron: 'types' },
  build: LIBRARIES,
}
const ROOTS = ['main', 'preload', 'renderer', 'fixtures', 'build', 'test']

const STRINGS_AND_COMMENTS = /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|`(?:\\.|[^`\\])*`|\/\/.*|\/\*[\s\S]*?\*\//g
const IMPORTS =
  /^\s*(?:import|export)\s+(?<type>type\b)?(?:[\w\s{},*$]*?\bfrom\s*)?(?<from>["'][^"'\n]+["'])|\b(?:import|require)\s*\(\s*(?<call>["'][^"'\n]+["'])/gm
const IMPURE =
  /\b(?:Date\.now|new Date(?:\(\s*\)|\b(?!\())|Math\.random|setTimeout|setInterval|setImmediate|queueMicrotask|performance\.\w+|(?<![.\w])process\.\w+)/g

const isBelow = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`)

/** One line for each import or call that an arrow forbids. `files`: path from the project's root, with `/`, and text. */
export function violations(files: Iterable<readonly [string, string]>): readonly string[] {
  return [...files].flatMap(([path, text]) => {
    const place = Object.keys(RULES)
      .filter((folder) => isBelow(path, folder))
      .sort((a, b) => b.length - a.length)[0]
    const rule = RULES[place ?? '']
    if (place === undefined || rule === undefined) return [`${path}: its folder is not in the table of build/arrows.ts`]
    // Neither comments nor templates import anything; a string may be the name of what is imported.
    const code = text.replace(STRINGS_AND_COMMENTS, (_, string: string | undefined) => string ?? ' ')
    const wrong = [...code.matchAll(IMPORTS)].flatMap(({ groups }) => {
      const name = (groups?.from ?? groups?.call ?? '').slice(1, -1)
      const reason = refusal(path, place, rule, name, groups?.type !== undefined)
      return reason === null ? [] : [`${path}: ${place} ${reason}: ${name}`]
    })
    const impure = rule.pure
      ? [...code.matchAll(IMPURE)].map(([call]) => `${path}: ${place} is pure, but uses ${call}`)
      : []
    return [...wrong, ...impure]
  })
}

function refusal(path: string, place: string, rule: Rule, name: string, typeOnly: boolean): string | null {
  if (name.startsWith('.')) {
    const target = join(dirname(path), name.replace(/\?.*$/, ''))
    if ([place, 'preload/contract', ...(rule.may ?? [])].some((folder) => isBelow(target, folder))) return null
    const types = rule.types?.some((folder) => isBelow(target, folder)) ?? false
    if (!types) return 'may not import this'
    return typeOnly ? null : 'may import only types of this'
  }
  if (/^electron(?:$|-store$|\/(?!.*\.json$))/.test(name)) {
    if (rule.electron === undefined) return 'may not import Electron'
    return rule.electron === 'code' || typeOnly ? null : "may import only Electron's types"
  }
  if (isBuiltin(name)) return rule.node ? null : 'may not import Node'
  const known = rule.packages === 'all' || rule.packages?.some((listed) => isBelow(name, listed))
  return known ? null : 'may not import this package'
}

function* sources(folder: string): Generator<readonly [string, string]> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) {
      if (entry.name !== 'node_modules') yield* sources(path)
    } else if (/\.(?:ts|tsx|mjs)$/.test(entry.name)) yield [path, readFileSync(path, 'utf8')]
  }
}

if (import.meta.main) {
  const found = ROOTS.flatMap((root) => violations(sources(root)))
  for (const line of found) console.error(line)
  process.exitCode = found.length === 0 ? 0 : 1
}
