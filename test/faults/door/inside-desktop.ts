// Loaded into the double of Electron (node --import): tells, beside what the double tells, whether the app changed what objects
// are born with.
import { isMainThread } from 'node:worker_threads'
import { bornWith, changedSince } from '../born-with.ts'

/** What the double can be asked for in addition. */
export interface Inside {
  /** As of the process under attack (`Vitals`). */
  polluted(): readonly string[]
}

if (isMainThread) {
  const { appSide } = await import('../../harness/double/world.ts')
  const born = bornWith()
  const inside: Inside = { polluted: () => changedSince(born) }
  Object.assign(appSide, inside)
}
