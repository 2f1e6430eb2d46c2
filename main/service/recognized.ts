import type { Answer } from '../lmstat/answer.ts'
import type { FusionState } from '../usage/fusion-state.ts'
import { daemonsOf } from '../usage/live.ts'
import { requesterOf } from '../usage/requester.ts'
import { type OpenRow, remembered, rowFields, rowKey, type ShownRow, shownRows } from '../usage/rows.ts'
import { openCheckouts } from '../usage/tracker.ts'
import type { TrackedFeature, TrackerState } from '../usage/tracker-state.ts'
import type { PollMemory } from './poll-memory.ts'

type Known = Pick<PollMemory, 'names' | 'tracker' | 'fusion'>

/**
 * What is remembered without names (see `withoutPeople`), with people as an answer shows them again: whoever holds a row
 * that is equal in all else. Others stay nobody.
 */
export function recognized(memory: Known, answer: Answer): Pick<Known, 'tracker' | 'fusion'> {
  if (memory.names !== 'none') return memory
  const tracker = withPeople(memory.tracker, answer)
  return { tracker, fusion: withTheirLinks(memory.fusion, tracker) }
}

/** Nobody may be told by it. */
const isNobodys = ({ key }: OpenRow): boolean => key.startsWith('\n')
const NOBODY = requesterOf({ user: '', host: '' })

function withPeople(tracker: TrackerState, answer: Answer): TrackerState {
  if (!tracker.daemons.some(({ features }) => features.some(({ rows }) => rows.some(isNobodys)))) return tracker
  const shown = new Map<string, ShownRow[]>()
  for (const { daemon } of daemonsOf(answer)) {
    for (const feature of daemon.features) {
      for (const row of shownRows([feature])) {
        const like = `${daemon.name}\n${feature.name}\n${rowKey({ ...rowFields(row.key), raw: '' })}`
        const known = shown.get(like)
        if (known === undefined) shown.set(like, [row])
        else known.push(row)
      }
    }
  }
  const recognizedIn = (daemon: string, feature: TrackedFeature): TrackedFeature => {
    if (!feature.rows.some(isNobodys)) return feature
    const rows = feature.rows.map((row) => {
      const same = isNobodys(row) ? shown.get(`${daemon}\n${feature.name}\n${row.key}`)?.shift() : undefined
      const { who: _, ...known } = row
      return same === undefined ? row : remembered(same, known)
    })
    return { ...feature, rows }
  }
  const daemons = tracker.daemons.map((daemon) => ({
    ...daemon,
    features: daemon.features.map((feature) => recognizedIn(daemon.name, feature)),
  }))
  return { ...tracker, daemons }
}

/** OUT lines that were found for rows when those were nobody's. */
function withTheirLinks(fusion: FusionState, tracker: TrackerState): FusionState {
  const theirs = [...fusion.features].filter(([, people]) => (people.get(NOBODY)?.links.length ?? 0) > 0)
  if (theirs.length === 0) return fusion
  const features = new Map(fusion.features)
  const open = openCheckouts('', tracker)
  for (const [name, people] of theirs) {
    const rows = [...open, ...fusion.waiting.flatMap(({ finished }) => finished)].filter(
      ({ feature }) => feature === name,
    )
    const { lines = [], links = [], queued = [] } = people.get(NOBODY) ?? {}
    const after = new Map(people).set(NOBODY, { lines, links: [], queued })
    for (const link of links) {
      const at = rows.findIndex(({ checkoutAt, seats }) => checkoutAt === link.shownSince && seats === link.seats)
      const [row] = at < 0 ? [] : rows.splice(at, 1)
      if (row === undefined) continue
      const who = requesterOf(row)
      const known = after.get(who) ?? { lines: [], links: [], queued: [] }
      after.set(who, { ...known, links: [...known.links, link] })
    }
    features.set(name, after)
  }
  return { ...fusion, features }
}
