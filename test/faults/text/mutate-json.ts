import { pick, type Random, whole } from '../../../main/demo/random.ts'
import { NAMES, OBJECT_WORDS } from './hostile.ts'

const SCALARS: readonly unknown[] = [null, true, false, 0, -0, -1, 0.5, 1e308, 2 ** 53, '', '0', 'x'.repeat(5000)]

/** Any JSON value, with keys and texts that mean something to JavaScript. */
export function hostileValue(draw: Random, depth = 3): unknown {
  const kind = draw()
  if (kind < 0.3 || depth === 0) return draw() < 0.5 ? pick(draw, NAMES) : pick(draw, SCALARS)
  const count = whole(draw, 0, 4)
  if (kind < 0.55) return Array.from({ length: count }, () => hostileValue(draw, depth - 1))
  const keys = Array.from({ length: count }, () => pick(draw, draw() < 0.6 ? OBJECT_WORDS : NAMES))
  return objectOf(keys.map((key) => [key, hostileValue(draw, depth - 1)]))
}

/** A JSON value with some of its parts in another form, missing, doubled, or under another name. */
export function changedValue(draw: Random, value: unknown): unknown {
  if (draw() < 0.12) return hostileValue(draw)
  if (Array.isArray(value)) {
    const all: readonly unknown[] = value
    if (all.length === 0 || draw() < 0.15) return [...all, hostileValue(draw)]
    const at = whole(draw, 0, all.length - 1)
    if (draw() < 0.1) return all.toSpliced(at, 1)
    return all.with(at, changedValue(draw, all[at]))
  }
  if (typeof value !== 'object' || value === null) return hostileValue(draw)
  const entries = Object.entries(value)
  if (entries.length === 0 || draw() < 0.1)
    return objectOf([...entries, [pick(draw, OBJECT_WORDS), hostileValue(draw)]])
  const at = whole(draw, 0, entries.length - 1)
  const [key = '', part] = entries[at] ?? []
  if (draw() < 0.08) return objectOf(entries.toSpliced(at, 1))
  if (draw() < 0.08) return objectOf(entries.with(at, [pick(draw, NAMES), part]))
  return objectOf(entries.with(at, [key, changedValue(draw, part)]))
}

/** As JSON.parse makes it: `__proto__` is a name like every other. */
const objectOf = (entries: readonly (readonly [string, unknown])[]): unknown => Object.fromEntries(entries)

/** A list in a list in a list: recursive functions have no room for it. */
export const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)
