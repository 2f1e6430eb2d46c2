/** A text cut into blocks of so many whole lines; `at` is the block's offset. Joined they are the text again. */
export function chunkLines(text: string, lines: number): readonly { readonly at: number; readonly text: string }[] {
  const blocks: { at: number; text: string }[] = []
  let at = 0
  while (at < text.length) {
    let end = at
    for (let line = 0; line < lines && end < text.length; line++) {
      const next = text.indexOf('\n', end)
      end = next === -1 ? text.length : next + 1
    }
    blocks.push({ at, text: text.slice(at, end) })
    at = end
  }
  return blocks
}
