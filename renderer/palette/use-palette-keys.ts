import { useEffect } from 'react'

const MAC = /^Mac|^iP/.test(navigator.platform)

/** What opens the palette, as this system writes it. */
export const PALETTE_KEYS = MAC ? '⌘ K' : 'Ctrl K'

/** Calls when the keys of the palette are pressed, whatever has the focus; not over another dialog. */
export function usePaletteKeys(onKeys: () => void): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      const command = event.ctrlKey !== event.metaKey && !event.altKey && !event.shiftKey
      if (!command || event.key.toLowerCase() !== 'k') return
      event.preventDefault()
      if (document.querySelector('dialog[open]:not(.palette)') === null) onKeys()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [onKeys])
}
