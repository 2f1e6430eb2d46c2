import type { Picture } from './ico.ts'

/** The pictures of one state of the tray, smallest first. */
export interface StatePictures {
  readonly state: string
  /** What the state means. */
  readonly words: string
  readonly light: readonly Picture[]
  readonly dark: readonly Picture[]
  readonly template: readonly Picture[]
  readonly outlined: readonly Picture[]
}

interface Ground {
  readonly name: string
  readonly color: string
  readonly pictures: 'light' | 'dark' | 'template' | 'outlined'
  /** macOS draws a template white on a dark menu bar. */
  readonly inverted?: boolean
}

const GROUNDS: readonly Ground[] = [
  { name: 'Windows, light taskbar', color: '#f3f3f3', pictures: 'light' },
  { name: 'Windows, dark taskbar', color: '#202020', pictures: 'dark' },
  { name: 'macOS, light', color: '#ececec', pictures: 'template' },
  { name: 'macOS, dark', color: '#2a2a2c', pictures: 'template', inverted: true },
  { name: 'Linux, light panel', color: '#ebebeb', pictures: 'outlined' },
  { name: 'Linux, dark panel', color: '#1d1d1d', pictures: 'outlined' },
]

/** More than 48 px is for folders and lists, not for a tray. */
const LARGEST = 48

const STYLE = `
  body { margin: 0; background: #fff; color: #222; font: 13px/1.4 sans-serif; }
  table { border-collapse: collapse; margin: 12px; }
  th { padding: 6px 10px; text-align: left; font-weight: 600; white-space: nowrap; }
  th small { display: block; font-weight: 400; }
  td { padding: 8px 10px; white-space: nowrap; }
  img { margin-right: 8px; vertical-align: bottom; image-rendering: pixelated; }
  .inverted { filter: invert(1); }
`

/** A page with every state on every ground, named, each picture at its own size. */
export function traySheet(states: readonly StatePictures[]): string {
  const heads = GROUNDS.map(({ name }) => `<th>${name}</th>`).join('')
  const rows = states.map((state) => {
    const cells = GROUNDS.map((ground) => cell(ground, state[ground.pictures]))
    return `<tr><th>${state.state}<small>${state.words}</small></th>${cells.join('')}</tr>`
  })
  return `<!doctype html><style>${STYLE}</style><table><tr><th></th>${heads}</tr>${rows.join('')}</table>`
}

function cell({ color, inverted }: Ground, pictures: readonly Picture[]): string {
  const images = pictures.filter(({ size }) => size <= LARGEST).map((picture) => image(picture, inverted ?? false))
  return `<td style="background:${color}">${images.join('')}</td>`
}

function image({ size, png }: Picture, inverted: boolean): string {
  const source = `data:image/png;base64,${png.toString('base64')}`
  return `<img ${inverted ? 'class="inverted" ' : ''}width="${size}" height="${size}" src="${source}">`
}
