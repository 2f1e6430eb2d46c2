/** A part of Seatlog that reads other people's text. */
export interface Reader {
  readonly name: string
  /** Good texts. */
  readonly samples: readonly string[]
  /** The text is JSON, and is to be changed as such too. */
  readonly isJson?: true
  /**
   * Reads a text and looks whether what came of it holds; throws where it does not. Answers in a few words what came of it:
   * texts that are answered in a new way are changed further.
   */
  read(text: string): string | Promise<string>
}

/** Throws the sentence where something does not hold. */
export function hold(holds: boolean, sentence: string): void {
  if (!holds) throw new Error(sentence)
}

/** Of many counts few kinds: 0, 1, 2, 4, 8. */
export const about = (count: number): number => (count < 3 ? count : count < 20 ? 4 : 8)

/** A sentence without what differs from text to text. */
export const kindOf = (sentence: string): string => sentence.replace(/[“"(].*|\d+/g, '').slice(0, 60)
