import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { TrayIcon } from '../../../main/desktop/tray-model.ts'
import { trayPicture } from '../../../main/desktop/tray-picture.ts'
import { type Pixels, picturesOf, pixelsOf, sizeOfPng } from './pictures.ts'

const ICONS = path.join(import.meta.dirname, '../../../build/icons')
const STATES: readonly TrayIcon[] = ['ok', 'low', 'none', 'unknown', 'paused']
const PAIRS = STATES.flatMap((one, index) => STATES.slice(index + 1).map((other) => [one, other] as const))
const ICO_SIZES = [16, 20, 24, 32, 40, 48, 64, 256]

const file = (name: string): Buffer => readFileSync(path.join(ICONS, name))

function smallest(state: TrayIcon, theme: 'light' | 'dark'): Pixels {
  const [picture] = picturesOf(file(`tray/${trayPicture(state, 'win32', theme === 'dark')}`))
  if (picture === undefined) throw new Error('an icon without pictures')
  return pixelsOf(picture.png)
}

const sizeOf = (name: string): readonly number[] => sizeOfPng(file(name))

/** How many pixels one picture covers and the other does not, whatever their colors. */
function differing(one: Pixels, other: Pixels): number {
  const covered = ({ data }: Pixels): boolean[] =>
    Array.from({ length: data.length / 4 }, (_, pixel) => data.readUInt8(pixel * 4 + 3) > 127)
  const [first, second] = [covered(one), covered(other)]
  return first.filter((isCovered, pixel) => isCovered !== second[pixel]).length
}

/** The color, `#rrggbb`, that most of the whole pixels of the sign have: it stands in the upper half, right of the chair's back. */
function signColor({ width, data }: Pixels): string {
  const counts = new Map<string, number>()
  for (let row = 0; row < width / 2; row++) {
    for (let column = Math.ceil(width / 4); column < width; column++) {
      const at = (row * width + column) * 4
      if (data.readUInt8(at + 3) < 255) continue
      const color = `#${data.toString('hex', at, at + 3)}`
      counts.set(color, (counts.get(color) ?? 0) + 1)
    }
  }
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? 'no color'
}

/** WCAG 2, relative luminance and contrast ratio. */
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [one, other].map(luminance).toSorted((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

describe('the icons', () => {
  it('are those of every state and system, and no others', () => {
    const double = (name: string): string[] => [name, name.replace('.png', '@2x.png')]
    const wanted = STATES.flatMap((state) => [
      trayPicture(state, 'win32', false),
      trayPicture(state, 'win32', true),
      ...double(trayPicture(state, 'darwin', false)),
      ...double(trayPicture(state, 'linux', false)),
    ])
    expect(wanted).toHaveLength(30)
    expect(readdirSync(path.join(ICONS, 'tray')).toSorted()).toEqual(wanted.toSorted())
  })

  it('hold every size that Windows asks for', () => {
    const icons = ['icon.ico', ...STATES.flatMap((state) => [`tray/${state}-light.ico`, `tray/${state}-dark.ico`])]
    for (const name of icons) {
      const pictures = picturesOf(file(name))
      expect(pictures.map(({ size }) => size)).toEqual(ICO_SIZES)
      expect(pictures.map(({ png }) => sizeOfPng(png))).toEqual(ICO_SIZES.map((size) => [size, size]))
    }
  })

  it('have the sizes of menu bar and panel, and twice those', () => {
    for (const state of STATES) {
      expect(sizeOf(`tray/${state}Template.png`)).toEqual([16, 16])
      expect(sizeOf(`tray/${state}Template@2x.png`)).toEqual([32, 32])
      expect(sizeOf(`tray/${state}.png`)).toEqual([24, 24])
      expect(sizeOf(`tray/${state}@2x.png`)).toEqual([48, 48])
    }
    const sizes = readdirSync(path.join(ICONS, 'app')).map((name) => name.replace(/^(\d+)x\1\.png$/, '$1'))
    expect(sizes.map(Number).toSorted((a, b) => a - b)).toEqual([16, 24, 32, 48, 64, 128, 256, 512])
    for (const size of sizes) expect(sizeOf(`app/${size}x${size}.png`)).toEqual([Number(size), Number(size)])
  })

  it('are told apart by shape at 16 pixels, without any color', () => {
    expect(PAIRS).toHaveLength(10)
    for (const [one, other] of PAIRS) {
      expect(differing(smallest(one, 'light'), smallest(other, 'light')), `${one} and ${other}`).toBeGreaterThan(15)
      const templates = [one, other].map((state) => pixelsOf(file(`tray/${state}Template.png`)))
      const [first, second] = templates
      if (first === undefined || second === undefined) throw new Error('no template')
      expect(differing(first, second), `${one} and ${other} as template`).toBeGreaterThan(15)
    }
  })

  it('have a color for each state, which is readable on its ground and not lost on the other', () => {
    for (const [theme, own, other] of [
      ['light', '#ffffff', '#202020'],
      ['dark', '#202020', '#ffffff'],
    ] as const) {
      const colors = STATES.map((state) => signColor(smallest(state, theme)))
      expect(new Set(colors).size).toBe(STATES.length)
      for (const color of colors) {
        expect(contrast(color, own), `${color} on ${own}`).toBeGreaterThanOrEqual(4.5)
        expect(contrast(color, other), `${color} on ${other}`).toBeGreaterThanOrEqual(2.5)
      }
    }
  })

  it('are black on macOS, which colors templates itself', () => {
    for (const state of STATES) {
      const { data } = pixelsOf(file(`tray/${state}Template@2x.png`))
      const colored = Array.from({ length: data.length / 4 }, (_, pixel) => data.subarray(pixel * 4, pixel * 4 + 4))
        .filter((pixel) => pixel.readUInt8(3) > 0)
        .filter((pixel) => pixel.toString('hex', 0, 3) !== '000000')
      expect(colored).toHaveLength(0)
    }
  })

  it('are drawn from the present source and script: if not, run `node build/icons.ts`', () => {
    const lines = readFileSync(path.join(ICONS, 'drawn-from.sha256'), 'utf8').trimEnd().split('\n')
    expect(lines).toHaveLength(2)
    const present = lines.map((line) => {
      const name = line.slice(66)
      // A checkout on Windows may have other line ends.
      const text = file(name).toString().replaceAll('\r\n', '\n')
      return `${createHash('sha256').update(text).digest('hex')}  ${name}`
    })
    expect(present).toEqual(lines)
  })
})
