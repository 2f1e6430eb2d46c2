/** How well names fit what was typed, less is better: it is one of them, one begins with it, a word in one does, it stands
 * somewhere. */
export type Rank = 0 | 1 | 2 | 3

/** Null: a word stands neither in the names nor in `also`, which tells things of a name apart. All in lower case. */
export function rankOf(
  names: readonly string[],
  also: readonly string[],
  typed: string,
  words: readonly string[],
): Rank | null {
  const holds = (word: string) => names.some((name) => name.includes(word)) || also.some((one) => one.includes(word))
  if (!words.every(holds)) return null
  let best: Rank = 3
  for (const name of names) {
    const at = name.indexOf(typed)
    if (at === -1) continue
    if (at === 0) {
      if (name.length === typed.length) return 0
      best = 1
    } else if (best === 3 && /[^\p{L}\p{N}]/u.test(name.charAt(at - 1))) best = 2
  }
  return best
}
