import { pick, type Random, whole } from '../../../main/demo/random.ts'
import { NAMES } from './hostile.ts'

/** Longer texts are tried one by one (`long-texts.ts`): here many are to be tried. */
const MOST = 3000
const MOST_KEPT = 400
const PIECES = [
  ' ',
  '\t',
  '"',
  '(',
  ')',
  '((((',
  ':',
  ',',
  ';',
  '/',
  '@',
  '\\',
  '=',
  '%',
  '{',
  '[',
  '0',
  '9',
  '\r',
  '\n',
]

/** Makes hostile texts of good ones. */
export interface Mutator {
  next(): string
  /** What a reader took in a new way is changed further. */
  keep(text: string): void
}

/** `grammar`: lines of the form that is read, which may be mixed in. All comes from `draw`. */
export function createMutator(draw: Random, samples: readonly string[], grammar: readonly string[]): Mutator {
  const kept: string[] = []

  function windowOf(text: string): string {
    if (draw() < 0.3) return text.slice(0, MOST)
    const from = text.lastIndexOf('\n', whole(draw, 0, text.length)) + 1
    return text.slice(from, from + whole(draw, 20, 900))
  }

  function changed(text: string): string {
    const at = whole(draw, 0, text.length)
    const to = Math.min(text.length, at + Math.floor(draw() ** 3 * 60))
    const put = (piece: string): string => text.slice(0, at) + piece + text.slice(to)
    switch (whole(draw, 0, 9)) {
      case 0:
        return put('')
      case 1:
        return put(text.slice(at, to).repeat(whole(draw, 2, 4)))
      case 2:
        return put(pick(draw, NAMES))
      case 3:
        return put(pick(draw, PIECES).repeat(2 ** whole(draw, 0, 8)))
      case 4:
        return put(String.fromCharCode(draw() < 0.7 ? whole(draw, 0, 255) : whole(draw, 0, 0xffff)))
      case 5:
        return put(`\n${pick(draw, grammar)}\n`)
      case 6:
        return wordReplaced(text, at, pick(draw, NAMES))
      case 7:
        return wordReplaced(text, at, pick(draw, ['', '0', '-1', '9'.repeat(whole(draw, 1, 30)), '00', '1e9']))
      case 8:
        return text.slice(0, at)
      default: {
        const other = pick(draw, samples)
        return put(other.slice(whole(draw, 0, other.length)).slice(0, 200))
      }
    }
  }

  return {
    next() {
      let text = kept.length > 0 && draw() < 0.6 ? pick(draw, kept) : windowOf(pick(draw, samples))
      for (let left = whole(draw, 1, 5); left > 0; left--) text = changed(text)
      return text.slice(0, MOST)
    },
    keep(text) {
      if (kept.length < MOST_KEPT) kept.push(text)
      else kept[whole(draw, 0, MOST_KEPT - 1)] = text
    },
  }
}

/** With another text in the place of the word, number or field in which `at` lies. */
function wordReplaced(text: string, at: number, by: string): string {
  let [from, to] = [at, at]
  while (from > 0 && /[^\s",()]/.test(text[from - 1] ?? ' ')) from--
  while (to < text.length && /[^\s",()]/.test(text[to] ?? ' ')) to++
  return text.slice(0, from) + by + text.slice(to)
}
