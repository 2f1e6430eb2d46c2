import type { BrowserContext, Frame, Page, Request, Route } from 'playwright-core'
import { isOwn, toApp, toBrowser } from './addresses.ts'
import { BINDING, hostPreload, type InvokeAnswer, PAGE_SIDE, type PageSide } from './preload-host.ts'
import type { Remote } from './rpc.ts'
import type { AppSide, FrameAddress, PageOptions } from './sides.ts'

/** Permissions that a stock browser can be told to grant, by names that Electron knows as well. */
const PERMISSIONS = ['geolocation', 'notifications', 'clipboard-read']

/** The pages that stand for the app's windows, and what the browser asks of the app about them. */
export class WindowPages {
  private readonly context: BrowserContext
  private readonly app: Remote<AppSide>
  private readonly pages = new Map<number, Page>()
  /** Addresses the app itself asked for. */
  private readonly loading = new Map<number, string>()
  private readonly routed: Promise<void>

  constructor(context: BrowserContext, app: Remote<AppSide>) {
    this.context = context
    this.app = app
    // An error in the app's handler is a failed request for the page.
    const answer = (route: Route): Promise<void> => this.answer(route).catch(() => route.abort().catch(() => {}))
    this.routed = context.route('**/*', answer).then(() => {})
  }

  all(): readonly Page[] {
    return [...this.pages.values()]
  }

  async open(window: number, { width, height, preload }: PageOptions): Promise<void> {
    await this.routed
    const page = await this.context.newPage()
    this.pages.set(window, page)
    await page.setViewportSize({ width, height })
    page.on('crash', () => void this.app.crashed(window).catch(() => {}))
    page.on('popup', (popup) => void this.popup(window, popup))
    if (preload === null) return
    await page.exposeBinding(BINDING, ({ frame }, channel: string, args: unknown[]) =>
      this.invoke(window, frame, channel, args),
    )
    const script = `(require, module, exports) => {${preload}\n}`
    await page.addInitScript(`(${hostPreload})(${script}, ${JSON.stringify(BINDING)}, ${JSON.stringify(PAGE_SIDE)})`)
  }

  async load(window: number, url: string): Promise<void> {
    const address = toBrowser(url)
    this.loading.set(window, address)
    if (isOwn(address)) {
      const { origin } = new URL(address)
      await this.context.grantPermissions([...(await this.app.permissions(window, PERMISSIONS, toApp(origin)))], {
        origin,
      })
    }
    await this.page(window).goto(address)
    this.loading.delete(window)
  }

  async evaluate(window: number, code: string): Promise<unknown> {
    return await this.page(window).evaluate(code)
  }

  async post(window: number, channel: string, args: readonly unknown[]): Promise<void> {
    const message = { name: PAGE_SIDE, channel, args: [...args] }
    // A page that is on its way in or out hears nothing, as in Electron.
    await this.pages
      .get(window)
      ?.evaluate(({ name, channel, args }) => (Reflect.get(globalThis, name) as PageSide).post(channel, args), message)
      .catch(() => {})
  }

  async close(window: number): Promise<void> {
    const page = this.pages.get(window)
    this.pages.delete(window)
    await page?.close()
  }

  private page(window: number): Page {
    const page = this.pages.get(window)
    if (page === undefined) throw new Error(`window ${window} has no page`)
    return page
  }

  private async invoke(window: number, frame: Frame, channel: string, args: readonly unknown[]): Promise<InvokeAnswer> {
    try {
      return { value: await this.app.invoke(window, addressOf(frame), channel, args) }
    } catch (error) {
      return { error: String(error) }
    }
  }

  private async popup(window: number, popup: Page): Promise<void> {
    const allowed = await this.app.mayOpen(window, toApp(popup.url())).catch(() => false)
    if (allowed) throw new Error('the harness opens no windows for pages')
    await popup.close()
  }

  /** Files of the app's scheme come from the app; everything else is beyond reach, as nothing remote is ever needed. */
  private async answer(route: Route): Promise<void> {
    const request = route.request()
    const url = request.url()
    if (request.isNavigationRequest() && !(await this.mayGo(request, url))) return await route.abort('aborted')
    if (!isOwn(url)) return await route.abort('internetdisconnected')
    const { status, headers, body } = await this.app.fetch(toApp(url), request.method())
    await route.fulfill({ status, headers, body: Buffer.from(body) })
  }

  private async mayGo(request: Request, url: string): Promise<boolean> {
    const frame = frameOf(request)
    const window = frame === null ? undefined : this.windowOf(frame)
    // A window that a page opened is asked about as a popup, and loads nothing.
    if (frame === null || window === undefined) return false
    const { main } = addressOf(frame)
    // What the app asked for, and a reload, are no navigation by the page. A request does not name the fragment.
    const present = [this.loading.get(window), frame.url()].map((address) => address?.replace(/#.*$/s, ''))
    if (main && present.includes(url.replace(/#.*$/s, ''))) return true
    return await this.app.mayNavigate(window, toApp(url), main)
  }

  private windowOf(frame: Frame): number | undefined {
    for (const [window, page] of this.pages) if (page === frame.page()) return window
    return undefined
  }
}

function addressOf(frame: Frame): FrameAddress {
  return { url: toApp(frame.url()), main: frame.parentFrame() === null }
}

/** Null for the first request of a window that has no frame yet. */
function frameOf(request: Request): Frame | null {
  try {
    return request.frame()
  } catch {
    return null
  }
}
