import { createHmac } from 'node:crypto'
import type { NamesMode } from '../../preload/contract/api.ts'

/** How people, hosts and displays are written into files (DESIGN section 7). Null stays null: lmstat did not say. */
export interface Names {
  readonly mode: NamesMode
  readonly user: (name: string) => string
  readonly host: (name: string | null) => string | null
  readonly display: (name: string | null) => string | null
}

/** `key` is the `pseudonymKey` of the settings; only pseudonyms need it: with another key they are others. */
export function createNames(mode: NamesMode, key: string): Names {
  if (mode === 'names') return { mode, user: (name) => name, host: (name) => name, display: (name) => name }
  const hidden = (name: string | null) => (name === null ? null : '')
  if (mode === 'none') return { mode, user: () => '', host: hidden, display: hidden }
  const user = pseudonyms('u-', key)
  const host = pseudonyms('h-', key)
  return { mode, user, host: (name) => (name === null ? null : host(name)), display: hidden }
}

/** Whom or what a RESERVATION row names. Names of groups and projects are not those of people. */
export function reservedName(kind: string, name: string, names: Names): string {
  if (kind === 'USER') return names.user(name)
  if (kind === 'HOST' || kind === 'INTERNET') return names.host(name) ?? ''
  return kind === 'DISPLAY' ? (names.display(name) ?? '') : name
}

/** A request of a debug log as the record may hold it. */
export const privateRequest = <Request extends { account: string; user: string; host: string }>(
  request: Request,
  names: Names,
): Request =>
  names.mode === 'names'
    ? request
    : { ...request, account: '', user: names.user(request.user), host: names.host(request.host) ?? '' }

/** Remembers what it made: a poll names the same few hundred people again and again. */
function pseudonyms(prefix: string, key: string): (name: string) => string {
  const made = new Map<string, string>()
  return (name) => {
    if (name === '') return ''
    const known = made.get(name)
    if (known !== undefined) return known
    const pseudonym = prefix + letters(createHmac('sha256', key).update(name.toLowerCase()).digest())
    made.set(name, pseudonym)
    return pseudonym
  }
}

/** The first 60 bits as 12 letters of base 32. */
function letters(bytes: Buffer): string {
  const bits = bytes.readBigUInt64BE() >> 4n
  return Array.from({ length: 12 }, (_, at) => ALPHABET[Number((bits >> BigInt(55 - 5 * at)) & 31n)]).join('')
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'
