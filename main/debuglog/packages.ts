import type { LogMessage } from './event.ts'
import { flatCopy } from './known-requests.ts'

/** A package of the feature list that a daemon prints when it starts. */
export interface FoundPackage {
  readonly message: LogMessage
  readonly line: number
}

interface OpenPackage {
  readonly feature: string
  readonly components: string[]
  readonly line: number
}

/** Longer lists are no lists: their end is missing. */
const MOST_COMPONENTS = 5000
const MOST_DAEMONS = 50
const BEGIN = '(consisting of:'

/**
 * Collects `NAME (consisting of:  A` … `B)` from the feature lists, which go over several lines while other daemons write
 * in between (GRAMMAR B3). `lost` counts lists whose end did not come.
 */
export function createPackageReader() {
  const open = new Map<string, OpenPackage>()
  let lost = 0

  function take(daemon: string, text: string, line: number): readonly FoundPackage[] {
    const words = flatCopy(text).replaceAll(BEGIN, ' ( ').split(/\s+/)
    const found: FoundPackage[] = []
    let current = open.get(daemon)
    let before = ''
    for (const word of words) {
      if (word === '') continue
      if (word === '(') {
        if (current !== undefined || before === '') lost++
        current = before === '' ? undefined : { feature: before, components: [], line }
      } else if (current !== undefined) {
        const last = word.endsWith(')')
        if (word !== ')') current.components.push(last ? word.slice(0, -1) : word)
        if (last) {
          const { feature, components, line: began } = current
          found.push({ message: { type: 'PACKAGE', feature, components }, line: began })
          current = undefined
        }
      }
      before = word
    }
    open.delete(daemon)
    if (current !== undefined && current.components.length < MOST_COMPONENTS && open.size < MOST_DAEMONS) {
      open.set(daemon, current)
    } else if (current !== undefined) lost++
    return found
  }
  return {
    get lost() {
      return lost
    },
    /** A message of a daemon that is no event. */
    take(daemon: string, text: string, line: number): readonly FoundPackage[] {
      return open.has(daemon) || text.includes(BEGIN) ? take(daemon, text, line) : []
    },
    /** The daemon's list is over, the log is, or something else begins. */
    end(daemon?: string): void {
      if (daemon === undefined) {
        lost += open.size
        open.clear()
      } else if (open.size > 0 && open.delete(daemon)) lost++
    },
  }
}
