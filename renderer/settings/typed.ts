/** Lines that are not blank, without blanks around. */
export const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** Names with blanks or commas between. */
export const namesOf = (text: string): readonly string[] => text.split(/[\s,]+/).filter(Boolean)

/** A typed number. An empty field is not 0 but no number, which main refuses with the range it wants. */
export const numberOf = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text))
