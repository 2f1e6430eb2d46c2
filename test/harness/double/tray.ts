import { EventEmitter } from 'node:events'
import type { Tray as ElectronTray } from 'electron'
import type { Menu } from './menu.ts'
import type { NativeImage } from './native-image.ts'
import { strict } from './strict.ts'
import { needsReady } from './world.ts'

type Members = 'setToolTip' | 'setTitle' | 'destroy' | 'isDestroyed'

/** An icon in a tray nobody sees; the probe notes what is set. */
export class Tray extends EventEmitter implements Pick<ElectronTray, Members> {
  private destroyed = false

  constructor(image: NativeImage) {
    super()
    needsReady('Tray')
    this.setImage(image)
    // biome-ignore lint/correctness/noConstructorReturn: the strict view takes the tray's place
    return strict('Tray', this)
  }

  setImage(image: NativeImage): void {
    this.needsLife()
    if (image.isEmpty()) throw new Error('the tray icon would be invisible: its picture is empty')
  }

  setToolTip(toolTip: string): void {
    this.needsLife()
    if (toolTip.length > 127 && process.platform === 'win32') throw new Error(`Windows would cut: ${toolTip}`)
  }

  setTitle(_title: string): void {
    this.needsLife()
  }

  setContextMenu(_menu: Menu | null): void {
    this.needsLife()
  }

  destroy(): void {
    this.destroyed = true
  }

  isDestroyed(): boolean {
    return this.destroyed
  }

  private needsLife(): void {
    if (this.destroyed) throw new TypeError('Tray is destroyed')
  }
}
