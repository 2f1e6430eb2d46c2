const MOST = 5

/** The names that somebody who wrote `wanted` may have meant, the likeliest first, at most five: those that hold it, or that
 * it holds, and those a few letters away; case does not count. */
export function nearNames(wanted: string, names: readonly string[]): readonly string[] {
  const text = wanted.toLowerCase()
  const farthest = Math.max(1, Math.floor(text.length / 3))
  return [...new Set(names)]
    .map((name) => ({ name, away: distance(text, name.toLowerCase(), farthest) }))
    .filter(({ away }) => away <= farthest)
    .sort((a, b) => a.away - b.away || a.name.length - b.name.length || (a.name < b.name ? -1 : 1))
    .slice(0, MOST)
    .map(({ name }) => name)
}

/** `: did you mean A or B?`, or the end of the sentence where no name is near. */
export function didYouMean(wanted: string, names: readonly string[]): string {
  const near = nearNames(wanted, names)
  return near.length === 0 ? '.' : `: did you mean ${listed(near, 'or')}?`
}

/** `A`, `A and B`, `A, B and C`. */
export const listed = (names: readonly string[], word: 'and' | 'or'): string =>
  [names.slice(0, -1).join(', '), ...names.slice(-1)].filter((part) => part !== '').join(` ${word} `)

function distance(a: string, b: string, farthest: number): number {
  if (a !== '' && b !== '' && (b.includes(a) || a.includes(b))) return 0
  if (Math.abs(a.length - b.length) > farthest) return Number.POSITIVE_INFINITY
  return letterChanges(a, b)
}

/** How many letters must be put in, taken out or changed to make one of the other (Levenshtein). */
function letterChanges(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (const [which, letter] of [...a].entries()) {
    const next = [which + 1]
    for (let at = 0; at < b.length; at++) {
      const changed = (row[at] ?? 0) + (b[at] === letter ? 0 : 1)
      next.push(Math.min(changed, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
