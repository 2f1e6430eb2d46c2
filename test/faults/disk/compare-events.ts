import { decodeEvents, type SeatlogEvent } from '../../../main/datafiles/events.ts'
import { parseLmstat } from '../../../main/lmstat/parse.ts'
import { INTERVAL } from '../../fidelity/play.ts'
import { countsOf, linesOf } from './data-lines.ts'
import type { Sampled, Scened } from './play.ts'

/** Each event once; at every poll that was recorded they tell what its answer says, and of a pause before it. */
export function compareEvents({ data, sampled }: Pick<Scened, 'data' | 'sampled'>, denials: number): readonly string[] {
  const lines = linesOf(data, ' events.jsonl', '')
  const { rows } = decodeEvents(lines.map((line) => `${line}\n`).join(''))
  const polls = countsOf(sampled.map(({ local }) => local))
  const wrong = [...countsOf(lines)].flatMap(([line, count]) => {
    // A clock that was put back may bring the same moment again.
    const most = Math.max(1, polls.get(Number(/^{"t":(\d+)/.exec(line)?.[1])) ?? 0)
    return count > most ? [`events, ${count} times: ${line}`] : []
  })
  const told = rows.filter(({ type }) => type === 'denial').length
  if (told !== denials) wrong.push(`events, denials: ${told} for ${denials} in the record`)
  if (!rows.some(({ type }) => type === 'logging')) wrong.push('events, none tells who logs')
  // Which of two polls that have one time told an event nobody knows.
  if (polls.size < sampled.length) return wrong
  const events = Map.groupBy(rows, ({ t }) => t)
  const known = new Map<string, string>()
  for (const [position, poll] of sampled.entries()) {
    const now = events.get(poll.local) ?? []
    for (const [what, text] of now.flatMap(statesIn)) known.set(what, text)
    if (!poll.isRecorded) continue
    const when = new Date(poll.at * 1000).toISOString()
    const shown = new Map(statesOf(poll))
    for (const what of new Set([...known.keys(), ...shown.keys()])) {
      if (what.startsWith('serves') ? !shown.has(what) : what.startsWith('expiry') && !shown.has(what)) continue
      const [is, must] = [known.get(what) ?? '[]', shown.get(what) ?? '[]']
      if (is !== must) wrong.push(`events, ${what} at ${when}: ${is} instead of ${must}`)
    }
    const before = sampled[position - 1]
    const isPause = before?.isRecorded && poll.local - before.local > 3 * INTERVAL
    if (isPause && !now.some((event) => event.type === 'gap' && event.from === before.local))
      wrong.push(`events, no gap before ${when}`)
  }
  return wrong
}

/** What an event says, as texts that can be compared. */
function statesIn(event: SeatlogEvent): readonly (readonly [string, string])[] {
  if (event.type === 'serves') return event.features.map((feature) => [`serves ${feature}`, 'yes'])
  if (event.type === 'expiry') return [['expiry', JSON.stringify(event.licenses)]]
  if (event.type === 'reserved') return [[`reserved ${event.feature}`, JSON.stringify(event.reservations)]]
  if (event.type === 'queued') return [[`queued ${event.feature}`, JSON.stringify(event.waiting)]]
  return []
}

/** The same of an answer. */
function statesOf({ text }: Sampled): readonly (readonly [string, string])[] {
  const { servers, licenseTable } = parseLmstat(text)
  const features = servers.flatMap(({ daemons }) => daemons).flatMap((daemon) => daemon.features)
  return [
    ...(licenseTable.length === 0 ? [] : [['expiry', JSON.stringify(licenseTable)] as const]),
    ...[...Map.groupBy(features, ({ name }) => name)].flatMap(([name, blocks]) => [
      [`serves ${name}`, 'yes'] as const,
      [`reserved ${name}`, JSON.stringify(blocks.flatMap(({ reservations }) => reservations))] as const,
      [
        `queued ${name}`,
        JSON.stringify(
          blocks.flatMap(({ queued }) => queued.map(({ user, host = null, seats }) => ({ user, host, seats }))),
        ),
      ] as const,
    ]),
  ]
}
