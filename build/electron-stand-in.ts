import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { NtExecutable, NtExecutableResource, Resource } from 'resedit'

/** Where @electron/fuses finds the switches in a binary; then the version of their list, its length, and the state in which
 * Electron is delivered. */
const FUSES = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u000810110001'

const SCRIPT = `#!/bin/sh
echo 'This Seatlog was packed without Electron, which could not be downloaded, and does not run.' >&2
exit 1
# ${FUSES}
`

/** Makes in an empty folder what electron-builder needs of an unpacked Electron; what is packed around it does not run. */
export function writeStandIn(folder: string, platform: 'linux' | 'win'): void {
  mkdirSync(join(folder, 'locales'))
  writeFileSync(join(folder, 'locales', 'en-US.pak'), '')
  if (platform === 'linux') writeFileSync(join(folder, 'electron'), SCRIPT, { mode: 0o755 })
  else writeFileSync(join(folder, 'electron.exe'), emptyProgram())
}

/** Icon, version and the hash of app.asar are written into its resources, so it has to be a real executable. */
function emptyProgram(): Buffer {
  const program = NtExecutable.createEmpty(false, false)
  const resources = NtExecutableResource.from(program)
  const version = Resource.VersionInfo.createEmpty()
  version.setStringValues({ lang: 0x0409, codepage: 1200 }, { ProductName: 'Electron' })
  version.outputToResourceEntries(resources.entries)
  resources.outputResource(program)
  program.setExtraData(Buffer.from(FUSES, 'latin1'))
  return Buffer.from(program.generate())
}
