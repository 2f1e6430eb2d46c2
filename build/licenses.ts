import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'

/** Where each bundle tells of the packages in it: Vite writes it (`build.license`) from the modules that it took. */
const BUNDLED = ['main', 'preload', 'renderer'].map((part) => join('out', part, 'licenses.json'))
const TEXTS = join('out', 'THIRD-PARTY-LICENSES.txt')

const packages = v.array(
  v.object({ name: v.string(), version: v.string(), identifier: v.optional(v.string()), text: v.optional(v.string()) }),
)
export type Bundled = v.InferOutput<typeof packages>[number]

/** Writes the licenses of all packages that are in the bundles of the project at `root`. Throws where one has no text. */
export function writeLicenses(root: string): void {
  const bundled = BUNDLED.flatMap((file) => v.parse(packages, JSON.parse(readFileSync(join(root, file), 'utf8'))))
  writeFileSync(join(root, TEXTS), licenseTexts(bundled))
}

/** The texts one below the other, by the name of the package, each package once. */
export function licenseTexts(bundled: readonly Bundled[]): string {
  const byName = new Map(bundled.map((one) => [`${one.name} ${one.version}`, one]))
  const sections = [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([title, one]) => section(title, one))
  return `${HEAD}\n${sections.join('\n')}`
}

const HEAD = `Seatlog holds parts of these packages, each under its own license. The app also brings Electron with Chromium
and Node.js, whose licenses are in the files that Electron itself is delivered with.
`

function section(title: string, { identifier, text }: Bundled): string {
  if (identifier === undefined || text === undefined)
    throw new Error(`The package ${title} is bundled, but has no license or no file with its text.`)
  return `${'-'.repeat(80)}\n${title} (${identifier})\n\n${text.replaceAll('\r\n', '\n').trim()}\n`
}
