import { flatCopy } from './known-requests.ts'

const LONGEST = 78
const MOST_KNOWN = 100

interface Daemon {
  /** As written, with the brackets. */
  readonly written: string
  readonly name: string
}

/** Reads the `(daemon)` of lines: most are by the one that wrote the line before, or by one of few. */
export function createDaemonReader() {
  const known = new Map<string, Daemon>()
  let last: Daemon = { written: '()', name: '' }

  return {
    /** Where the brackets that open at `open` close; below zero where none stand there. */
    read(text: string, open: number, to: number): number {
      if (text.startsWith(last.written, open)) return open + last.written.length - 1
      const close = bracketsEnd(text, open, to)
      if (close >= 0) last = daemonOf(text.slice(open, close + 1))
      return close
    },
    /** The daemon of the brackets that were read last. */
    name: (): string => last.name,
  }

  function daemonOf(brackets: string): Daemon {
    const before = known.get(brackets)
    if (before !== undefined) return before
    if (known.size >= MOST_KNOWN) known.clear()
    const written = flatCopy(brackets)
    const daemon = { written, name: daemonName(written.slice(1, -1)) }
    known.set(written, daemon)
    return daemon
  }
}

/** A forked copy of a daemon calls itself `name_2`. */
export const daemonName = (written: string): string => written.replace(/(?<=.)_\d{1,9}$/, '')

/** Where the short text in brackets that opens at `open` ends; below zero where none stands there. */
export function bracketsEnd(text: string, open: number, to: number): number {
  if (text.charCodeAt(open) !== OPENS) return -1
  const limit = Math.min(to, open + LONGEST + 2)
  for (let at = open + 1; at < limit; at++) if (text.charCodeAt(at) === CLOSES) return at
  return -1
}

const OPENS = 40
const CLOSES = 41
