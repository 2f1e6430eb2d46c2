import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'

const FROM = '<!-- From here on by build/dependency-table.ts. -->\n'

const record = v.record(v.string(), v.string())
const lockfile = v.object({
  packages: v.record(
    v.string(),
    v.object({
      version: v.optional(v.string()),
      license: v.optional(v.string()),
      dev: v.optional(v.boolean()),
      optional: v.optional(v.boolean()),
      devOptional: v.optional(v.boolean()),
    }),
  ),
})
const manifest = v.object({ dependencies: record, optionalDependencies: record, devDependencies: record })

/**
 * The packages of the program, those that come with them, and the tools, each with version and license. `lock`,
 * `own`: what package-lock.json and package.json hold.
 */
export function dependencyTable(lock: unknown, own: unknown): string {
  const { dependencies, optionalDependencies, devDependencies } = v.parse(manifest, own)
  // The optional one is the Node that the tools run with.
  const tools = { ...devDependencies, ...optionalDependencies }
  const all = Object.entries(v.parse(lockfile, lock).packages).flatMap(([path, entry]) => {
    const name = path.split('node_modules/').at(-1) ?? ''
    const isTop = path === `node_modules/${name}`
    return name === '' ? [] : [{ name, isTop, ...entry }]
  })
  const rows = (part: string, wanted: (one: (typeof all)[number]) => boolean): readonly string[] => {
    const lines = all.filter(wanted).map(({ name, version, license }) => {
      if (version === undefined || license === undefined) throw new Error(`${name} has no version or no license`)
      return `| ${name} | ${version} | ${license} | ${part} |\n`
    })
    return [...new Set(lines)].sort()
  }
  // What only some systems or peers would have is not in the program.
  const isBrought = ({ dev, optional, devOptional }: (typeof all)[number]) => !dev && !optional && !devOptional
  return [
    '\n| package | version | license | part of |\n|---|---|---|---|\n',
    ...rows('the program', ({ name, isTop }) => isTop && name in dependencies),
    ...rows('the program, by another', (one) => isBrought(one) && !(one.isTop && one.name in dependencies)),
    ...rows('building and testing', ({ name, isTop }) => isTop && name in tools),
  ].join('')
}

/** The document with its table as it should be. */
export function withTable(text: string, table: string): string {
  const at = text.indexOf(FROM)
  if (at < 0) throw new Error(`docs/dependencies.md lacks the line ${FROM.trim()}`)
  return text.slice(0, at) + FROM + table
}

/** Writes the table; with `--check` only tells whether it is stale. */
if (import.meta.main) {
  const root = join(import.meta.dirname, '..')
  const read = (file: string): string => readFileSync(join(root, file), 'utf8')
  const document = read('docs/dependencies.md')
  const table = dependencyTable(JSON.parse(read('package-lock.json')), JSON.parse(read('package.json')))
  const wanted = withTable(document, table)
  if (document !== wanted && process.argv.includes('--check')) {
    console.error('The table in docs/dependencies.md is stale: run node build/dependency-table.ts')
    process.exitCode = 1
  } else if (document !== wanted) writeFileSync(join(root, 'docs/dependencies.md'), wanted)
}
