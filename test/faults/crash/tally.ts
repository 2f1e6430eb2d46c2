import type { Finding } from '../proof.ts'
import type { Differences } from './record.ts'

/** What kills of one kind did: a sentence for each promise that was not kept. */
export interface Tally {
  times: number
  readonly lost: string[]
  readonly doubled: string[]
  /** The index is another one than one built of all files. */
  readonly index: string[]
  /** Files, or lines of them, that cannot be read. */
  readonly unreadable: string[]
  readonly other: string[]
}

export const newTally = (): Tally => ({ times: 0, lost: [], doubled: [], index: [], unreadable: [], other: [] })

/** Notes down how the record differs from that of a Seatlog that never died. */
export function noteDifferences(tally: Tally, when: string, { lost, doubled, moved }: Differences): void {
  tally.lost.push(...lost.map((line) => `${when}: lost ${line}`))
  tally.doubled.push(...doubled.map((line) => `${when}: doubled ${line}`))
  tally.other.push(...moved.map((file) => `${when}: other order in ${file}`))
}

/** `measured`: what else was counted. */
export function findingOf(what: string, tally: Tally, measured = ''): Finding {
  const { times, lost, doubled, index, unreadable, other } = tally
  const counts = `${lost.length} lost, ${doubled.length} doubled, ${index.length} indexes other, ${unreadable.length} unreadable`
  const figures = measured === '' ? counts : `${counts}; ${measured}`
  return { what, times, figures, wrong: [...lost, ...doubled, ...index, ...unreadable, ...other] }
}
