import { parseLmstat } from '../../../main/lmstat/parse.ts'
import type { Compared } from '../../fidelity/compared.ts'
import { judge } from '../../fidelity/judge.ts'
import { INTERVAL } from '../../fidelity/play.ts'
import { type Recorded, readRecorded } from '../../fidelity/recorded.ts'
import { compareEvents } from './compare-events.ts'
import { compareSamples } from './compare-samples.ts'
import type { Scened } from './play.ts'

/** What a play left, beside the truth. */
export interface Judged {
  /** A sentence for everything that was lost, is there twice, was invented, is unreadable or told wrongly. */
  readonly wrong: readonly string[]
  /** Checkouts and denials that must be there, and lines of samples that are. */
  readonly checkouts: number
  readonly denials: number
  readonly samples: number
  /** By how many seconds a time is wrong at most. */
  readonly worst: number
}

export interface Leniency {
  /** By so many seconds a clock was wrong: times may be as well, lengths may not. */
  readonly wrongBy?: number
  /** So many seconds' error is no fault: of a local time that comes twice a debug log does not tell which one it means. */
  readonly within?: number
}

/** Compares all that a play wrote with what happened in it. */
export async function judged(played: Scened, { wrongBy = 0, within = 0 }: Leniency = {}): Promise<Judged> {
  const { data, scenario, sampled } = played
  const recorded = await readRecorded(data, scenario.tag, INTERVAL)
  const logged = sampled.filter(({ isRecorded }) => isRecorded)
  const ahead = logged.map(({ at, local }) => local - at)
  const setAt = logged.filter((_, at) => at > 0 && ahead[at] !== ahead[at - 1]).map(({ at }) => at)
  const compared = judge(played, played, recorded, { by: wrongBy, setAt })
  const samples = compareSamples(played)
  const worstOf = ({ checkout, checkin, apartCheckout, apartCheckin }: Compared): number =>
    Math.max(0, ...[checkout, checkin, apartCheckout, apartCheckin].map((errors) => errors?.worst ?? 0))
  const isNoFault = (one: Compared): boolean => worstOf(one) > 0 && worstOf(one) <= within
  const wrong = compared
    // Which seats were idle when only a right clock can tell.
    .filter(({ kind }) => wrongBy === 0 || kind !== 'reservations')
    .map((one) => (isNoFault(one) ? { ...one, beyond: [] } : one))
    .flatMap(({ kind, missing, invented, doubled, beyond }) =>
      Object.entries({ missing, invented, doubled, beyond }).flatMap(([how, all]) =>
        all.map((text) => `${kind}, ${how}: ${text}`),
      ),
    )
  const expected = (...kinds: readonly string[]): number =>
    compared.reduce((sum, one) => sum + (kinds.includes(one.kind) ? one.expected : 0), 0)
  return {
    wrong: [
      ...wrong,
      ...lateCapacity(played, recorded),
      ...samples.wrong,
      ...compareEvents(played, recorded.denials.length),
      ...recorded.unreadable.map((text) => `unreadable: ${text}`),
      ...played.told,
    ],
    checkouts: expected('checkouts', 'short', 'open'),
    denials: expected('denials'),
    samples: samples.found,
    worst: Math.max(...compared.map(worstOf)),
  }
}

/** The first poll tells how many seats there are: of the plays few are so long that a change could come late. */
function lateCapacity({ sampled }: Scened, { capacity }: Recorded): readonly string[] {
  const first = sampled.findIndex(({ isRecorded }) => isRecorded)
  const times = sampled.slice(0, first + 1).map(({ local }) => local)
  const told = new Set(capacity.filter(({ at }) => times.includes(at)).map(({ feature }) => feature))
  const { servers } = parseLmstat(sampled[first]?.text ?? '')
  return servers
    .flatMap(({ daemons }) => daemons.flatMap(({ features }) => features))
    .flatMap(({ name, issued = 0 }) => (issued > 0 && !told.has(name) ? [`capacity, not at first: ${name}`] : []))
}
