/// <reference types="vite/types/importMeta.d.ts" />
import process from 'node:process'
import { type NativeImage, nativeImage } from 'electron'
import type { TrayIcon } from './tray-model.ts'

// The bundler copies these beside the bundle, in the checkout and in the packed app alike.
const files = import.meta.glob<string>('../../build/icons/{tray/*,app/256x256.png}', {
  query: '?asset',
  import: 'default',
  eager: true,
})

/** The picture of the window on Linux; the other systems take it from the executable. */
export function windowIcon(): NativeImage {
  return nativeImage.createFromPath(fileOf('app/256x256.png'))
}

/** The tray's picture in the form the system wants: template on macOS, ICO on Windows, PNG elsewhere. */
export function trayIcon(state: TrayIcon): NativeImage {
  switch (process.platform) {
    case 'win32':
      return nativeImage.createFromPath(fileOf(`tray/${state}.ico`))
    case 'darwin': {
      const image = withDoubleDensity(`tray/${state}Template`)
      image.setTemplateImage(true)
      return image
    }
    default:
      return withDoubleDensity(`tray/${state}`)
  }
}

/** The bundler's names carry hashes, which keeps Electron from finding the `@2x` file itself. */
function withDoubleDensity(name: string): NativeImage {
  const image = nativeImage.createFromPath(fileOf(`${name}.png`))
  const double = nativeImage.createFromPath(fileOf(`${name}@2x.png`))
  image.addRepresentation({ scaleFactor: 2, buffer: double.toPNG() })
  return image
}

function fileOf(name: string): string {
  const file = files[`../../build/icons/${name}`]
  if (file === undefined) throw new Error(`no picture ${name} in the bundle`)
  return file
}
