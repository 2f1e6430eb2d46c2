import { isIP } from 'node:net'
import { addressProblem } from '../../preload/contract/address.ts'
import { tagProblem } from '../../preload/contract/tag.ts'

/**
 * The entries of a list of license servers as FlexLM's variables hold it: parted by `;` on Windows and by `:` elsewhere
 * (License Administration Guide, "Setting the license search path"); the commas of a triad stay.
 */
export function listEntries(value: string, platform: NodeJS.Platform): readonly string[] {
  // The colons of an IPv6 address stand in brackets.
  const parts = platform === 'win32' ? value.split(';') : (value.match(/(?:\[[^\][]*\]|[^;:])+/g) ?? [])
  return parts.map((part) => part.trim().replace(/^"(.*)"$/, '$1')).filter((part) => part !== '')
}

/**
 * The address of the servers that a license file names: `SERVER host hostid [port]` (License Administration Guide, "License
 * file format"), one line or three of a triad; null when it names none, or none that can be asked.
 */
export function addressInLicense(text: string): string | null {
  const servers = text.split(/\r?\n/).flatMap((line) => {
    const [keyword, host, , port = ''] = line.trim().split(/\s+/)
    if (keyword?.toUpperCase() !== 'SERVER' || host === undefined) return []
    // The machine that the file is on.
    const name = /^(?:this_host|any)$/i.test(host) ? 'localhost' : host
    return `${/^\d+$/.test(port) ? port : ''}@${name}`
  })
  const [first, second, third] = servers
  const address = third === undefined ? first : [first, second, third].join(',')
  return address === undefined || addressProblem(address) !== null ? null : address
}

/** Two addresses of one server: FlexLM looks for a port that is not named from 27000 on. */
export const sameServer = (address: string): string => address.toLowerCase().replaceAll(/(^|,)@/g, '$127000@')

/** A tag from the name of an address's first host, or of its file, that no other server has. */
export function freeTag(address: string, taken: readonly string[]): string {
  const member = address.split(',')[0] ?? ''
  const host = member.slice(member.indexOf('@') + 1)
  const file =
    host
      .split(/[/\\]/)
      .at(-1)
      ?.replace(/\.(?:lic|dat)$/i, '') ?? ''
  const name = isIP(file) === 0 ? (file.split('.')[0] ?? '') : file
  const letters =
    name
      .replaceAll(/[^A-Za-z0-9_-]+/g, '-')
      .replace(/^[-_]+/, '')
      // Without looking back it would look anew from each sign of a run.
      .replace(/(?<![-_])[-_]+$/, '') || 'server'
  for (let number = 1; ; number++) {
    const end = number === 1 ? '' : `-${number}`
    const tag = letters.slice(0, 32 - end.length) + end
    if (tagProblem(tag, taken) === null) return tag
  }
}
