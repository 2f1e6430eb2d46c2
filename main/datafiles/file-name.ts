import { createHash } from 'node:crypto'

const MAX_BYTES = 150
/** What a Windows file name cannot hold, and `%`, which marks what was replaced. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go.
const FORBIDDEN = /[\0-\x1f<>:"/\\|?*%]/g
/** Never in the name of a short one: there `%` is always followed by two hexadecimal digits. */
const HASH_MARK = '%~'

/**
 * A feature's name as a part of a file's name (DESIGN 4.2), between the day and `users.csv`, so that neither a trailing
 * dot nor the name of a device does harm. Longer than 150 bytes: cut, `%~` and 12 digits of the name's SHA-256.
 */
export function encodeFileName(name: string): string {
  const encoded = name.replace(FORBIDDEN, (character) => `%${hex(character.charCodeAt(0))}`)
  if (Buffer.byteLength(encoded) <= MAX_BYTES) return encoded
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 12)
  return `${cut(encoded, MAX_BYTES - HASH_MARK.length - hash.length)}${HASH_MARK}${hash}`
}

/** The feature's name; null when the file's name was cut, or is none that `encodeFileName` makes. */
export function decodeFileName(encoded: string): string | null {
  const name = encoded.replace(/%([0-9A-F]{2})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  )
  return encodeFileName(name) === encoded ? name : null
}

/** Whether `encodeFileName` makes such a name, of whatever feature. */
export const isFileName = (encoded: string): boolean =>
  decodeFileName(encoded) !== null || (/%~[\da-f]{12}$/.test(encoded) && Buffer.byteLength(encoded) <= MAX_BYTES)

const hex = (code: number): string => code.toString(16).toUpperCase().padStart(2, '0')

/** The longest beginning of at most `bytes` bytes that splits neither a character nor a `%XX`. */
function cut(text: string, bytes: number): string {
  const units = text.match(/%[0-9A-F]{2}|./gsu) ?? []
  let left = bytes
  return units
    .filter((unit) => {
      left -= Buffer.byteLength(unit)
      return left >= 0
    })
    .join('')
}
