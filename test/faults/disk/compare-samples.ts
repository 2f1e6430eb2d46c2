import { encodeFeatures, FEATURES_HEADER } from '../../../main/datafiles/features-csv.ts'
import { localStamp } from '../../../main/datafiles/local-time.ts'
import { encodeUsers, USERS_HEADER } from '../../../main/datafiles/users-csv.ts'
import { parseLmstat } from '../../../main/lmstat/parse.ts'
import { recordSlot } from '../../../main/usage/record.ts'
import { recordRows } from '../../at-once.ts'
import { INTERVAL } from '../../fidelity/play.ts'
import { countsOf, linesOf } from './data-lines.ts'
import type { Sampled, Scened } from './play.ts'

const RECORD_INTERVAL = 300

/**
 * The rows of features and users files: of each record interval those of one poll, as lmstat told them. Whoever takes over
 * may begin an interval anew, and a clock that is set brings one anew; nobody else writes meanwhile.
 */
export function compareSamples({ data, site, sampled }: Pick<Scened, 'data' | 'site' | 'sampled'>) {
  const zone = site.zone.name
  const lines = [...linesOf(data, ' features.csv', FEATURES_HEADER), ...linesOf(data, ' users.csv', USERS_HEADER)]
  const left = countsOf(lines)
  const wrong: string[] = []
  const written = new Set<Sampled>()
  const changed = changes(sampled)
  const slots = Map.groupBy(sampled, ({ local }) => recordSlot(local, RECORD_INTERVAL))
  for (const [slot, polls] of slots) {
    let times = 0
    for (const poll of polls) {
      const when = localStamp(poll.local, zone)
      const told = toldBy(poll.text, when)
      const found = told.filter((line) => (left.get(line) ?? 0) > 0)
      // Of two polls that a clock gave one time, the rows of the other are much the same.
      const isTwice = polls.filter(({ local }) => local === poll.local).length > 1
      if (found.length === 0 || (isTwice && found.length < told.length)) continue
      times++
      written.add(poll)
      for (const line of found) left.set(line, (left.get(line) ?? 0) - 1)
      if (found.length < told.length)
        wrong.push(`samples, missing: ${told.length - found.length} of ${told.length} lines of ${when}`)
    }
    const when = localStamp(slot * RECORD_INTERVAL, zone)
    const isAnew = (poll: Sampled, at: number): boolean =>
      changed.has(poll) || poll.at - (polls[at - 1]?.at ?? poll.at) > RECORD_INTERVAL
    if (times === 0 && polls.some(({ isRecorded }) => isRecorded)) wrong.push(`samples, missing: those from ${when} on`)
    if (times > 1 + polls.filter(isAnew).length) wrong.push(`samples, doubled: those from ${when} on`)
  }
  for (const [line, count] of left) if (count > 0) wrong.push(`samples, ${count} too many: ${line}`)
  const logged = sampled.filter((poll) => poll.isRecorded || written.has(poll))
  for (const [at, { index, ...poll }] of logged.entries()) {
    const [before, after] = [logged[at - 1], logged[at + 1]]
    // Who takes over may come at any moment; then the other one records no more.
    if (before === undefined || before.index === index || after?.index !== before.index) continue
    // What waited of the one that was cut off goes up to the takeover.
    if (after.at - before.at < 2 * INTERVAL && (before.isRecorded || !poll.isRecorded))
      wrong.push(`two loggers, pc-${before.index} and pc-${index}: ${localStamp(poll.at, zone)}`)
  }
  return { found: lines.length, wrong }
}

/** The first polls of those who took over. */
function changes(sampled: readonly Sampled[]): ReadonlySet<Sampled> {
  const logged = sampled.filter(({ isRecorded }) => isRecorded)
  return new Set(logged.filter(({ index }, at) => at > 0 && index !== logged[at - 1]?.index))
}

function toldBy(text: string, stamp: string): readonly string[] {
  const { features, users } = recordRows(parseLmstat(text), () => true)
  return [...encodeFeatures(stamp, features), ...encodeUsers(stamp, users)]
}
