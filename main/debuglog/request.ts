import type { RequestDraft, RequestText, RequestType } from './event.ts'
import { isDigit } from './stamp.ts'

/**
 * What stands behind `OUT:` and its like (GRAMMAR B2): `"feature" user@host [data] (N licenses) (reason (code))`, the
 * manual's `N "feature" to user@host`, the key in brackets of UNSUPPORTED, the verbose form between `^^^`. Undefined
 * where it is damaged.
 */
export function readRequest(type: RequestType, text: string): RequestText | undefined {
  const quote = text.indexOf('"')
  const close = text.indexOf('"', quote + 1)
  if (quote < 0 || close <= quote + 1) return undefined
  const count = text.slice(0, quote).trim()
  if (count !== '' && !/^\d{1,9}$/.test(count)) return undefined

  let at = skipBlanks(text, close + 1)
  if (count !== '' && text.startsWith('to ', at)) at = skipBlanks(text, at + 3)
  if (type === 'UNSUPPORTED' && text[at] === '(') {
    const end = text.indexOf(')', at)
    if (end < 0) return undefined
    at = skipBlanks(text, end + 1)
  }
  const who = readWho(text, at)
  if (who === undefined || who.host === '') return undefined
  const feature = text.slice(quote + 1, close)
  const { user, host, end } = who
  const request: RequestDraft = { feature, user, host, seats: count === '' ? 1 : Number(count) }
  return readTail(request, text, end) && request.user !== '' ? request : undefined
}

interface Who {
  readonly user: string
  readonly host: string
  readonly end: number
}

/**
 * `user@host`: the user may hold blanks and `@`, the host neither. Where several words hold an `@`, it ends with the first
 * behind which the line ends or goes on with a bracket.
 */
function readWho(text: string, from: number): Who | undefined {
  let first: Who | undefined
  for (let sign = text.indexOf('@', from); sign >= 0; ) {
    const blank = text.indexOf(' ', sign)
    const wordEnd = blank < 0 ? text.length : blank
    const split = text.lastIndexOf('@', wordEnd)
    const end = skipBlanks(text, wordEnd)
    first ??= { user: text.slice(from, split), host: text.slice(split + 1, wordEnd), end }
    if (end === text.length || '[(^'.includes(text.charAt(end))) {
      return { user: text.slice(from, split), host: text.slice(split + 1, wordEnd), end }
    }
    sign = text.indexOf('@', wordEnd)
  }
  return first
}

/** Adds what the brackets behind the host say; false where one does not close. */
function readTail(request: RequestDraft, text: string, from: number): boolean {
  for (let at = from; at < text.length; ) {
    let end: number
    if (text[at] === '[') {
      end = text.indexOf(']', at)
      if (end < 0) return false
      request.data ??= text.slice(at + 1, end)
    } else if (text[at] === '(') {
      end = closingBracket(text, at)
      if (end < 0) return false
      const inside = text.slice(at + 1, end)
      const seats = isDigit(text, at + 1) ? /^(\d{1,9}) licenses?$/.exec(inside) : null
      if (seats === null) addReason(request, inside)
      else request.seats = Number(seats[1])
    } else {
      if (text.startsWith('^^^', at)) readVerbose(request, text.slice(at + 3))
      else addReason(request, text.slice(at))
      return true
    }
    at = skipBlanks(text, end + 1)
  }
  return true
}

/** The bracket that closes the one at `from`; the last one where quoted text in between upsets the count. */
function closingBracket(text: string, from: number): number {
  let depth = 0
  for (let at = from; at < text.length; at++) {
    if (text[at] === '(') depth++
    else if (text[at] === ')' && --depth === 0) return at
  }
  const last = text.lastIndexOf(')')
  return last > from ? last : -1
}

/** `Licensed number of users already reached. (-4,342)`; the minor code may carry `:errno "text"`. */
function addReason(request: RequestDraft, inside: string): void {
  const open = inside.lastIndexOf('(-')
  const code = open < 0 ? undefined : /^\((-\d{1,6}(?:,\d{1,6})?)(?!\d)/.exec(inside.slice(open, open + 20))?.[1]
  const words = (code === undefined ? inside : inside.slice(0, open)).trim()
  if (code !== undefined) request.code = code
  if (words !== '') request.reason = request.reason === undefined ? words : `${request.reason} ${words}`
}

/** version user ip pid handle in-use out-of project client revision date time duplicate-group */
function readVerbose(request: RequestDraft, text: string): void {
  const end = text.lastIndexOf('^^^')
  const words = (end < 0 ? text : text.slice(0, end)).split(' ').filter((word) => word !== '')
  const address = words.findIndex((word, index) => index > 1 && /^[\da-f]{0,4}[.:][\da-f.:]+$/i.test(word))
  const user = words.slice(1, address < 0 ? 2 : address).join(' ')
  if (request.user === '') request.user = user
  const project = address >= 0 && words.length === address + 11 ? words[address + 5] : undefined
  if (project !== undefined) request.data ??= project
}

function skipBlanks(text: string, from: number): number {
  let at = from
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at++
  return at
}
