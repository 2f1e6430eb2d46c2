import type { ServerHost } from './answer.ts'
import type { DraftDaemon } from './draft.ts'
import { errorCode } from './other-lines.ts'

/** The lines of a server block before its features (GRAMMAR A2); lines as in feature-lines.ts. */

/** The addresses of `License server status: 28000@host1,28000@host2`. */
export function parseAddress(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** The paths of `License file(s) on HOST: PATH:PATH:`; a colon behind a drive letter or in `[::1]` parts nothing. */
export function parseLicenseFiles(text: string): string[] {
  const paths: string[] = []
  let from = 0
  let bracket = false
  for (let at = 0; at <= text.length; at++) {
    const char = text[at]
    if (char === '[') bracket = true
    if (char === ']') bracket = false
    const parts =
      char === undefined || (char === ':' && !bracket && !isDriveColon(text, from, at)) || isWindowsBreak(text, at)
    if (!parts) continue
    const path = text.slice(from, at).trim()
    if (path !== '') paths.push(path)
    from = at + 1
  }
  return paths
}

function isDriveColon(text: string, from: number, at: number): boolean {
  return /^[A-Za-z]$/.test(text.slice(from, at).trim()) && (text[at + 1] === '\\' || text[at + 1] === '/')
}

/** `;` before a drive letter, as Windows parts paths itself. */
function isWindowsBreak(text: string, at: number): boolean {
  return text[at] === ';' && /^[A-Za-z]:[\\/]/.test(text.slice(at + 1, at + 4))
}

/** `NAME: text`, the form that hosts and daemons share; the name is one word. */
export interface Named {
  readonly name: string
  readonly text: string
}

export function parseNamed(line: string): Named | undefined {
  const colon = line.indexOf(': ')
  const name = line.slice(0, colon)
  return colon < 1 || name.includes(' ') ? undefined : { name, text: line.slice(colon + 2) }
}

/** `license server UP (MASTER) v11.13.0` */
export function isHostUp({ text }: Named): boolean {
  return /^license server up(?: |$)/i.test(text)
}

/** `UP v11.16.2` */
export function isDaemonUp({ text }: Named): boolean {
  return /^up(?: |$)/i.test(text)
}

/** Whether a text that is not "up" tells of a server or daemon that is down: by its code, or by its words. */
export function tellsDown({ text }: Named): boolean {
  return errorCode(text) !== undefined || /license server|vendor daemon/i.test(text)
}

/** Tells whether the address asks for a host, with or without its domain; a license file's path may ask for any. */
export function askedHosts(address: readonly string[]): (named: Named) => boolean {
  if (address.some((part) => /[/\\]/.test(part))) return () => true
  const names = new Set(address.map((part) => shortName(part.slice(part.indexOf('@') + 1))))
  return ({ name }) => names.has(shortName(name))
}

function shortName(host: string): string {
  return host.toLowerCase().split('.')[0] ?? ''
}

export function hostOf(named: Named): ServerHost {
  if (!isHostUp(named)) return { host: named.name, state: 'down', error: named.text }
  const version = versionIn(named.text)
  return {
    host: named.name,
    state: 'up',
    ...(/\(master\)/i.test(named.text) ? { master: true } : {}),
    ...(version === undefined ? {} : { version }),
  }
}

/** A daemon without features yet. */
export function daemonOf(named: Named): DraftDaemon {
  const { name, text } = named
  if (!isDaemonUp(named)) return { name, state: 'down', complete: false, error: text, features: [] }
  const version = versionIn(text)
  return { name, state: 'up', complete: false, ...(version === undefined ? {} : { version }), features: [] }
}

/** The first `v11.13.0` of a state. */
function versionIn(text: string): string | undefined {
  return / (v\d\S*)/i.exec(text)?.[1]
}
