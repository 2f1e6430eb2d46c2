import { open, readdir, stat } from 'node:fs/promises'
import { win32 } from 'node:path'
import { execa } from 'execa'
import { decodeText } from '../poller/decode.ts'
import { type Machine, placesOf } from '../settings/places.ts'
import type { ServerSearch } from './setup-find.ts'

/** The SERVER lines stand at the top. */
const LICENSE_BYTES = 64 * 1024

/** The search on this computer. */
export function serverSearchHere(machine: Machine): ServerSearch {
  return {
    ...machine,
    seedIniFiles: placesOf(machine).seedIniFiles,
    namesIn: (folder) => readdir(folder).catch(() => []),
    textOf,
    patienceMs: 3000,
    registry: () => (machine.platform === 'win32' ? registry(machine) : Promise.resolve('')),
  }
}

/** What cannot be read names no server. */
async function textOf(file: string): Promise<string | null> {
  // Who opens a pipe waits for its writer.
  const handle = (await stat(file).catch(() => null))?.isFile() ? await open(file).catch(() => null) : null
  if (handle === null) return null
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(LICENSE_BYTES), 0, LICENSE_BYTES, 0)
    return decodeText(buffer.subarray(0, bytesRead))
  } catch {
    return null
  } finally {
    await handle.close()
  }
}

/** Where FlexLM's own tools write, as 64-bit and as 32-bit programs. */
const REGISTRY_KEYS = [
  'HKCU\\SOFTWARE\\FLEXlm License Manager',
  'HKLM\\SOFTWARE\\FLEXlm License Manager',
  'HKLM\\SOFTWARE\\WOW6432Node\\FLEXlm License Manager',
]

async function registry({ env }: Machine): Promise<string> {
  const reg = win32.join(env.SystemRoot || 'C:\\Windows', 'System32', 'reg.exe')
  const asked = REGISTRY_KEYS.map((key) =>
    execa(reg, ['query', key], { reject: false, timeout: 2000, stdin: 'ignore', maxBuffer: 100_000 }),
  )
  return (await Promise.all(asked)).map(({ stdout }) => stdout ?? '').join('\n')
}
