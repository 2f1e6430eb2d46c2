import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { ORIGIN, PAGE } from '../../../main/desktop/page-files.ts'
import { CHANNELS } from '../../../preload/contract/channels.ts'
import { connect, type Remote } from '../../harness/rpc.ts'
import type { AppSide, TestSide } from '../../harness/sides.ts'
import type { Finding } from '../proof.ts'
import type { Inside } from './inside-desktop.ts'
import { strangeValues, TRAVERSALS } from './payloads.ts'
import { homeOf, OUT, ROOT, type Some } from './served.ts'

const BOOT = join(ROOT, 'test', 'harness', 'double', 'boot.ts')
const INSIDE = new URL('./inside-desktop.ts', import.meta.url).href
const PRELOAD = join(OUT, 'preload', 'preload.cjs')
const REFUSED = { ok: false, code: 'bad-request', message: 'Only the window of Seatlog may ask.' }

/** The first window that the app opens. */
const OURS = 1

/** Asks the desktop app in the place of its pages: any sender, any address, any payload, without a browser. */
export async function tryDesktop(folder: string, some: Some): Promise<readonly Finding[]> {
  const home = join(folder, 'desktop')
  mkdirSync(home, { recursive: true })
  const child = spawn(process.execPath, ['--import', INSIDE, BOOT, ROOT, '--demo'], {
    ...{ cwd: home, env: { ...homeOf(home), TMPDIR: home }, serialization: 'advanced' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const evaluated = Promise.withResolvers<number>()
  const opened = Promise.withResolvers<void>()
  const pages: TestSide = {
    openPage: async () => undefined,
    load: async () => opened.resolve(),
    /** A page of another window, which is to be asked for its call. */
    evaluate: async (window) => {
      evaluated.resolve(window)
      return await foreignDone.promise
    },
    post: async () => undefined,
    closePage: async () => undefined,
    startedAgain: () => undefined,
    booted: () => undefined,
  }
  const foreignDone = Promise.withResolvers<void>()
  const app = connect<AppSide & Inside>(child, pages)
  try {
    await opened.promise
    void app.probe('callFromForeignPage', [PRELOAD, 'app.info', null]).catch(() => undefined)
    const other = await evaluated.promise
    const findings = [await trySenders(app, other), await tryValues(app, some)]
    foreignDone.resolve()
    return [...findings, await tryWays(app), await tryFiles(app, some)]
  } finally {
    child.kill('SIGKILL')
  }
}

const isWindowAnswered = async (app: Remote<AppSide>): Promise<boolean> => {
  const answer = await app.invoke(OURS, { url: PAGE, main: true }, 'app.info', [null])
  return (answer as { ok?: unknown }).ok === true
}

/** Addresses that are not the window's page, however like it. */
const FOREIGN = [
  ...[
    'https://site.example/',
    'http://localhost/',
    'data:text/html,x',
    'about:blank',
    'about:srcdoc',
    'file:///etc/passwd',
  ],
  ...[
    'seatlog://site.example/index.html',
    'seatlog://app.site.example/',
    'seatlog://app:1/',
    'seatlog://APP/index.html',
  ],
  ...[
    'seatlog://x@app.example/',
    'https://app/index.html',
    'http://app.seatlog.test/',
    'seatlogs://app/',
    'blob:null/1',
  ],
  ...[
    'javascript:alert(1)',
    'chrome://gpu',
    'devtools://devtools/',
    'view-source:seatlog://app/',
    'ftp://app/',
    'ws://app/',
  ],
]

/** Every channel from every sender that is not the main frame of the window, showing its page. */
async function trySenders(app: Remote<AppSide>, other: number): Promise<Finding> {
  const senders = [
    ...FOREIGN.map((url) => ({ window: OURS, frame: { url, main: true } })),
    ...[PAGE, ...FOREIGN].map((url) => ({ window: OURS, frame: { url, main: false } })),
    ...[PAGE, ...FOREIGN].map((url) => ({ window: other, frame: { url, main: true } })),
  ]
  const names = [
    '__proto__',
    'constructor',
    'toString',
    'electron-store-get-data',
    'ELECTRON_BROWSER_REQUIRE',
    '',
    'app',
  ]
  const asked = [
    ...senders.flatMap((sender) => CHANNELS.map((channel) => ({ ...sender, channel }))),
    ...names.map((channel) => ({ window: OURS, frame: { url: PAGE, main: true }, channel })),
  ]
  const wrong: string[] = []
  for (const { window, frame, channel } of asked) {
    const answer = await app.invoke(window, frame, channel, [null]).catch((error: unknown) => String(error))
    const isKnown = names.includes(channel)
    const isRefused = isKnown ? /No handler registered/.test(String(answer)) : isSame(answer, REFUSED)
    if (!isRefused)
      wrong.push(`${channel} answered ${JSON.stringify(answer)?.slice(0, 80)} to ${JSON.stringify(frame)}`)
  }
  if (!(await isWindowAnswered(app))) wrong.push('afterwards the window is not answered')
  return { what: 'IPC from a foreign sender', times: asked.length, figures: '', wrong }
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** What structured cloning lets a page send, and the contract does not know. */
async function tryValues(app: Remote<AppSide & Inside>, some: Some): Promise<Finding> {
  const asked = some(CHANNELS.flatMap((channel) => strangeValues().map(([name, args]) => ({ channel, name, args }))))
  const wrong: string[] = []
  for (const { channel, name, args } of asked) {
    const answer = await app
      .invoke(OURS, { url: PAGE, main: true }, channel, args)
      .catch((error: unknown) => String(error))
    const { ok, message } = (typeof answer === 'object' && answer !== null ? answer : {}) as {
      ok?: unknown
      message?: unknown
    }
    if (typeof ok === 'boolean' && !/^Seatlog failed/.test(String(message))) continue
    wrong.push(`${channel} answered ${JSON.stringify(answer)?.slice(0, 200)} to ${name}`)
  }
  const polluted = await app.polluted()
  if (polluted.length > 0) wrong.push(`what objects are born with was changed: ${polluted.join(', ')}`)
  if (!(await isWindowAnswered(app))) wrong.push('afterwards the window is not answered')
  return { what: 'IPC payload that is no request', times: asked.length, figures: '', wrong }
}

/** Electron's names of permissions. */
const PERMISSIONS =
  'clipboard-read|clipboard-sanitized-write|display-capture|mediaKeySystem|geolocation|notifications|midi|midiSysex|pointerLock|fullscreen|openExternal|window-management|unknown|idle-detection|keyboardLock|media|speaker-selection|storage-access|top-level-storage-access|fileSystem|hid|serial|usb|bluetooth|deprecated-sync-clipboard-read|background-sync|accessibility-events|sensors|payment-handler'.split(
    '|',
  )

/** The ways out of the page, and into it. */
async function tryWays(app: Remote<AppSide>): Promise<Finding> {
  const wrong: string[] = []
  let times = 0
  const check = (isKept: boolean, sentence: string): void => {
    times += 1
    if (!isKept) wrong.push(sentence)
  }
  for (const url of [
    ...FOREIGN,
    `${ORIGIN}/other.html`,
    'file:///tmp/dropped.html',
    'mailto:a@site.example',
    'tel:1',
  ]) {
    for (const main of [true, false]) check(!(await app.mayNavigate(OURS, url, main)), `the page may go to ${url}`)
    check(!(await app.mayOpen(OURS, url)), `the page may open a window of ${url}`)
    if (!url.startsWith('blob:')) check(!(await app.mayDownload(url)), `${url} may be saved to a file`)
  }
  check(await app.mayDownload(`blob:${ORIGIN}/1`), 'an export of the window may not be saved')
  for (const origin of [ORIGIN, 'https://site.example', 'null']) {
    for (const name of PERMISSIONS) {
      const granted = await app.permissions(OURS, [name], origin)
      check(granted.length === 0, `${origin} is granted ${name}`)
    }
  }
  for (const event of ['will-attach-webview', 'will-redirect', 'will-navigate', 'will-frame-navigate']) {
    check(await app.prevents(OURS, event), `${event} is not prevented`)
  }
  return {
    what: 'way out of the window: navigation, windows, guests, permissions, downloads',
    times,
    figures: '',
    wrong,
  }
}

/** Files beside the window's by its own scheme. */
async function tryFiles(app: Remote<AppSide>, some: Some): Promise<Finding> {
  const known = new Set(
    readdirSync(join(OUT, 'renderer'), { recursive: true }).map((name) => `/${String(name).replaceAll('\\', '/')}`),
  )
  const addresses = some(TRAVERSALS)
    .flatMap((path) => [`${ORIGIN}${path}`, `seatlog://site.example${path}`, `seatlog:${path}`])
    // No browser asks for others.
    .filter((url) => URL.canParse(url))
  const wrong: string[] = []
  for (const url of addresses) {
    const { status, headers } = await app.fetch(url, 'GET')
    const isWindows = known.has(new URL(url).pathname) && url.startsWith(`${ORIGIN}/`)
    if (status !== 404 && !isWindows) wrong.push(`${url} answered ${status} ${headers['content-type']}`)
  }
  const { status } = await app.fetch(PAGE, 'GET')
  if (status !== 200) wrong.push('the window’s own page is not served')
  return { what: 'path out of the window’s folder, by its own scheme', times: addresses.length, figures: '', wrong }
}
