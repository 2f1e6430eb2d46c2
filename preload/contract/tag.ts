/** Names Seatlog gives to folders in the data folder: a tag with one of them would mix its files into them. */
const FOLDERS = ['checkouts', 'capacity', 'events', 'state', 'imported']
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i

/**
 * What is wrong with a server's tag, as one sentence that says what to write instead; null when nothing is. `others` are
 * the tags of the other servers. A tag becomes a folder's name on every system (DESIGN section 1).
 */
export function tagProblem(tag: string, others: readonly string[]): string | null {
  if (tag === '') return 'A server needs a tag: a short name of letters and digits.'
  if (tag.length > 32) return `The tag "${tag}" is longer than 32 characters: shorten it.`
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(tag))
    return `The tag "${tag}" may hold only letters A to Z, digits, "-" and "_", and must begin with a letter or digit.`
  if (DEVICE.test(tag)) return `The tag "${tag}" is the name of a Windows device: choose another.`
  if (FOLDERS.includes(tag.toLowerCase())) return `The tag "${tag}" is the name of a folder of Seatlog: choose another.`
  const same = others.find((other) => other.toLowerCase() === tag.toLowerCase())
  if (same !== undefined)
    return `The tag "${tag}" is taken by the server "${same}" (case does not count): choose another.`
  return null
}
