import type { Pattern } from './patterns.ts'

/** A text that may take a pattern long: what it begins with, what stands again and again, and its end. */
export interface Attack {
  readonly head: string
  readonly pump: string
  readonly end: string
}

const CHARACTERS = [...' \t"\'()[]{}<>,:;.-_/\\@=%#^|aZ09xé\u00a0\ufffd\n\u0001\0\u202e\ud800']
/** The first fits nothing. */
const ENDS = ['\u0001', '', '\n'] as const

/**
 * Texts made of a pattern itself: each of its parts, each run of neighbours and each character that it takes, many times
 * behind every beginning after which something may stand many times.
 */
export function attacksOn({ source, flags }: Pattern): readonly Attack[] {
  const { examples, beginnings } = partsOf(source, flags)
  const pumps = new Set(CHARACTERS.filter((character) => repeatedIn(source, flags, character)))
  for (let from = 0; from < examples.length; from++)
    for (let length = 1; length <= 5; length++) pumps.add(examples.slice(from, from + length).join(''))
  pumps.add(examples.join(''))
  pumps.delete('')
  const heads = new Set<string>(['', ENDS[0], ...beginnings])
  return [...pumps].flatMap((pump) => [...heads].flatMap((head) => ENDS.map((end): Attack => ({ head, pump, end }))))
}

export const attackText = ({ head, pump, end }: Attack, size: number): string =>
  head + pump.repeat(Math.ceil(size / pump.length)).slice(0, size) + end

const ESCAPE = String.raw`\\u\{[\da-f]+\}|\\p\{\w+\}|\\u[\da-f]{4}|\\x[\da-f]{2}|\\k<\w+>|\\.`
const GROUP = String.raw`\(\?(?:[:=!]|<[=!]|<\w+>)|[()|^$]`
const CLASS = String.raw`\[(?:\\.|[^\\\]])*\]`
/** With the flag `v` classes hold classes. */
const CLASS_OF_CLASSES = String.raw`\[(?:\\.|${CLASS}|[^\\\]])*\]`
const atomIn = (flags: string): RegExp =>
  new RegExp([ESCAPE, flags.includes('v') ? CLASS_OF_CLASSES : CLASS, GROUP, '.'].join('|'), 'gisu')
const QUANTIFIER = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/

/** Of each part that stands for a character an example; and what fits before each repeated part or group. */
function partsOf(source: string, flags: string): { examples: readonly string[]; beginnings: readonly string[] } {
  const examples: string[] = []
  const beginnings: string[] = []
  // `first`: the text up to the end of a group's first choice, which stands for the group.
  const groups: { readonly before: string; first: string | null }[] = [{ before: '', first: null }]
  let before = ''
  const atom = atomIn(flags)
  for (let at = 0; at < source.length; ) {
    atom.lastIndex = at
    const [part = ''] = atom.exec(source) ?? []
    at += Math.max(1, part.length)
    const [quantifier = ''] = QUANTIFIER.exec(source.slice(at)) ?? []
    at += quantifier.length
    const group = groups.at(-1)
    const isRepeated = /[*+,]/.test(quantifier)
    if (isRepeated) beginnings.push(part === ')' ? (group?.before ?? '') : before)
    if (part.startsWith('(')) groups.push({ before, first: /^\(\?<?[=!]/.test(part) ? before : null })
    else if (part === '|' && group !== undefined) {
      group.first ??= before
      before = group.before
    } else if (part === ')') before = groups.pop()?.first ?? before
    if (/^(?:\(.*|[)|^$]|\\[bB]|\\k.*)$/.test(part)) continue
    const example = exampleOf(part, flags)
    if (example === null) continue
    examples.push(example)
    before += example.repeat(Number(/\d+/.exec(quantifier)?.[0] ?? 1))
  }
  return { examples, beginnings }
}

function exampleOf(part: string, flags: string): string | null {
  if (part.length === 1 && part !== '.') return part
  const fits = new RegExp(`^(?:${part})$`, flags.replace(/[gymd]/g, ''))
  return CHARACTERS.find((character) => fits.test(character)) ?? null
}

function repeatedIn(source: string, flags: string, character: string): boolean {
  for (const [part] of source.matchAll(atomIn(flags))) {
    if (part.length > 1 && !part.startsWith('(') && !/^\\[bBk]/.test(part)) {
      const fits = new RegExp(`^(?:${part})$`, flags.replace(/[gymd]/g, ''))
      if (fits.test(character)) return true
    } else if (part === '.' || part === character) return true
  }
  return false
}
