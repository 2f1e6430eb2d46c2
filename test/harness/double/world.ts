import { readFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { connect } from '../rpc.ts'
import type { AppSide, TestSide } from '../sides.ts'

/** The folder of the app that is started: a checkout, or an unpacked app.asar. */
export const appFolder = path.resolve(process.argv[2] ?? '.')

export const manifest: { readonly main: string; readonly version: string; readonly productName: string } = JSON.parse(
  readFileSync(path.join(appFolder, 'package.json'), 'utf8'),
)

/** What the test's process may ask; each part of the double adds its own. */
export const appSide: Partial<AppSide> = {}

export const testSide = connect<TestSide>(process, appSide)

let ready = false

export const isReady = (): boolean => ready

export const setReady = (): void => {
  ready = true
}

/** Electron throws where a member is used too early. */
export function needsReady(member: string): void {
  if (!ready) throw new Error(`${member} cannot be used before the app is ready`)
}

export function needsEarly(member: string): void {
  if (ready) throw new Error(`${member} must be called before the app is ready`)
}
