import { useSyncExternalStore } from 'react'

const NAMES = ['text', 'muted', 'line', 'edge', 'accent', 'bad', 'warn', 'surface', 'sunken'] as const

/** The page's colors by the names of their custom properties, as `rgb(…)`: what a canvas can paint. */
export type ChartColors = Readonly<Record<(typeof NAMES)[number], string>>

/** What the custom properties come to in the theme that is shown: computed by the browser, read back from a pixel. */
function readColors(): ChartColors {
  const probe = document.body.appendChild(document.createElement('span'))
  probe.style.forcedColorAdjust = 'none' // else all of them come to the one color of text
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })
  const read = (name: string): string => {
    probe.style.color = `var(--${name})`
    const computed = getComputedStyle(probe).color
    if (context === null) return computed
    context.fillStyle = computed
    context.fillRect(0, 0, 1, 1)
    const [red, green, blue] = context.getImageData(0, 0, 1, 1).data
    return `rgb(${red}, ${green}, ${blue})`
  }
  const colors = Object.fromEntries(NAMES.map((name) => [name, read(name)])) as ChartColors
  probe.remove()
  return colors
}

/** A color of `ChartColors` with an opacity of 0 to 1. */
export const faint = (color: string, opacity: number): string => color.replace(/^rgb\((.*)\)$/, `rgba($1, ${opacity})`)

const QUERIES = ['(prefers-color-scheme: dark)', '(forced-colors: active)']
const listeners = new Set<() => void>()
let colors: ChartColors | null = null
let unwatch: () => void = () => undefined

function change(): void {
  const fresh = readColors()
  if (JSON.stringify(fresh) === JSON.stringify(colors)) return
  colors = fresh
  for (const listener of listeners) listener()
}

function watch(): () => void {
  const media = QUERIES.map((query) => matchMedia(query))
  const theme = new MutationObserver(change)
  theme.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  for (const one of media) one.addEventListener('change', change)
  return () => {
    theme.disconnect()
    for (const one of media) one.removeEventListener('change', change)
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (listeners.size === 1) {
    unwatch = watch()
    change() // the theme may have changed while no chart was shown
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) unwatch()
  }
}

/** The colors for charts; new ones when the theme changes. */
export function useChartColors(): ChartColors {
  return useSyncExternalStore(subscribe, () => {
    colors ??= readColors()
    return colors
  })
}
