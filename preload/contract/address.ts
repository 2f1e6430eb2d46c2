/** Letters and digits of any script: host names of other alphabets exist. Brackets hold an IPv6 address. */
const HOST = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}._-]*[\p{L}\p{N}_])?\.?|\[[0-9a-f:.]+(?:%[\w.-]+)?\])$/iu
const ABSOLUTE_PATH = /^(?:\/|[a-z]:[\\/]|\\\\[^\\]+\\)/i
const CONTROL = /\p{Cc}/u

/**
 * What is wrong with a license server's address, as one sentence that says what to write instead; null when nothing is.
 * Right are `port@host`, `@host`, `port@h1,port@h2,port@h3` (a redundant triad), the full path of a license file, and
 * the empty text for lmutil's own search (DESIGN section 1).
 */
export function addressProblem(address: string): string | null {
  if (address === '') return null
  if (CONTROL.test(address)) return 'The address must be one line without control characters.'
  if (address !== address.trim()) return 'The address must not begin or end with a blank.'
  if (ABSOLUTE_PATH.test(address)) return pathProblem(address)
  if (!address.includes('@')) return notAnAddress(address)
  if (isList(address)) return severalServers()
  if (/\s/.test(address)) return `"${address}" holds a blank: write port@host, a triad with commas and no blanks.`
  const members = address.split(',')
  if (members.length !== 1 && members.length !== 3) {
    return `A redundant triad has three members, "${address}" has ${members.length}: write port@host1,port@host2,port@host3.`
  }
  return members.map(memberProblem).find((problem) => problem !== null) ?? null
}

function pathProblem(path: string): string | null {
  const afterDrive = /^[a-z]:/i.test(path) ? path.slice(2) : path
  return /[;:]/.test(afterDrive) ? severalServers() : null
}

function notAnAddress(address: string): string {
  const swapped = /^([^\s:@/\\]+):(\d{1,5})$/.exec(address)
  if (swapped) return `"${address}" has host and port the wrong way round: write ${swapped[2]}@${swapped[1]}.`
  if (/[/\\]|\.(?:lic|dat|txt)$/i.test(address)) {
    return `"${address}" is not a full path: write the license file's path from the root or the drive on.`
  }
  return `"${address}" is no address: write port@host (for example 27000@${HOST.test(address) ? address : 'licenses'}) or the full path of a license file.`
}

/** `;` and `:` part the entries of a license path, but `:` also stands inside the brackets of an IPv6 address. */
function isList(address: string): boolean {
  return /[;:]/.test(address.replaceAll(/\[[^\][]*\]/g, ''))
}

function severalServers(): string {
  return 'This is a list of several license servers: add each of them as a server with a tag of its own.'
}

function memberProblem(member: string): string | null {
  const [port = '', host = '', ...more] = member.split('@')
  if (more.length > 0) return `"${member}" has more than one @: write port@host.`
  if (!HOST.test(host)) return `"${host}" in "${member}" is no host name: write port@host.`
  if (port === '' || (/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535)) return null
  return `"${port}" in "${member}" is no port: write a number from 1 to 65535 before the @.`
}
