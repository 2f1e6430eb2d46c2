import type { DraftCheckout, DraftFeature, DraftServer } from './draft.ts'
import type { OpenRow } from './row.ts'
import { wordsOf } from './scan.ts'

/** Hosts learned from the rows themselves (GRAMMAR A3, rule 5). */

/** Tells whether a word of the open rows is the host of a row that needed no rule, or one that the caller knows. */
export function knownHosts(
  open: readonly OpenRow[],
  features: readonly DraftFeature[],
  earlier: ReadonlySet<string> | undefined,
): (word: string) => boolean {
  // Only the few words in question are looked for, instead of making a set of all hosts.
  const words = new Set(open.flatMap(({ raw }) => wordsOf(raw)))
  const hosts = new Set<string>()
  if (words.size > 0) {
    for (const feature of features) {
      for (const { host } of feature.checkouts) if (host !== undefined && words.has(host)) hosts.add(host)
      for (const { host } of feature.queued) if (host !== undefined && words.has(host)) hosts.add(host)
    }
  }
  return (word) => hosts.has(word) || earlier?.has(word) === true || earlier?.has(word.toLowerCase()) === true
}

/**
 * On a server whose rows have no display, three words are a user of two words and a host. That is what they are read as
 * where every one of them ends in a host of the two-word rows and has no such host before it; it stays a guess.
 */
export function readMissingDisplays(server: DraftServer): void {
  const hosts = new Set<string>()
  const longer: DraftCheckout[] = []
  for (const { checkouts } of featuresOf(server)) {
    for (const row of checkouts) {
      if (row.host === undefined) continue
      if (row.display === undefined) hosts.add(row.host)
      // A display made of the host, as nearly all servers have it: this one's rows do have displays.
      else if (row.display === row.host || row.extra !== undefined) return
      else longer.push(row)
    }
  }
  if (!longer.every(({ host = '', display = '' }) => hosts.has(display) && !hosts.has(host))) return
  for (const row of longer) {
    row.user = `${row.user} ${row.host}`
    row.host = row.display ?? ''
    delete row.display
    row.uncertain = true
  }
}

function featuresOf({ listings }: DraftServer): DraftFeature[] {
  return listings.flatMap(({ features }) => features)
}
