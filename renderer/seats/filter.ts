import type { FeatureSeats } from '../../preload/contract/seats.ts'

export type SeatFilter = 'all' | 'in-use' | 'full' | 'waiting'

export const FILTERS: readonly SeatFilter[] = ['all', 'in-use', 'full', 'waiting']

/** Whether a feature belongs under a filter, by its last known figures. */
export function passes(feature: FeatureSeats, filter: SeatFilter): boolean {
  switch (filter) {
    case 'all':
      return true
    case 'in-use':
      return feature.held > 0 || feature.reserved > 0
    case 'full':
      return feature.free === 0
    case 'waiting':
      return feature.queued > 0
  }
}

/** The words of a search, in lower case; each must be found. */
export const searchWords = (text: string): readonly string[] => text.toLowerCase().split(/\s+/).filter(Boolean)

/** Whether every word stands somewhere in the texts, compared without case. */
export function matches(texts: readonly (string | null)[], words: readonly string[]): boolean {
  const all = texts.join('\n').toLowerCase()
  return words.every((word) => all.includes(word))
}

/** Whether a search means the feature itself: its code, products, daemon or server. */
export const namesMatch = (feature: FeatureSeats, words: readonly string[]): boolean =>
  matches([feature.name, ...feature.products, feature.daemon, feature.tag], words)

/** A text cut where the words of a search stand in it, `hit` marking those pieces. */
export function markWords(
  text: string,
  words: readonly string[],
): readonly { readonly text: string; readonly hit: boolean }[] {
  if (words.length === 0) return [{ text, hit: false }]
  const pattern = words.map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|')
  return text
    .split(new RegExp(`(${pattern})`, 'iu'))
    .map((piece, index) => ({ text: piece, hit: index % 2 === 1 }))
    .filter((piece) => piece.text !== '')
}
