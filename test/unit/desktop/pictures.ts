import { inflateSync } from 'node:zlib'

/** A decoded picture: four bytes a pixel (red, green, blue, alpha), row by row. */
export interface Pixels {
  readonly width: number
  readonly height: number
  readonly data: Buffer
}

/** The pictures of a Windows icon: the size its table gives each, and the PNG that stands there. */
export function picturesOf(ico: Buffer): readonly { readonly size: number; readonly png: Buffer }[] {
  const [reserved, type, count] = [ico.readUInt16LE(0), ico.readUInt16LE(2), ico.readUInt16LE(4)]
  if (reserved !== 0 || type !== 1) throw new Error('no Windows icon')
  return Array.from({ length: count }, (_, index) => {
    const entry = 6 + 16 * index
    const [width, height] = [ico.readUInt8(entry) || 256, ico.readUInt8(entry + 1) || 256]
    if (width !== height) throw new Error(`a picture of ${width} by ${height}`)
    const [length, offset] = [ico.readUInt32LE(entry + 8), ico.readUInt32LE(entry + 12)]
    if (offset + length > ico.length) throw new Error(`the picture of ${width} is cut`)
    return { size: width, png: ico.subarray(offset, offset + length) }
  })
}

/** Width and height, from the header. */
export function sizeOfPng(png: Buffer): readonly [width: number, height: number] {
  if (png.toString('latin1', 1, 4) !== 'PNG') throw new Error('no PNG')
  return [png.readUInt32BE(16), png.readUInt32BE(20)]
}

/** Decodes PNG of 8 bits a channel with or without alpha, not interlaced: what a browser's screenshot is. */
export function pixelsOf(png: Buffer): Pixels {
  const [width, height] = sizeOfPng(png)
  const [depth, colors, interlaced] = [png.readUInt8(24), png.readUInt8(25), png.readUInt8(28)]
  if (depth !== 8 || (colors !== 6 && colors !== 2) || interlaced !== 0) throw new Error('another kind of PNG')
  const channels = colors === 6 ? 4 : 3
  const raw = inflateSync(Buffer.concat(chunks(png, 'IDAT')))
  const plain = unfiltered(raw, width * channels, channels)
  if (channels === 4) return { width, height, data: plain }
  const data = Buffer.alloc(width * height * 4, 255)
  for (let pixel = 0; pixel < width * height; pixel++) plain.copy(data, pixel * 4, pixel * 3, pixel * 3 + 3)
  return { width, height, data }
}

function chunks(png: Buffer, wanted: string): readonly Buffer[] {
  const found: Buffer[] = []
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at)
    if (png.toString('latin1', at + 4, at + 8) === wanted) found.push(png.subarray(at + 8, at + 8 + length))
    at += 12 + length
  }
  return found
}

/** Undoes the filter that each row names in its first byte (PNG specification, section 9). */
function unfiltered(raw: Buffer, rowLength: number, step: number): Buffer {
  const rows = raw.length / (rowLength + 1)
  const out = Buffer.alloc(rows * rowLength)
  const at = (row: number, column: number): number =>
    row < 0 || column < 0 ? 0 : out.readUInt8(row * rowLength + column)
  for (let row = 0; row < rows; row++) {
    const filter = raw.readUInt8(row * (rowLength + 1))
    for (let column = 0; column < rowLength; column++) {
      const [left, up, corner] = [at(row, column - step), at(row - 1, column), at(row - 1, column - step)]
      const guess = [0, left, up, Math.floor((left + up) / 2), paeth(left, up, corner)][filter] ?? 0
      out.writeUInt8((raw.readUInt8(row * (rowLength + 1) + 1 + column) + guess) & 255, row * rowLength + column)
    }
  }
  return out
}

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner
  const [toLeft, toUp, toCorner] = [left, up, corner].map((value) => Math.abs(estimate - value))
  if (toLeft === undefined || toUp === undefined || toCorner === undefined) return 0
  if (toLeft <= toUp && toLeft <= toCorner) return left
  return toUp <= toCorner ? up : corner
}
