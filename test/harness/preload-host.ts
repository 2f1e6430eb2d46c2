import type { ContextBridge, IpcRenderer } from 'electron'

/** The page's way to the app: Playwright's binding. */
export type ToApp = (channel: string, args: readonly unknown[]) => Promise<InvokeAnswer>

export type InvokeAnswer = { readonly value: unknown } | { readonly error: string }

/** What the test's process reaches in the page. */
export interface PageSide {
  post(channel: string, args: readonly unknown[]): void
}

export const BINDING = '__toApp'
export const PAGE_SIDE = '__fromApp'

/** Runs a sandboxed preload in the page's main frame, before any script of the page, with as much of Electron as such a
 * preload has. Goes into the page as text, so it refers to nothing outside. */
export function hostPreload(
  run: (require: (name: string) => unknown, module: object, exports: object) => void,
  bindingName: string,
  pageSideName: string,
): void {
  if (window !== window.top) return
  const toApp: ToApp = Reflect.get(window, bindingName)
  Reflect.deleteProperty(window, bindingName)
  const listeners = new Map<string, Set<(event: never, ...args: never[]) => void>>()

  const strict = <T extends object>(name: string, object: T): T =>
    new Proxy(object, {
      get(target, member) {
        if (member in target || typeof member === 'symbol') return Reflect.get(target, member)
        throw new Error(`the Electron double has no ${name}.${member}: add it in test/harness/preload-host.ts`)
      },
    })

  /** As contextBridge does: functions become proxies, plain data is copied, prototypes are lost. */
  const bridged = (value: unknown): unknown => {
    if (typeof value === 'function') {
      return (...args: unknown[]) => bridged(value(...args.map(bridged)))
    }
    if (value instanceof Promise) return value.then(bridged)
    if (typeof value === 'symbol') throw new TypeError('a symbol cannot cross the context bridge')
    if (Array.isArray(value)) return value.map(bridged)
    if (typeof value !== 'object' || value === null) return value
    const prototype: unknown = Object.getPrototypeOf(value)
    if (prototype !== Object.prototype && prototype !== null) return structuredClone(value)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, bridged(item)]))
  }

  const frozen = (value: unknown): unknown => {
    if (typeof value === 'object' && value !== null) Object.values(value).map(frozen)
    return Object.freeze(value)
  }

  const contextBridge = {
    exposeInMainWorld(key, api) {
      if (Object.hasOwn(window, key)) throw new Error(`Cannot bind an API on top of an existing property: ${key}`)
      Object.defineProperty(window, key, { value: frozen(bridged(api)), enumerable: true })
    },
  } satisfies Partial<ContextBridge>

  const ipcRenderer = {
    async invoke(channel: string, ...args: unknown[]): Promise<unknown> {
      const answer = await toApp(channel, structuredClone(args))
      if ('error' in answer) throw new Error(`Error invoking remote method '${channel}': ${answer.error}`)
      return answer.value
    },
    on(channel: string, listener: (...args: never[]) => void): IpcRenderer {
      const known = listeners.get(channel) ?? new Set()
      listeners.set(channel, known.add(listener))
      return ipcRenderer as unknown as IpcRenderer
    },
    removeListener(channel: string, listener: (...args: never[]) => void): IpcRenderer {
      listeners.get(channel)?.delete(listener)
      return ipcRenderer as unknown as IpcRenderer
    },
  } satisfies Partial<IpcRenderer>

  const pageSide: PageSide = {
    post(channel, args) {
      for (const listener of listeners.get(channel) ?? []) listener({} as never, ...(args as never[]))
    },
  }
  Object.defineProperty(window, pageSideName, { value: pageSide })

  const electron = strict('electron', {
    contextBridge: strict('contextBridge', contextBridge),
    ipcRenderer: strict('ipcRenderer', ipcRenderer),
  })
  const require = (name: string): unknown => {
    if (name !== 'electron') throw new Error(`a sandboxed preload cannot require ${name}`)
    return electron
  }
  run(require, {}, {})
}
