import { counted } from '../../preload/contract/counted.ts'
import type { Answer, Feature } from '../lmstat/answer.ts'
import { REPORT_WORDS } from './report-words.ts'

const MOST_LINES = 200
const MOST_CHARACTERS = 500

/**
 * The lines of an answer that were not understood, to be sent to the developers: whose names are in them cannot be told. A
 * word stays only when lmstat's own, a feature's, a daemon's, or a figure; people become `user1`, machines `host1`, and
 * what may be either, or nothing of the kind, `word1`; the same name the same each time. `about`: what wrote it.
 */
export function healthReport(answer: Answer, about: string): string {
  const { unrecognized } = answer
  if (unrecognized.length === 0) return `${about}: every line of the last answer was understood.\n`
  const withoutNames = nameReplacer(answer)
  const lines = unrecognized.slice(0, MOST_LINES).map(({ line, text }) => `${line}: ${withoutNames(text)}`)
  const more = unrecognized.length - lines.length
  return [
    `${about}: ${counted(unrecognized.length, 'line')} of the last answer not understood.`,
    'Names of users and hosts, and all words that might be some, are replaced.',
    '',
    ...lines,
    ...(more > 0 ? [`and ${counted(more, 'line')} more`] : []),
    '',
  ].join('\n')
}

type Kind = 'user' | 'host' | 'word'

/** What a name is made of, on any system. Everything that is not ASCII belongs to a name. */
const NAME = /[\w$\\\u0080-\u{10FFFF}](?:[\w.\-$\\'\u0080-\u{10FFFF}]*[\w$\\\u0080-\u{10FFFF}])?/gu
/** An IPv6 address: a time of the day has fewer colons. */
const SIX = String.raw`(?=[\da-fA-F:.]*(?:::|(?:[\da-fA-F]+:){4}))[\da-fA-F:.]*(?:[\da-fA-F]|::)(?:%\w+)?`
/** `user@host`, also with a port in the place of the user; a weekday before a date; any other name or figure. */
const PART = new RegExp(
  String.raw`(?<left>[^\s@"'()<>,;]+)@(?<right>${SIX}|[^\s@"'()<>,;:]+)|(?<![\w:])(?<six>${SIX})|(?<day>\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?= \d{1,2}/\d))|${NAME.source}`,
  'gu',
)
const FIGURE = /^(?:v?\d{1,5}(?:\.\d{1,5}){0,2}|v\d{1,3}(?:\.\d{1,5}){3}|\d{1,2}-[a-z]{3}-\d{4})$/i
/** A row of a holder or of one who waits: whatever stands before its first bracket are names. */
const ROW = /^[^("]+\(.*(?:\(v\d|, start |queued for)|^[^("]+\(v\d/

function nameReplacer(answer: Answer): (line: string) => string {
  const known = knownNames(answer)
  const kept = keptNames(answer)
  const replaced = new Map<string, string>()
  const counts = { user: 0, host: 0, word: 0 }

  function asReplaced(name: string, otherwise: Kind): string {
    const lower = name.toLowerCase()
    const before = replaced.get(lower)
    if (before !== undefined) return before
    const kind = known.get(lower) ?? otherwise
    const now = `${kind}${++counts[kind]}`
    replaced.set(lower, now)
    return now
  }

  function part(text: string, isName: boolean): string {
    const lower = text.toLowerCase()
    if (isName || known.has(lower) || replaced.has(lower)) return asReplaced(text, 'word')
    return FIGURE.test(text) || REPORT_WORDS.has(lower) || kept.has(text) ? text : asReplaced(text, 'word')
  }

  return (line) => {
    const text = line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS)} …` : line
    const names = ROW.test(text) ? text.indexOf('(') : 0
    return text.replace(PART, (match, ...rest) => {
      const { left, right, six, day } = rest.at(-1) as Partial<Record<'left' | 'right' | 'six' | 'day', string>>
      const at = rest.at(-3) as number
      if (day !== undefined && at >= names && !known.has(day.toLowerCase())) return day
      if (six !== undefined) return asReplaced(six, 'host')
      if (left === undefined || right === undefined) return part(match, at < names)
      const isPort = /^\d{1,5}$/.test(left) && !known.has(left)
      return `${isPort ? left : asReplaced(left, 'user')}@${asReplaced(right, 'host')}`
    })
  }
}

/** Every name in the answer, and each part of one that has blanks or signs in it, in lower case. */
function knownNames(answer: Answer): ReadonlyMap<string, Kind> {
  const names = new Map<string, Kind>()
  const add = (kind: Kind, name: string | undefined): void => {
    const parts = name?.match(NAME) ?? []
    // The 2 of "pc 2" would take every 2 with it.
    for (const one of parts) if (one === name || !/^\d+$/.test(one)) names.set(one.toLowerCase(), kind)
  }
  for (const { address, hosts, daemons } of answer.servers) {
    for (const member of address) add('host', member.slice(member.indexOf('@') + 1))
    for (const { host } of hosts) add('host', host)
    for (const { checkouts, queued, reservations } of daemons.flatMap(({ features }) => features)) {
      for (const { host, display, serverHost } of [...checkouts, ...queued]) {
        for (const name of [host, display, serverHost]) add('host', name)
      }
      for (const { kind, name } of reservations) add(/^HOST/i.test(kind) ? 'host' : 'user', name)
      for (const { user } of [...checkouts, ...queued]) add('user', user)
    }
  }
  return names
}

/** Names of features, daemons and vendors, which are nobody's. */
function keptNames({ servers, licenseTable }: Answer): ReadonlySet<string> {
  const daemons = servers.flatMap((server) => server.daemons)
  const features: readonly Pick<Feature, 'name' | 'pools'>[] = daemons.flatMap((daemon) => daemon.features)
  const names = [
    ...daemons.map(({ name }) => name),
    ...features.flatMap(({ name, pools }) => [name, ...pools.map(({ vendor }) => vendor)]),
    ...licenseTable.flatMap(({ feature, vendor }) => [feature, vendor]),
  ]
  return new Set(names.flatMap((name) => name.match(NAME) ?? []))
}
