import { registerHooks } from 'node:module'
import path from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { installProbe } from '../probe.ts'
import { becomeReady } from './app.ts'
import electron from './electron.ts'
import { appFolder, appSide, manifest, testSide } from './world.ts'

// Runs an app's production bundle: node boot.ts <folder> [arguments of the app]

const DOUBLE = new URL('./electron.ts', import.meta.url).href

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: DOUBLE, shortCircuit: true } : next(specifier, context),
})

const probe = installProbe(electron as never)
appSide.probe = (method, args) => {
  const ask: unknown = Reflect.get(probe, method)
  if (typeof ask !== 'function') throw new Error(`the probe has no ${method}`)
  return ask(...args)
}
process.on('disconnect', () => process.exit(1))
process.argv.splice(1, 2, appFolder)
Object.defineProperty(process, 'type', { value: 'browser' })

// A main module that waits for `ready` at its top waits for ever: let Node notice, and end with code 13.
process.channel?.unref()
await import(pathToFileURL(path.join(appFolder, manifest.main)).href)
process.channel?.ref()
becomeReady()
await testSide.booted()
