import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { downloadArtifact, initializeProxy } from '@electron/get'

export type ElectronBinary =
  | { readonly found: true; readonly path: string }
  | { readonly found: false; readonly reason: string }

/** Milliseconds without a byte after which a download is given up. */
const PATIENCE = 20_000

const require = createRequire(import.meta.url)
const folder = dirname(require.resolve('electron/package.json'))

/** The Electron executable, downloaded if this machine does not have it yet; else why not, in a few words. */
export async function electronBinary(): Promise<ElectronBinary> {
  const installed = installedBinary()
  if (installed !== null) return { found: true, path: installed }
  try {
    console.error('Downloading Electron, once for this checkout …')
    await download()
    // Finds the download in its cache and unpacks it where the package looks for it.
    await promisify(execFile)(process.execPath, [join(folder, 'install.js')])
  } catch (error) {
    return { found: false, reason: `it cannot be downloaded: ${reasonOf(error)}` }
  }
  const path = installedBinary()
  return path === null ? { found: false, reason: 'its download holds no executable' } : { found: true, path }
}

function installedBinary(): string | null {
  const name = join(folder, 'path.txt')
  if (!existsSync(name)) return null
  const path = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), readFileSync(name, 'utf8'))
  return existsSync(path) ? path : null
}

async function download(): Promise<void> {
  if (process.env.HTTPS_PROXY ?? process.env.https_proxy) initializeProxy()
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(new Error('nothing came for 20 s')), PATIENCE)
  try {
    await downloadArtifact({
      version: require('electron/package.json').version,
      artifactName: 'electron',
      platform: process.platform,
      arch: process.arch,
      checksums: require('electron/checksums.json'),
      downloadOptions: {
        quiet: true,
        signal: patience.signal,
        getProgressCallback: async () => void timer.refresh(),
      },
    })
  } finally {
    clearTimeout(timer)
  }
}

/** fetch hides what happened in the cause of its error. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return cause instanceof Error ? (cause.message.split('\n', 1)[0] ?? '') : String(cause)
}
