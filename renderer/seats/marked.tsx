import { markWords } from './filter.ts'

/** A text with the words of the search marked in it. */
export function Marked({ text, words }: { text: string; words: readonly string[] }) {
  const pieces = markWords(text, words)
  if (pieces.length === 1 && pieces[0]?.hit === false) return text
  let at = 0
  return pieces.map((piece) => {
    const key = at
    at += piece.text.length
    return piece.hit ? <mark key={key}>{piece.text}</mark> : <span key={key}>{piece.text}</span>
  })
}
