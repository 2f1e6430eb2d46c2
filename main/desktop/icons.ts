/// <reference types="vite/types/importMeta.d.ts" />
import { type NativeImage, nativeImage } from 'electron'

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

/** A picture of build/icons/tray by its file name; of a PNG with the one of double density. */
export function trayImage(picture: string): NativeImage {
  if (picture.endsWith('.ico')) return nativeImage.createFromPath(fileOf(`tray/${picture}`))
  const image = withDoubleDensity(`tray/${picture.replace(/\.png$/, '')}`)
  if (picture.endsWith('Template.png')) image.setTemplateImage(true)
  return image
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
