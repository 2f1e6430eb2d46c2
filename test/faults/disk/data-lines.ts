import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** All whole lines below a folder in files whose names end so, but for their headers. */
export function linesOf(folder: string, end: string, header: string): readonly string[] {
  if (!existsSync(folder)) return []
  return (readdirSync(folder, { recursive: true }) as string[])
    .map((name) => join(folder, name))
    .filter((file) => file.endsWith(end) && statSync(file).isFile())
    .flatMap((file) => readFileSync(file, 'utf8').split('\n').slice(0, -1))
    .filter((line) => line !== header)
}

export function countsOf<Value>(values: readonly Value[]): Map<Value, number> {
  const counts = new Map<Value, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}
