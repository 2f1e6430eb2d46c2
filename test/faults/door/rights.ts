import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import process from 'node:process'
import type { Finding } from '../proof.ts'
import { call } from './outside.ts'
import type { Served } from './served.ts'

/** Names no person, and is no secret. */
const OPEN = ['feature-codes.csv']

/**
 * What Seatlog wrote beside the data folder, whose rights are the administrator's to give: everything is for its user alone, even
 * where the system would let a new file be read by all. The token is in none of the files.
 */
export async function tryRights(served: Served): Promise<Finding> {
  const codes = { codes: [{ code: 'X1', product: 'Own', release: '1' }] }
  await call(served, 'settings.saveCodes', JSON.stringify(codes))
  await call(served, 'settings.save', JSON.stringify({ names: 'pseudonyms', pseudonymKey: 'k'.repeat(43) }))
  await call(served, 'settings.save', JSON.stringify({ names: 'names' }))
  const wrong: string[] = []
  let times = 0
  const found = new Set<string>()
  for (const entry of readdirSync(served.home, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name)
    if (!entry.isFile() || !existsSync(file)) continue
    const name = relative(served.home, file)
    times += 1
    if (readFileSync(file, 'latin1').includes(served.token)) wrong.push(`${name} holds the token`)
    if (file.startsWith(served.data) || process.platform === 'win32') continue
    found.add(entry.name.replace(/-[0-9a-f]{12}/, ''))
    const mode = statSync(file).mode & 0o777
    if ((mode & 0o077) !== 0 && !OPEN.includes(entry.name) && isReachable(served.home, entry.parentPath)) {
      wrong.push(`${name} may be read by others (${mode.toString(8)})`)
    }
  }
  for (const must of ['settings.json', 'journal.sqlite']) {
    if (process.platform !== 'win32' && !found.has(must)) wrong.push(`there is no ${must}`)
  }
  return {
    what: 'file that others may read, or that holds the token',
    times,
    figures: [...found].sort().join(', '),
    wrong,
  }
}

/** Whether others may enter all folders below the home. */
function isReachable(home: string, folder: string): boolean {
  if (folder === home) return true
  return (statSync(folder).mode & 0o011) !== 0 && isReachable(home, join(folder, '..'))
}
