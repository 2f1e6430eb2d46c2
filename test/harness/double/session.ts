import { EventEmitter } from 'node:events'
import type { Protocol, Session } from 'electron'
import { BrowserWindow } from './browser-window.ts'
import { prevented } from './events.ts'
import { strict } from './strict.ts'
import { appSide, needsEarly, needsReady } from './world.ts'

type RequestHandler = Parameters<Session['setPermissionRequestHandler']>[0]
type CheckHandler = Parameters<Session['setPermissionCheckHandler']>[0]

const schemes = new Set<string>()
const handlers = new Map<string, Parameters<Protocol['handle']>[1]>()
let requestHandler: RequestHandler = null
let checkHandler: CheckHandler = null

const protocolMembers = {
  registerSchemesAsPrivileged(customSchemes) {
    needsEarly('protocol.registerSchemesAsPrivileged')
    for (const { scheme, privileges } of customSchemes) if (privileges?.standard) schemes.add(`${scheme}:`)
  },
  handle(scheme, handler) {
    needsReady('protocol.handle')
    if (!schemes.has(`${scheme}:`)) throw new Error(`${scheme}: has no origin, register it as standard first`)
    handlers.set(`${scheme}:`, handler)
  },
} satisfies Partial<Protocol>

export const protocol = strict('protocol', protocolMembers)

const sessionMembers = {
  protocol: protocol as Protocol,
  setPermissionRequestHandler(handler) {
    requestHandler = handler
  },
  setPermissionCheckHandler(handler) {
    checkHandler = handler
  },
} satisfies Partial<Session>

const defaultSession = strict('session.defaultSession', Object.assign(new EventEmitter(), sessionMembers))

export const session = strict('session', {
  get defaultSession() {
    needsReady('session.defaultSession')
    return defaultSession
  },
})

appSide.fetch = async (url, method) => {
  const handler = handlers.get(new URL(url).protocol)
  if (handler === undefined) throw new Error(`no handler for ${url}`)
  const response = await handler(new Request(url, { method }))
  const body = new Uint8Array(await response.arrayBuffer())
  return { status: response.status, headers: Object.fromEntries(response.headers), body }
}

appSide.mayDownload = (url) => !prevented(defaultSession, 'will-download', {}, { getURL: () => url })

// Without handlers Electron grants everything. A page has what either grants: some it only checks, some it requests.
appSide.permissions = (window, names, origin) => {
  const contents = BrowserWindow.getAllWindows().find(({ id }) => id === window)?.webContents
  return names.filter((name) => {
    let granted = true
    requestHandler?.(contents as never, name as never, (answer) => (granted = answer), {} as never)
    return granted || (checkHandler?.(contents as never, name as never, origin, {} as never) ?? true)
  })
}
