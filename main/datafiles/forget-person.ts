import { oneLine } from './lines.ts'
import { createNames } from './names.ts'

/** Whether a user as a file has it is the person who is to be forgotten, or a reservation for that person. */
export type IsPerson = (user: string) => boolean

/** The names a person has in files, in lower case: their own and, where there is a key, the pseudonym by it. */
export function namesOf(user: string, pseudonymKey: string): readonly string[] {
  const own = oneLine(user).toLowerCase()
  return pseudonymKey === '' ? [own] : [own, createNames('pseudonyms', pseudonymKey).user(own)]
}

/** Case does not count; an idle reservation stands in files as the user `r:USER <name>`. */
export function isOneOf(names: readonly string[]): IsPerson {
  // An accent may be written as one character or as two.
  const all = new Set(names.flatMap((name) => [name, `r:user ${name}`].map((one) => one.normalize('NFC'))))
  return (user) => all.has(user.toLowerCase().normalize('NFC'))
}
