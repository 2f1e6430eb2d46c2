import type { Answer } from '../lmstat/answer.ts'
import { daemonsOf } from './live.ts'
import type { TrackedDaemon, TrackerState } from './tracker-state.ts'

/** Features of a daemon that the record does not tell of yet (DESIGN 4.6), without time and tag. */
export interface Serves {
  readonly type: 'serves'
  readonly daemon: string
  readonly features: readonly string[]
}

/**
 * Which features the complete daemons of an answer have that the record does not know as theirs: `told` are the ids of the
 * daemons of which it knows those that were tracked `before`.
 */
export function serves(
  answer: Answer,
  before: TrackerState,
  after: TrackerState,
  told: readonly string[],
): { readonly news: readonly Serves[]; readonly told: readonly string[] } {
  const complete = daemonsOf(answer).filter(({ daemon }) => daemon.complete)
  const fresh = complete.map(({ id }) => id).filter((id) => !told.includes(id))
  const news = complete.flatMap(({ id, address, daemon: { name } }): readonly Serves[] => {
    const isSame = (one: TrackedDaemon): boolean => one.name === name && one.address === address
    const [old, now] = [before, after].map(({ daemons }) => daemons.find(isSame)?.features ?? [])
    const known = new Set(fresh.includes(id) ? [] : old?.map((feature) => feature.name))
    const features = (now ?? []).map((feature) => feature.name).filter((feature) => !known.has(feature))
    return features.length === 0 ? [] : [{ type: 'serves', daemon: id, features }]
  })
  return { news, told: fresh.length === 0 ? told : [...told, ...fresh] }
}
