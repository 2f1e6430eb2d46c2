import { pick, type Random } from '../../../main/demo/random.ts'
import type { Reader } from './reader.ts'

/** A text of any size: a beginning, what stands again and again, and in its second half something else. */
export interface Shape {
  readonly head: string
  readonly pump: string
  /** '': the same to the end. */
  readonly tail: string
}

const PUMPS = [
  ...[' ', '\t', '0', '9', 'a', 'é', '"', "'", '(', ')', '[', ']', '{', ':', ',', ';', '/', '\\', '@', '=', '%', '#'],
  ...[
    '""',
    '"",',
    '()',
    '(a',
    'a)',
    'a:',
    'a,',
    'a@',
    'a b ',
    '@a ',
    'a=b ',
    ': ',
    ', ',
    '-1,',
    '\u00a0',
    '\ufffd',
    '\0',
  ],
  ...['((((', '[[', '{"a":', '"a",', '\\n', '\r', '\n', '\n\n', ' \n', 'a\n', '0\n', '^^^', '“', '”', '1:', '01:'],
]

/** So long is what of a line stands again and again. */
const PIECE = 60

/**
 * Texts of one line and of many: each character, and each beginning of good lines, again and again; behind a good line; and
 * two kinds of lines together, as what one of them leaves behind may make each of the others slow. `most` of them.
 */
export function shapesFor({ samples }: Reader, draw: Random, most: number): readonly Shape[] {
  const lines = differentLines(samples)
  const one = (): string => pick(draw, lines)
  const cut = (line: string): string => line.slice(0, Math.ceil(draw() * line.length))
  const kinds: readonly (() => Shape)[] = [
    () => ({ head: '', pump: pick(draw, PUMPS), tail: '' }),
    () => ({ head: cut(one()), pump: pick(draw, PUMPS), tail: '' }),
    () => ({ head: cut(one()), pump: pick(draw, PUMPS), tail: `\n${one()}` }),
    () => ({ head: '', pump: cut(one()), tail: '' }),
    () => ({ head: '', pump: `${one()}\n`, tail: '' }),
    () => ({ head: `${one()}\n${one()}\n`, pump: `${one()}\n`, tail: `${one()}\n` }),
    () => ({ head: `${one()}\n`, pump: `${cut(one())}${pick(draw, PUMPS)}\n`, tail: `${cut(one())}\n` }),
    () => ({ head: `${one()}\n${cut(one())}`, pump: pick(draw, PUMPS), tail: `\n${cut(one())}${pick(draw, PUMPS)}` }),
  ]
  const all = new Map<string, Shape>()
  for (let tries = 0; tries < 2 * most && all.size < most; tries++) {
    const shape = pick(draw, kinds)()
    all.set(JSON.stringify(shape), shape)
  }
  return [...all.values()]
}

/** Each form of line once. */
function differentLines(samples: readonly string[]): readonly string[] {
  const forms = new Map<string, string>()
  for (const line of samples.flatMap((sample) => sample.split(/\r?\n/))) {
    const form = line
      .replace(/[a-z]+/gi, 'a')
      .replace(/\d+/g, '0')
      .slice(0, 40)
    if (line.trim() !== '' && forms.size < 200) forms.set(form, line.slice(0, 300))
  }
  return [...forms.values()]
}

/** A text of so many characters behind the shape's head. */
export function longText({ head, pump, tail }: Shape, size: number): string {
  const first = tail === '' ? size : size / 2
  return (head + filled(pump, first) + filled(tail, size - first)).slice(0, size + head.length)
}

const filled = (pump: string, size: number): string =>
  pump === '' ? '' : pump.repeat(Math.ceil(size / pump.length)).slice(0, size)

/** What of a shape is told. */
export const shapeText = ({ head, pump, tail }: Shape): string =>
  JSON.stringify([head, pump, tail].map((text) => text.slice(0, PIECE)))
