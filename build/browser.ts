import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, globSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import process from 'node:process'

type Environment = Readonly<Record<string, string | undefined>>

/** Fastest starter first: the headless shell needs less than half of what a whole browser takes. */
const COMMANDS = [
  'chromium-headless-shell',
  'chrome-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
]

const MAC_APPS = [
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Chromium.app/Contents/MacOS/Chromium',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
]

const WINDOWS_FILES = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
]

/** Where an installed Chrome, Chromium or Edge would be, best first; what Playwright's installer left comes last. */
export function browserCandidates(platform: NodeJS.Platform, env: Environment, home: string): readonly string[] {
  const downloads = (folder: string): string =>
    path.join(env.PLAYWRIGHT_BROWSERS_PATH ?? folder, 'chromium_headless_shell-*', '*', '*headless*shell{,.exe}')
  if (platform === 'win32') {
    const roots = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter((root) => root !== undefined)
    const local = env.LOCALAPPDATA ?? path.join(home, 'AppData', 'Local')
    return [
      ...WINDOWS_FILES.flatMap((file) => roots.map((root) => path.join(root, file))),
      downloads(path.join(local, 'ms-playwright')),
    ]
  }
  const onPath = COMMANDS.flatMap((command) =>
    (env.PATH ?? '')
      .split(':')
      .filter(Boolean)
      .map((folder) => path.join(folder, command)),
  )
  if (platform === 'darwin') {
    const apps = ['/Applications', path.join(home, 'Applications')]
    return [
      ...onPath,
      ...MAC_APPS.flatMap((app) => apps.map((folder) => path.join(folder, app))),
      downloads(path.join(home, 'Library', 'Caches', 'ms-playwright')),
    ]
  }
  return [...onPath, downloads(path.join(env.XDG_CACHE_HOME ?? path.join(home, '.cache'), 'ms-playwright'))]
}

/** Path of a browser on this machine; `SEATLOG_BROWSER` names another one. */
export function findBrowser(): string | undefined {
  if (process.env.SEATLOG_BROWSER) return process.env.SEATLOG_BROWSER
  for (const candidate of browserCandidates(process.platform, process.env, homedir())) {
    if (!candidate.includes('*')) {
      if (existsSync(candidate)) return candidate
    } else {
      const [newest] = globSync(candidate).sort().reverse()
      if (newest !== undefined) return newest
    }
  }
  return undefined
}

/** Finds a browser or installs one, saying so in one line on standard error; throws when neither works. */
export async function ensureBrowser(): Promise<string> {
  const found = findBrowser()
  if (found !== undefined) return found
  const debian = process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  if (debian) {
    console.error('No Chrome, Chromium or Edge here: installing chromium-headless-shell with apt-get.')
    await run('apt-get', ['update', '-qq'])
    await run('apt-get', ['install', '-qq', '-y', '--no-install-recommends', 'chromium-headless-shell'])
  }
  // Ubuntu's archive has no such package.
  if (findBrowser() === undefined) {
    console.error("No Chrome, Chromium or Edge here: installing one with Playwright's installer.")
    const cli = path.join(import.meta.dirname, '../node_modules/playwright-core/cli.js')
    const withDependencies = debian ? ['--with-deps'] : []
    await run(process.execPath, [cli, 'install', ...withDependencies, 'chromium-headless-shell'])
  }
  const installed = findBrowser()
  if (installed !== undefined) return installed
  throw new Error('No browser could be installed: install Chrome, Chromium or Edge, or name one in SEATLOG_BROWSER.')
}

async function run(command: string, args: readonly string[]): Promise<void> {
  const child = spawn(command, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  await once(child, 'close').catch((error: unknown) => console.error(String(error)))
}
