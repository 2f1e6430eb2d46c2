import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'vite'

/** A regular expression of the program. */
export interface Pattern {
  /** File and line. */
  readonly place: string
  readonly source: string
  readonly flags: string
}

const ROOT = join(import.meta.dirname, '../../..')
const FOLDERS = ['main', 'preload', 'renderer']

/** All of the program, as they stand in its files; and the places at which one is put together at run time. */
export function patternsOfProgram(): { readonly patterns: readonly Pattern[]; readonly made: readonly string[] } {
  const patterns: Pattern[] = []
  const made: string[] = []
  for (const folder of FOLDERS) {
    for (const name of readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })) {
      if (!/\.tsx?$/.test(name)) continue
      const text = readFileSync(join(ROOT, folder, name), 'utf8')
      const file = `${folder}/${name.replaceAll('\\', '/')}`
      const { program, errors } = parseSync(name, text)
      if (errors.length > 0) throw new Error(`${file} cannot be read`)
      look(program, (node) => {
        const place = `${file}:${text.slice(0, node.start).split('\n').length}`
        if (node.regex !== undefined) patterns.push({ place, source: node.regex.pattern, flags: node.regex.flags })
        else if (node.type === 'NewExpression' && node.callee?.name === 'RegExp') made.push(file)
      })
    }
  }
  return { patterns, made }
}

interface Node {
  readonly type: string
  readonly start: number
  readonly regex?: { readonly pattern: string; readonly flags: string }
  readonly callee?: { readonly name?: string }
}

function look(value: unknown, found: (node: Node) => void): void {
  if (typeof value !== 'object' || value === null) return
  if ('type' in value && 'start' in value) found(value as Node)
  for (const part of Object.values(value)) look(part, found)
}
