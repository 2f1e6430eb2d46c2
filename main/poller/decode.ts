const utf8 = new TextDecoder('utf-8', { fatal: true })
const windows1252 = new TextDecoder('windows-1252')
const utf16 = new TextDecoder('utf-16le')

/**
 * The text of what a program printed. lmutil prints names in the license server's code page: lines that are not UTF-8
 * are read as Windows-1252, so that no row is lost and good lines stay as they are. A script of Windows between may make
 * UTF-16 of it.
 */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return utf16.decode(bytes)
  try {
    return utf8.decode(bytes)
  } catch {
    return decodeLines(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'))
  }
}

/** One character a byte, of which only the lines that are not ASCII are decoded anew: the text may be huge, and one line. */
function decodeLines(text: string): string {
  const pieces: string[] = []
  const beyondAscii = /[\x80-\xff]/g
  let from = 0
  for (let found = beyondAscii.exec(text); found !== null; found = beyondAscii.exec(text)) {
    const start = text.lastIndexOf('\n', found.index) + 1
    const next = text.indexOf('\n', found.index)
    const end = next < 0 ? text.length : next
    pieces.push(text.slice(from, start), decodeLine(Buffer.from(text.slice(start, end), 'latin1')))
    from = end
    beyondAscii.lastIndex = end
  }
  return pieces.join('') + text.slice(from)
}

function decodeLine(line: Uint8Array): string {
  try {
    return utf8.decode(line)
  } catch {
    return windows1252.decode(line)
  }
}
