import type { NamesFound } from '../../preload/contract/history.ts'
import type { Formats } from '../formats.ts'
import { counted } from '../wording.ts'

/** As many names, or more, are taken for the first of still more. */
const CUT = 50

/** How many people and hosts a search found. */
export function namesFinding({ users, hosts }: NamesFound, text: string, formats: Formats): string {
  if (users.length + hosts.length === 0) {
    return text === '' ? 'No name is in the record.' : `No user and no host of the record matches “${text}”.`
  }
  const cut = Math.max(users.length, hosts.length) >= CUT
  const told = (names: readonly unknown[], one: string, many: string) =>
    `${names.length < CUT ? '' : text === '' ? 'the latest ' : 'the first '}${counted(names.length, one, many, formats)}`
  const found = `${told(users, 'user', 'users')} and ${told(hosts, 'host', 'hosts')}`
  const sentence = found.charAt(0).toUpperCase() + found.slice(1)
  if (text === '') return `${sentence} of the record${cut ? '; type a name to find others' : ''}.`
  return `${sentence} match “${text}”${cut ? '; type more to narrow them' : ''}.`
}
