import type { Steps } from '../../preload/contract/steps.ts'
import type { Answer, LicenseTableRow } from '../lmstat/answer.ts'

/** More hosts than any site has: the oldest are forgotten beyond. */
const MAX_HOSTS = 50_000

/** What earlier answers of one server tell the parser about the next (GRAMMAR A3): which words are hosts, and which
 * daemon serves a feature. */
export interface Hints {
  readonly hosts: Set<string>
  daemonOf: ReadonlyMap<string, string>
}

/** Of a server that has not answered yet. */
export function noHints(): Hints {
  return { hosts: new Set(), daemonOf: new Map() }
}

/** Only rows of three words are taken at their word; the rest are what the hints are for. */
export function* learnHostsSteps(hints: Hints, answer: Answer, limit = MAX_HOSTS): Steps<void> {
  for (const server of answer.servers) {
    for (const daemon of server.daemons) {
      for (const feature of daemon.features) {
        for (const { host, uncertain, raw } of feature.checkouts) {
          if (host === undefined || uncertain === true || raw.split(' ').length !== 3) continue
          // Taken out and put in again, so that the first of the set is the one not seen for longest.
          hints.hosts.delete(host)
          hints.hosts.add(copyOf(host))
        }
        yield
      }
    }
  }
  for (const oldest of hints.hosts) {
    if (hints.hosts.size <= limit) break
    hints.hosts.delete(oldest)
  }
}

/** The parser's strings are parts of the whole text, which one of them would keep in memory. */
function copyOf(text: string): string {
  return Buffer.from(text).toString()
}

/** A feature of several vendors tells nothing, and is left out. */
export function learnDaemons(hints: Hints, table: readonly LicenseTableRow[]): void {
  const vendors = Map.groupBy(table, (row) => row.feature)
  const certain = [...vendors].flatMap(([feature, rows]) => {
    const [first, ...others] = new Set(rows.map((row) => row.vendor))
    return first !== undefined && others.length === 0 ? [[feature, first] as const] : []
  })
  hints.daemonOf = new Map(certain)
}
