import { wordsOf } from './scan.ts'

/** User, host and display of a holder row (GRAMMAR A3, rule 5). */
export interface Identity {
  readonly user: string
  readonly host?: string
  readonly display?: string
  /** Checkout data of token systems. */
  readonly extra?: string
  /** No rule decided: first word, second word, the rest. */
  readonly uncertain?: true
}

/**
 * Splits an identity. Up to three words are taken as they stand; more need a rule and the hosts known from other rows:
 * without `isHost` such an identity gives undefined, to be asked again when all rows are read.
 */
export function splitIdentity(
  raw: string,
  version: string,
  queued: boolean,
  isHost?: (word: string) => boolean,
): Identity | undefined {
  const words = joinActivated(wordsOf(raw))
  const extras: string[] = []
  // The bare version of a queued row may stand where the display is missing.
  const fewest = queued && words[2] === version ? 2 : 3
  while (words.length > fewest && isExtra(words, version)) extras.push(words.pop() ?? '')
  extras.reverse()
  const [user = '', host, display] = words
  if (words.length <= 3) return identity(user, host, display, extras)
  if (isHost === undefined) return undefined
  const at = hostPosition(words, isHost)
  if (at < 0) return { ...identity(user, host, words.slice(2).join(' '), extras), uncertain: true }
  const [shown, data] = splitDisplay(words[at] ?? '', words.slice(at + 1))
  return identity(words.slice(0, at).join(' '), words[at], shown, [...data, ...extras])
}

function identity(user: string, host?: string, display?: string, extras: readonly string[] = []): Identity {
  const who: { user: string; host?: string; display?: string; extra?: string } = { user }
  if (host !== undefined) who.host = host
  if (display !== undefined) who.display = display
  if (extras.length > 0) who.extra = extras.join(' ')
  return who
}

function joinActivated(words: string[]): string[] {
  if (words[0] !== 'ACTIVATED' || !words[1]?.startsWith('LICENSE')) return words
  return [`${words[0]} ${words[1]}`, ...words.slice(2)]
}

/** Whether the last word is checkout data: `x=y`, `A:b` (a display has a number there, or its host before the colon), or
 * the version without brackets. */
function isExtra(words: readonly string[], version: string): boolean {
  const word = words.at(-1) ?? ''
  if (word === version) return true
  if (!/^[A-Za-z_][\w.-]*(?:=[\w./:+-]+|:[A-Za-z_][\w./+-]*)$/.test(word)) return false
  return !word.toLowerCase().startsWith(`${words.at(-2)?.toLowerCase()}:`)
}

/** Position of the host among four words or more, by the first rule that knows it; -1 where none does. */
function hostPosition(words: readonly string[], isHost: (word: string) => boolean): number {
  const known = words.findIndex((word, at) => at > 0 && isHost(word))
  if (known > 0) return known
  const doubled = words.findIndex((word, at) => at > 1 && isSameMachine(words[at - 1] ?? '', word))
  if (doubled > 0) return doubled - 1
  const garbled = words.findIndex((word, at) => at > 1 && !isPlain(word))
  return garbled > 0 ? garbled - 1 : -1
}

/**
 * Display and checkout data of the words after the host. A garbled display may hold blanks and is all of them; behind a
 * display that is whole by itself stand checkout data (`ws0:0 APS Base`).
 */
function splitDisplay(host: string, words: readonly string[]): [string | undefined, readonly string[]] {
  const [first, ...others] = words
  if (first === undefined || others.length === 0) return [first, []]
  const whole = isSameMachine(host, first) || /^(?:[\w.-]*:\d+(?:\.\d+)?|\/dev\/[\w/]+)$/.test(first)
  return whole || words.every(isPlain) ? [first, others] : [words.join(' '), []]
}

/** A host and a display made of its name: equal but for case, `host0.0`, `host:0`, or one with its domain. */
function isSameMachine(host: string, display: string): boolean {
  const a = host.toLowerCase()
  const b = display.toLowerCase()
  if (a === b || b === `${a}0.0`) return true
  if (b.startsWith(`${a}:`) && /^\d+(?:\.\d+)?$/.test(b.slice(a.length + 1))) return true
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  return long.startsWith(`${short}.`) && /[a-z]/.test(short)
}

/** Letters of any script, digits, dot, hyphen, underscore; U+FFFD stands where a letter of another code page stood. */
function isPlain(word: string): boolean {
  return /^[\p{L}\p{M}\p{N}\uFFFD._-]*$/u.test(word)
}
