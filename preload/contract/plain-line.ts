/** Characters of a name that people read at a glance. */
const MOST = 80

const ENDS_AND_CONTROLS = /[\s\p{Cc}\p{Zl}\p{Zp}]+/gu
/** What shows nothing and turns or hides what stands beside it; the two joiners make emoji and whole scripts. */
const UNSEEN = /[\p{Cf}--[\u200C\u200D]]/gv
/** No script needs more marks on one letter. */
const TOO_MANY_MARKS = /(\p{M}{4})\p{M}+/gu

/**
 * Other people's text (names of features, people, hosts) for a place that shows one line and nothing but text, such as a menu
 * or a notification: without line ends, control characters, changes of the writing direction and heaped marks, and no
 * longer than `most` UTF-16 units, the last of which is then an ellipsis.
 */
export function plainLine(text: string, most = MOST): string {
  const seen = text.toWellFormed().replace(UNSEEN, '').replace(ENDS_AND_CONTROLS, ' ')
  const line = seen.replace(TOO_MANY_MARKS, '$1').trim()
  return line.length <= most ? line : `${startOf(line, most - 1).trimEnd()}…`
}

/** As many whole characters as people see them, or where one alone is longer, as Unicode counts them. */
function startOf(line: string, most: number): string {
  let start = ''
  // A character as people see it may be of any length.
  for (const { segment } of CHARACTERS.segment(line.slice(0, most + 1))) {
    if (start.length + segment.length > most) break
    start += segment
  }
  return start === '' ? line.slice(0, most).replace(/[\uD800-\uDBFF]$/, '') : start
}
const CHARACTERS = new Intl.Segmenter('en')
