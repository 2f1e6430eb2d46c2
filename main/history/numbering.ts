import { requesterOf } from '../usage/requester.ts'
import type { IndexDatabase } from './database.ts'

/** The numbers by which rows of the index name features, people, hosts and reasons, and the way back. */
export interface Numbering {
  /** Tags are compared without case. */
  tag(tag: string): number
  feature(tag: string, name: string): number
  /** Spellings that differ in case alone are one user. */
  user(name: string): number
  /** Spellings that differ in case or domain alone are one host. */
  host(name: string): number
  /** 0 where neither is known. `code`: the major error code. */
  reason(code: number | null, text: string | null): number
  readonly tags: Names<string>
  readonly features: Names<FeatureName>
  readonly users: Names<string>
  readonly hosts: Names<string>
  readonly reasons: Names<Reason>
}

export interface FeatureName {
  readonly tag: string
  readonly name: string
}

export interface Reason {
  readonly code: number | null
  readonly text: string | null
}

/** What has a number, by it. */
export interface Names<T> {
  of(number: number): T | undefined
  /** The number of a spelling; undefined: never met. */
  find(...key: readonly string[]): number | undefined
  entries(): Iterable<readonly [number: number, name: T]>
}

interface Table<T> extends Names<T> {
  numberOf(key: string, make: () => T): number
}

/** The numbers an index has given, and those it will give; new ones are written at once, where it may be written. */
export function createNumbering(db: IndexDatabase): Numbering {
  const tags = table<string>(
    'tag',
    (name) => [name],
    ([name]) => String(name),
  )
  const features = table<FeatureName>(
    'feature',
    ({ tag, name }) => [tag, name],
    ([tag, name]) => ({ tag: String(tag), name: String(name) }),
  )
  const users = table<string>(
    'user',
    (name) => [name],
    ([name]) => String(name),
  )
  const hosts = table<string>(
    'host',
    (name) => [name],
    ([name]) => String(name),
  )
  const reasons = table<Reason>(
    'reason',
    ({ code, text }) => [code, text],
    ([code, text]) => ({ code: code === null ? null : Number(code), text: text === null ? null : String(text) }),
  )

  /** `key` tells names apart; the other columns are the name as it was first written. */
  function table<T>(
    name: string,
    columns: (value: T) => readonly (string | number | null)[],
    read: (columns: readonly unknown[]) => T,
  ): Table<T> {
    const numbers = new Map<string, number>()
    const values: (T | undefined)[] = []
    for (const { id, key, ...rest } of db.all<{ id: number; key: string }>(`SELECT * FROM ${name} ORDER BY id`)) {
      numbers.set(key, id)
      values[id] = read(Object.values(rest))
    }
    let next = Math.max(1, values.length)
    return {
      of: (number) => values[number],
      find: (...key) => numbers.get(key.join('\t')),
      *entries() {
        for (const [number, value] of values.entries()) if (value !== undefined) yield [number, value]
      },
      numberOf(key, make) {
        const known = numbers.get(key)
        if (known !== undefined) return known
        const value = make()
        const given = columns(value)
        if (db.canWrite) db.run(`INSERT INTO ${name} VALUES(?, ?${', ?'.repeat(given.length)})`, next, key, ...given)
        numbers.set(key, next)
        values[next] = value
        return next++
      },
    }
  }

  const tagNumber = (tag: string): number => tags.numberOf(tag.toLowerCase(), () => tag)
  return {
    tag: tagNumber,
    feature: (tag, name) =>
      features.numberOf(`${tag.toLowerCase()}\t${name}`, () => ({ tag: tags.of(tagNumber(tag)) ?? tag, name })),
    user: (name) => users.numberOf(userKey(name), () => name),
    host: (name) => hosts.numberOf(hostKey(name), () => name),
    reason: (code, text) =>
      code === null && text === null ? 0 : reasons.numberOf(`${code ?? ''}\t${text ?? ''}`, () => ({ code, text })),
    tags,
    features,
    users,
    hosts,
    reasons,
  }
}

/** Of users whose names are not recorded (`names: none`). */
export const NAMELESS = ''
export const userKey = (name: string): string => name.toLowerCase()
/** As in the matching of sources (DESIGN section 5). */
export const hostKey = (name: string): string => requesterOf({ user: '', host: name }).slice(1)
