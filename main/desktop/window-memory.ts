import { type BrowserWindow, screen } from 'electron'
import ElectronStore from 'electron-store'
import { type Area, placeOf, type WindowPlace, within } from './window-place.ts'

/** What a window leaves behind for the next one: `window.json` beside the settings. */
export interface WindowMemory {
  /** Where to open it, on a screen that there is; null: nothing is known. */
  place(): WindowPlace | null
  keepPlace(window: BrowserWindow): void
  /** True once for each user: nobody was told yet that closing only hides. */
  isFirstClose(): boolean
}

/** Never fails: the window works without, and whoever cannot write here is told so by the settings. */
export function openWindowMemory(): WindowMemory {
  const store = attempt(() => new ElectronStore({ name: 'window', clearInvalidConfig: true }))
  let isExplained = store?.get('closeExplained') === true
  const keep = (key: string, value: unknown): void => void attempt(() => store?.set(key, value))
  return {
    place() {
      const kept = placeOf(store?.get('place'))
      return kept && { ...kept, area: onScreen(kept.area) }
    },
    keepPlace(window) {
      keep('place', { area: window.getNormalBounds(), maximized: window.isMaximized() } satisfies WindowPlace)
    },
    isFirstClose() {
      if (isExplained) return false
      isExplained = true
      keep('closeExplained', true)
      return true
    },
  }
}

function attempt<T>(work: () => T): T | null {
  try {
    return work()
  } catch (error) {
    console.error('The place of the window is not remembered:', error)
    return null
  }
}

/** The screen the window was on may be gone, or smaller. */
function onScreen(area: Area): Area {
  return within(screen.getDisplayMatching(area).workArea, area)
}
