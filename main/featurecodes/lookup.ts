import type { CodeFound } from '../../preload/contract/api.ts'
import type { FeatureSeats } from '../../preload/contract/seats.ts'
import { guess } from './guess.ts'
import type { CodeRow } from './read-table.ts'
import { isFor, type Tables } from './tables.ts'

/** What a search must know of a feature of the seats view. */
export type SeenFeature = Pick<FeatureSeats, 'key' | 'name' | 'daemon'>

/** The rows that hold every word of the text in code, product name or release, without regard to case: the code itself
 * first, then codes that begin with the text, then the others; each group from the newest release on. Codes that are
 * seen, or asked for, but stand in no table take part, with a guess where there is one, else with an empty product. */
export function lookup(tables: Tables, text: string, seen: readonly SeenFeature[]): readonly CodeFound[] {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return []
  const words = wanted.split(/\s+/)
  const matches = ({ code, product, release }: CodeRow) => {
    const row = `${code} ${product} ${release}`.toLowerCase()
    return words.every((word) => row.includes(word))
  }
  const rank = ({ code }: CodeFound) => {
    if (code.toLowerCase() === wanted) return 0
    return code.toLowerCase().startsWith(wanted) ? 1 : 2
  }
  const seenByCode = Map.groupBy(seen, (feature) => feature.name.toLowerCase())
  const listed = tables.newestFirst.filter(matches).map((row) => {
    const features = seenByCode.get(row.code.toLowerCase()) ?? []
    return withSeen(
      row,
      features.filter((feature) => isFor(row, feature.daemon)),
    )
  })
  return [...unlisted(tables, text.trim(), seen).filter(matches), ...listed].sort((a, b) => rank(a) - rank(b))
}

function unlisted(tables: Tables, asked: string, seen: readonly SeenFeature[]): readonly CodeFound[] {
  const inTable = (code: string, daemon: string) =>
    tables.byCode.get(code.toLowerCase())?.some((row) => isFor(row, daemon)) ?? false
  const strangers = Map.groupBy(
    seen.filter((feature) => !inTable(feature.name, feature.daemon)),
    (feature) => feature.name,
  )
  const found = [...strangers].map(([code, features]) =>
    withSeen(guess(code, tables.stems) ?? { code, product: '', release: '', kind: '', vendor: '' }, features),
  )
  const guessed = inTable(asked, '') || strangers.has(asked) ? null : guess(asked, tables.stems)
  return guessed === null ? found : [withSeen(guessed, []), ...found]
}

const withSeen = (row: CodeRow, features: readonly SeenFeature[]): CodeFound => ({
  ...row,
  seen: features.map((feature) => feature.key),
})
