import { cpuMs } from './thread.ts'

/** How the time of something grows with the text that it reads. */
export interface Growth {
  /** Characters of the longest text that was tried. */
  readonly size: number
  /** Milliseconds that it took. */
  readonly milliseconds: number
  /** How many times as long as one of half the size. */
  readonly ratio: number
}

/** Shorter times say nothing of how they grow. */
const TELLING_MS = 40
/** A text that takes longer is not doubled any more. */
const MOST_MS = 6000
/** Twice the text may take so many times as long: reading it is linear, the memory of a machine is not. Of squares it is 4. */
const MOST_RATIO = 3

/** Doubles a text until it has `most` characters, or takes too long. */
export async function growthOf(
  most: number,
  textOf: (size: number) => string,
  read: (text: string) => unknown,
): Promise<Growth> {
  const times: number[] = []
  for (let size = Math.min(most, 4096); ; size *= 2) {
    let milliseconds = await timeOf(textOf(size), read)
    // What one look takes for bad is looked at again: a machine does other things, too.
    if (ratioOf([...times, milliseconds]) > MOST_RATIO)
      milliseconds = Math.min(milliseconds, await timeOf(textOf(size), read))
    times.push(milliseconds)
    if (size >= most || milliseconds > MOST_MS) return { size, milliseconds, ratio: ratioOf(times) }
  }
}

/** By the last two doublings, of which each counts as the mean of both. As long as it takes next to nothing anything goes. */
function ratioOf(times: readonly number[]): number {
  const [first = Number.NaN, , last = 0] = times.slice(-3)
  return times.length < 3 || last < TELLING_MS ? 1 : Math.sqrt(last / Math.max(first, TELLING_MS / 8))
}

/** The shortest of three times: what else a thread does, as collecting garbage, is not what is asked for. */
async function timeOf(text: string, read: (text: string) => unknown): Promise<number> {
  let shortest = Number.POSITIVE_INFINITY
  for (let run = 0; run < 3; run++) {
    const from = cpuMs()
    await read(text)
    shortest = Math.min(shortest, cpuMs() - from)
    if (shortest < TELLING_MS / 4 || shortest > 10 * TELLING_MS) break
  }
  return shortest
}

/** Of a text of 2^20 characters. */
export const perMegabyte = ({ size, milliseconds }: Growth): number => (milliseconds * 2 ** 20) / size

/** What is wrong with the growth, as the end of a sentence; null where it is linear. */
export function growthProblem(growth: Growth, most: number): string | null {
  const { size, milliseconds, ratio } = growth
  if (size < most) return `takes ${milliseconds.toFixed(0)} ms for ${size} characters`
  return ratio > MOST_RATIO
    ? `takes ${ratio.toFixed(1)} times as long for ${size} characters as for half of them`
    : null
}
