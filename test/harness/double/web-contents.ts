import { EventEmitter } from 'node:events'
import type { WebContents as ElectronContents, WebFrameMain, WindowOpenHandlerResponse } from 'electron'
import { prevented } from './events.ts'
import { handlerOf } from './ipc-main.ts'
import { strict } from './strict.ts'
import { appSide, testSide } from './world.ts'

type OpenHandler = Parameters<ElectronContents['setWindowOpenHandler']>[0]
type Members = 'loadURL' | 'send' | 'getURL' | 'isDestroyed' | 'setWindowOpenHandler' | 'executeJavaScript'
type Frame = Pick<WebFrameMain, 'url' | 'origin' | 'parent'>

const all = new Map<number, WebContents>()

/** The page of a window, which lives in the test's browser. */
export class WebContents extends EventEmitter implements Pick<ElectronContents, Members> {
  readonly id: number
  readonly mainFrame: Frame
  openHandler: OpenHandler | null = null
  private readonly opened: Promise<void>
  private url = ''
  private ended = false

  constructor(id: number, opened: Promise<void>) {
    super()
    this.id = id
    this.opened = opened
    this.mainFrame = this.frame(() => this.url, null)
    const self = strict('webContents', this)
    all.set(id, self)
    // biome-ignore lint/correctness/noConstructorReturn: the strict view takes the contents' place
    return self
  }

  async loadURL(url: string): Promise<void> {
    this.url = url
    await this.opened
    await testSide.load(this.id, url)
    this.emit('did-finish-load')
  }

  send(channel: string, ...args: unknown[]): void {
    if (this.ended) throw new TypeError('Object has been destroyed')
    void testSide.post(this.id, channel, structuredClone(args))
  }

  async executeJavaScript(code: string): Promise<unknown> {
    return await testSide.evaluate(this.id, code)
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler
  }

  getURL = (): string => this.url
  isDestroyed = (): boolean => this.ended

  /** The main frame, or one that stands for a frame within the page. */
  frameAt({ url, main }: { readonly url: string; readonly main: boolean }): Frame {
    if (!main) return this.frame(() => url, this.mainFrame as WebFrameMain)
    this.url = url
    return this.mainFrame
  }

  end(): void {
    this.ended = true
    all.delete(this.id)
    void testSide.closePage(this.id)
  }

  private frame(url: () => string, parent: WebFrameMain | null): Frame {
    return strict('WebFrameMain', {
      get url() {
        return url()
      },
      get origin() {
        const { protocol, host } = new URL(url())
        return host === '' ? 'null' : `${protocol}//${host}`
      },
      parent,
    })
  }
}

function contentsOf(id: number): WebContents {
  const contents = all.get(id)
  if (contents === undefined) throw new Error(`window ${id} is gone`)
  return contents
}

appSide.invoke = async (id, frame, channel, args) => {
  const sender = contentsOf(id)
  const senderFrame = sender.frameAt(frame)
  const event = strict('IpcMainInvokeEvent', { type: 'frame', processId: 1, frameId: 1, sender, senderFrame })
  return structuredClone(await handlerOf(channel)(event, ...args))
}

appSide.mayNavigate = (id, url, main) => {
  const contents = contentsOf(id)
  const details = { url, isMainFrame: main, isSameDocument: false }
  const stopped = prevented(contents, 'will-frame-navigate', details)
  return !stopped && !(main && prevented(contents, 'will-navigate', details, url))
}

appSide.mayOpen = (id, url) => {
  const details = {
    url,
    frameName: '',
    features: '',
    disposition: 'foreground-tab',
    referrer: { url: '', policy: 'default' },
  }
  const answer: WindowOpenHandlerResponse | undefined = contentsOf(id).openHandler?.(
    details as Parameters<OpenHandler>[0],
  )
  return answer?.action !== 'deny'
}

appSide.prevents = (id, event) => prevented(contentsOf(id), event)

appSide.crashed = (id) => {
  contentsOf(id).emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 })
}
