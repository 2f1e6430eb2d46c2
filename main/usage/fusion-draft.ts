import type { FusedDaemon, FusedPerson, FusionState, Link, LogLine, QueuedLine } from './fusion-state.ts'

/** A state while it is worked on. */
export interface Draft {
  readonly daemons: Map<string, FusedDaemon>
  /** Somebody's requests for a feature, by `requesterOf`. */
  person(feature: string, who: string): DraftPerson
  /** Everybody with lines that belong to no row. */
  withLines(): Iterable<DraftPerson>
  /** Everybody who was queued. */
  withQueued(): Iterable<DraftPerson>
  /** The state; features in which nothing changed are the same objects as before. */
  end(daemons: ReadonlyMap<string, FusedDaemon>): Pick<FusionState, 'daemons' | 'features'>
}

export interface DraftPerson {
  readonly feature: string
  readonly who: string
  lines: LogLine[]
  links: Link[]
  queued: readonly QueuedLine[]
}

export function createDraft({ daemons, features }: FusionState): Draft {
  const touched = new Map<string, Map<string, DraftPerson>>()
  return {
    daemons: new Map(daemons),
    person,
    withLines: () => those((one) => one.lines.length > 0),
    withQueued: () => those((one) => one.queued.length > 0),
    end(ended) {
      const all = new Map(features)
      for (const [feature, people] of touched) {
        const before = features.get(feature) ?? new Map<string, FusedPerson>()
        const after = new Map(before)
        for (const [who, { lines, links, queued }] of people) {
          if (lines.length + links.length + queued.length === 0) after.delete(who)
          else if (!isSame(before.get(who), { lines, links, queued })) after.set(who, { lines, links, queued })
        }
        const isChanged = after.size !== before.size || [...after].some(([who, one]) => before.get(who) !== one)
        if (after.size === 0) all.delete(feature)
        else if (isChanged) all.set(feature, after)
      }
      return { daemons: ended, features: all }
    },
  }

  function* those(fits: (one: FusedPerson) => boolean): Generator<DraftPerson> {
    for (const [feature, people] of features) {
      for (const [who, known] of people) {
        const one = touched.get(feature)?.get(who) ?? known
        if (fits(one)) yield person(feature, who)
      }
    }
    for (const [feature, people] of touched) {
      for (const [who, one] of people) if (!features.get(feature)?.has(who) && fits(one)) yield one
    }
  }

  function person(feature: string, who: string): DraftPerson {
    const people = touched.get(feature) ?? new Map<string, DraftPerson>()
    touched.set(feature, people)
    const known = people.get(who)
    if (known !== undefined) return known
    const { lines = [], links = [], queued = [] } = features.get(feature)?.get(who) ?? {}
    const draft = { feature, who, lines: [...lines], links: [...links], queued }
    people.set(who, draft)
    return draft
  }
}

const isSame = (a: FusedPerson | undefined, b: FusedPerson): boolean =>
  a !== undefined && isSameList(a.lines, b.lines) && isSameList(a.links, b.links) && isSameList(a.queued, b.queued)

const isSameList = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, at) => item === b[at])
