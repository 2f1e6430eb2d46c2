/** What the app's process (the double) and the test's process (the browser) ask of each other. */

/** Who sent a message, as the browser knows it: addresses are the app's, not the browser's stand-ins. */
export interface FrameAddress {
  readonly url: string
  readonly main: boolean
}

export interface FileAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

/** Asked of the app's process. */
export interface AppSide {
  /** A method of the probe. */
  probe(method: string, args: readonly unknown[]): unknown
  /** `ipcRenderer.invoke` in the page of a window. */
  invoke(window: number, frame: FrameAddress, channel: string, args: readonly unknown[]): unknown
  /** A request under a scheme of the app's own. */
  fetch(url: string, method: string): Promise<FileAnswer>
  mayNavigate(window: number, url: string, main: boolean): boolean
  mayOpen(window: number, url: string): boolean
  /** Whether the app prevents what an event of a window's contents announces. */
  prevents(window: number, event: string): boolean
  /** Whether something may be saved to a file; the user is asked for its place then. */
  mayDownload(url: string): boolean
  /** Those of the named permissions that the app grants. */
  permissions(window: number, names: readonly string[], origin: string): readonly string[]
  secondInstance(argv: readonly string[], folder: string): void
  crashed(window: number): void
}

export interface PageOptions {
  readonly width: number
  readonly height: number
  /** Source text of the preload script. */
  readonly preload: string | null
}

/** Asked of the test's process. */
export interface TestSide {
  openPage(window: number, options: PageOptions): Promise<void>
  load(window: number, url: string): Promise<void>
  evaluate(window: number, code: string): Promise<unknown>
  post(window: number, channel: string, args: readonly unknown[]): Promise<void>
  closePage(window: number): Promise<void>
  /** The app was started again: to be told to the first one. */
  startedAgain(argv: readonly string[], folder: string): void
  /** The main module is evaluated and `ready` emitted. */
  booted(): void
}
