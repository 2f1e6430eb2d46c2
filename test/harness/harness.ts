import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import process from 'node:process'
import { type Browser, chromium } from 'playwright-core'
import { ensureBrowser } from '../../build/browser.ts'
import type { AskProbe, Backend, BackendOptions } from './launch.ts'
import { connect, type Remote } from './rpc.ts'
import type { AppSide, TestSide } from './sides.ts'
import { WindowPages } from './window-pages.ts'

const BOOT = path.join(import.meta.dirname, 'double', 'boot.ts')

const BOOT_SECONDS = 30

/** One for all apps of this process, each with a context of its own; it ends with the process. */
let browser: Promise<Browser> | undefined

/** Runs the production bundle under Node with a double of Electron, its windows as pages of a headless Chromium. */
export async function launchHarness({ app, args, env }: BackendOptions): Promise<Backend> {
  browser ??= ensureBrowser().then((executablePath) => chromium.launch({ executablePath }))
  const context = await (await browser).newContext()
  const first = startProcess({ app, args, env })
  const pages = new WindowPages(context, first.remote)
  const kill = async (): Promise<void> => {
    first.child.kill('SIGKILL')
    await first.exited
    await context.close()
  }
  let booted: () => void = () => {}
  const boot = new Promise<void>((resolve) => {
    booted = resolve
  })
  first.serve({
    openPage: (window, options) => pages.open(window, options),
    load: (window, url) => pages.load(window, url),
    evaluate: (window, code) => pages.evaluate(window, code),
    post: (window, channel, values) => pages.post(window, channel, values),
    closePage: (window) => pages.close(window),
    startedAgain: () => {},
    booted,
  })
  try {
    await raced(boot, first)
  } catch (error) {
    await kill()
    throw error
  }
  return {
    ask: ((method, ...values) => first.remote.probe(method, values)) as AskProbe,
    pages: () => pages.all(),
    async startAgain(againArgs) {
      const second = startProcess({ app, args: againArgs, env })
      second.serve({ startedAgain: (argv, folder) => first.remote.secondInstance(argv, folder), booted() {} })
      return await second.exited
    },
    exited: first.exited,
    output: first.output,
    kill,
  }
}

interface Started {
  readonly child: ChildProcess
  readonly remote: Remote<AppSide>
  readonly exited: Promise<number | null>
  serve(side: Partial<TestSide>): void
  output(): string
}

function startProcess({ app, args, env }: BackendOptions): Started {
  const child = spawn(process.execPath, [BOOT, app, ...args], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'advanced',
    env: { ...process.env, ...env },
    cwd: env.HOME,
  })
  let output = ''
  const note = (chunk: Buffer): void => {
    output += chunk.toString()
  }
  child.stdout?.on('data', note)
  child.stderr?.on('data', note)
  const side: Partial<TestSide> = {}
  return {
    child,
    remote: connect<AppSide>(child, side),
    exited: new Promise((resolve) => child.once('close', resolve)),
    serve: (members) => void Object.assign(side, members),
    output: () => output,
  }
}

async function raced(boot: Promise<void>, { exited, output }: Started): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    const give = (): void => reject(new Error(`the app did not start within ${BOOT_SECONDS} s\n${output()}`))
    timer = setTimeout(give, BOOT_SECONDS * 1000)
  })
  const ended = exited.then((code) => {
    throw new Error(`the app ended with ${code} while starting\n${output()}`)
  })
  // It may end at any time later: that is no error of the start.
  ended.catch(() => {})
  try {
    await Promise.race([boot, ended, late])
  } finally {
    clearTimeout(timer)
  }
}
