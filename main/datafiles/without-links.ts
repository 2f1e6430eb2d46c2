import { readlinkSync, realpathSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { systemCode } from '../../preload/contract/system-code.ts'

/** An absolute path with its links followed, also where what they lead to is away: as long as the links are there, it is the same. */
export function withoutLinks(path: string): string {
  try {
    return realpathSync(path)
  } catch (error) {
    const parent = dirname(path)
    // Links in a circle lead nowhere.
    if (parent === path || systemCode(error) === 'ELOOP') return path
    const place = join(withoutLinks(parent), basename(path))
    const target = linkTarget(place)
    return target === null ? place : withoutLinks(resolve(dirname(place), target))
  }
}

function linkTarget(path: string): string | null {
  try {
    return readlinkSync(path)
  } catch {
    return null
  }
}
