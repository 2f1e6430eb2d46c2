import { csvCells } from '../../preload/contract/csv-cells.ts'
import type { IsPerson } from './forget-person.ts'
import type { RowKind } from './layout.ts'
import { USERS_HEADER } from './users-csv.ts'

/** What stays of a line of a file, without its line end: the line as it is, another one, or null for nothing. */
export type Eraser = (line: string) => string | null

/**
 * What a person leaves in a line of each kind, whether the rest of it can be read or not; null for kinds that name nobody.
 * Lines that lack the field are kept.
 */
export const ERASERS: Readonly<Record<RowKind, ((isPerson: IsPerson) => Eraser) | null>> = {
  features: null,
  capacity: null,
  users: (isPerson) => (line) => (line !== USERS_HEADER && isPerson(csvCells(line)?.[1] ?? '') ? null : line),
  checkouts: (isPerson) => (line) => (!line.startsWith('#') && isPerson(line.split('\t', 4)[3] ?? '') ? null : line),
  denials: (isPerson) => (line) => (isPerson(line.split('\t', 5)[4] ?? '') ? null : line),
  events: eraseFromObject,
}

/**
 * Of an event (DESIGN 4.6) or an open checkout, one JSON object a line: nothing where it is about the person; a list of
 * people or reservations loses the person alone.
 */
export function eraseFromObject(isPerson: IsPerson): Eraser {
  return (line) => {
    const object = parsed(line)
    if (object === null) return line
    if (typeof object.user === 'string' && isPerson(object.user)) return null
    const waiting = without(object.waiting, ({ user }) => typeof user === 'string' && isPerson(user))
    const reservations = without(
      object.reservations,
      ({ kind, name }) => typeof kind === 'string' && typeof name === 'string' && isPerson(`r:${kind} ${name}`),
    )
    if (waiting === object.waiting && reservations === object.reservations) return line
    // What is undefined is left out, and the names keep their order.
    return JSON.stringify({ ...object, waiting, reservations })
  }
}

type JsonObject = Readonly<Record<string, unknown>>

/** The list without the members that match; the same one where none does, or where it is none. */
function without(list: unknown, matches: (member: JsonObject) => boolean): unknown {
  if (!Array.isArray(list)) return list
  const kept = list.filter((member: unknown) => !isObject(member) || !matches(member))
  return kept.length === list.length ? list : kept
}

function parsed(line: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(line)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
