import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { _electron } from 'playwright-core'
import { electronBinary } from '../../build/electron-binary.ts'
import type { AskProbe, Backend, BackendOptions } from './launch.ts'
import { installProbe, type Probe } from './probe.ts'

/** Runs the app in the real Electron, with the probe required before the app's own main module. */
export async function launchElectron({ app, args, env }: BackendOptions): Promise<Backend> {
  const binary = await electronBinary()
  if (!binary.found) throw new Error(`Electron is not to be had: ${binary.reason}`)
  const allArgs = ['--require', probeFile(), app, ...args]
  const environment = Object.fromEntries(
    Object.entries({ ...process.env, ...env }).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
  const electron = await _electron.launch({ executablePath: binary.path, args: allArgs, env: environment })
  const child = electron.process()
  let output = ''
  const note = (chunk: Buffer): void => {
    output += chunk.toString()
  }
  child.stdout?.on('data', note)
  child.stderr?.on('data', note)
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const ask = (method: keyof Probe, ...values: unknown[]): Promise<unknown> =>
    electron.evaluate(
      (_electron, [name, list]) => {
        const probe = Reflect.get(globalThis, 'seatlogProbe') as Record<string, (...list: unknown[]) => unknown>
        return probe[name]?.(...list)
      },
      [method, values] as const,
    )
  return {
    ask: ask as AskProbe,
    pages: () => electron.windows(),
    async startAgain(againArgs) {
      const second = spawn(binary.path, [app, ...againArgs], { env: environment, stdio: 'ignore' })
      const [code] = await once(second, 'exit')
      return code
    },
    exited,
    output: () => output,
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
  }
}

/** The probe as a file of plain JavaScript, which Electron can require. */
function probeFile(): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'seatlog-probe-')), 'probe.cjs')
  writeFileSync(file, `globalThis.seatlogProbe = (${installProbe})(require('electron'))\n`)
  return file
}
