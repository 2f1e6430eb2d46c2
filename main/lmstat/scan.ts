/** Small steps over a text by position, shared by the scanners. A blank is any character up to U+0020. */

const BLANK = 32

/** First position from `from` on that is no blank; `to` where there is none. */
export function skipBlanks(text: string, from: number, to: number): number {
  let at = from
  while (at < to && text.charCodeAt(at) <= BLANK) at++
  return at
}

/** Position after the last character before `to` that is no blank; `from` where there is none. */
export function trimBlanks(text: string, from: number, to: number): number {
  let at = to
  while (at > from && text.charCodeAt(at - 1) <= BLANK) at--
  return at
}

/** Last position of the character `code` in `from..to`, or -1; never looks outside, so that a search stays linear. */
export function lastCode(text: string, code: number, from: number, to: number): number {
  let at = to - 1
  while (at >= from && text.charCodeAt(at) !== code) at--
  return at < from ? -1 : at
}

/** Position after the decimal digits that begin at `from`. */
export function skipDigits(text: string, from: number, to: number): number {
  let at = from
  while (at < to && isDigit(text.charCodeAt(at))) at++
  return at
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

/** The number written in `from..to`; -1 where there is none or it has more than 15 digits. */
export function readNumber(text: string, from: number, to: number): number {
  if (from >= to || to - from > 15) return -1
  let value = 0
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at)
    if (!isDigit(code)) return -1
    value = value * 10 + code - 48
  }
  return value
}

/** The words of `from..to`, parted by runs of blanks. */
export function wordsOf(text: string, from = 0, to = text.length): string[] {
  const words: string[] = []
  let at = skipBlanks(text, from, to)
  while (at < to) {
    const start = at
    while (at < to && text.charCodeAt(at) > BLANK) at++
    words.push(text.slice(start, at))
    at = skipBlanks(text, at, to)
  }
  return words
}
