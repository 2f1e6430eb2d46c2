import { protocol } from 'electron'
import { SCHEME, serve } from './page-files.ts'

/** Makes the scheme a proper origin; to be called before Electron is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true } }])
}

/** Serves the files of `folder`, and nothing beside it, under the page's origin. */
export function setupAppProtocol(folder: string): void {
  protocol.handle(SCHEME, (request) => serve(folder, request.url))
}
