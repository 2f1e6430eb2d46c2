const utf8 = new TextDecoder('utf-8', { fatal: true })
const windows1252 = new TextDecoder('windows-1252')

/**
 * The text of what a program printed. lmutil prints names in the license server's code page: lines that are not UTF-8
 * are read as Windows-1252, so that no row is lost and good lines stay as they are.
 */
export function decodeText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    // One character a byte, then only the lines that are not ASCII anew: the text may be huge.
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      .toString('latin1')
      .replace(/[^\n\x80-\xff]*[\x80-\xff][^\n]*/g, (line) => decodeLine(Buffer.from(line, 'latin1')))
  }
}

function decodeLine(line: Uint8Array): string {
  try {
    return utf8.decode(line)
  } catch {
    return windows1252.decode(line)
  }
}
