import { readFile, stat } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { systemCode } from '../../preload/contract/system-code.ts'
import type { ServerSettings } from '../settings/schema.ts'
import { joinedPackages, type Package, packagesOfLicense } from '../usage/packages.ts'

/** What a server's settings and license file tell of its packages. */
export interface ServerPackages {
  /** The settings' own table before the license file, which is read again when it changed. Takes a second at most. */
  read(): Promise<readonly Package[]>
  /** One sentence where the `licenseFile` of the settings cannot be read. */
  problem(): string | null
}

/** Larger files are no license files. */
const MOST_BYTES = 20_000_000
/** Seats do not wait for a share that hangs. */
const PATIENCE_MS = 1000

/** `server`: its `packages`, and `licenseFile` or an address that is the path of one. */
export function createServerPackages({ address, packages = {}, licenseFile }: ServerSettings): ServerPackages {
  const table = Object.entries(packages).map(([name, components]) => ({ package: name, components }))
  // Only the address that is a path has a slash (addressProblem).
  const file = licenseFile ?? (/[/\\]/.test(address) ? address : null)
  let mark = ''
  let told: readonly Package[] = []
  let problem: string | null = null
  let reading: Promise<void> | null = null

  /** What was known of a file that is away still holds. */
  async function readLicense(path: string): Promise<void> {
    try {
      const found = await stat(path)
      const marked = `${found.size} ${found.mtimeMs}`
      if (!found.isFile() || found.size > MOST_BYTES) problem = notRead(path, 'it is no license file')
      else {
        if (mark !== marked) told = packagesOfLicense(await readFile(path, 'utf8'))
        mark = marked
        problem = null
      }
    } catch (error) {
      problem = notRead(path, systemCode(error) ?? String(error))
    }
  }

  return {
    async read() {
      if (file !== null) {
        reading ??= readLicense(file).finally(() => {
          reading = null
        })
        await Promise.race([reading, wait(PATIENCE_MS, undefined, { ref: false })])
      }
      return joinedPackages(table, told)
    },
    // An address that only lmutil can read is none.
    problem: () => (licenseFile === undefined ? null : problem),
  }
}

const notRead = (path: string, why: string): string =>
  `${path} cannot be read for its packages (${why}): check the licenseFile of the settings.`
