import { existsSync, readFileSync } from 'node:fs'
import type { NativeImage as ElectronImage } from 'electron'
import { strict } from './strict.ts'

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47])
const ICO = Buffer.from([0, 0, 1, 0])

type Members = 'isEmpty' | 'toPNG' | 'addRepresentation' | 'setTemplateImage' | 'isTemplateImage'

/** A picture as its file; empty, as in Electron, when there is none or it is no picture. */
export class NativeImage implements Pick<ElectronImage, Members> {
  private readonly bytes: Buffer
  private template = false

  constructor(bytes: Buffer) {
    this.bytes = bytes
  }

  isEmpty = (): boolean => !startsWith(this.bytes, PNG) && !startsWith(this.bytes, ICO)
  toPNG = (): Buffer => this.bytes
  isTemplateImage = (): boolean => this.template

  setTemplateImage(option: boolean): void {
    this.template = option
  }

  addRepresentation({ buffer, scaleFactor }: Parameters<ElectronImage['addRepresentation']>[0]): void {
    if (buffer === undefined || !startsWith(buffer, PNG)) throw new Error(`no picture for scale ${scaleFactor}`)
  }
}

const startsWith = (bytes: Buffer, head: Buffer): boolean => bytes.subarray(0, head.length).equals(head)

const image = (bytes: Buffer): NativeImage => strict('NativeImage', new NativeImage(bytes))

export const nativeImage = strict('nativeImage', {
  createFromPath: (file: string) => image(existsSync(file) ? readFileSync(file) : Buffer.alloc(0)),
  createEmpty: () => image(Buffer.alloc(0)),
})
