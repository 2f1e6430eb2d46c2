import type { Alert } from '../../preload/contract/alerts.ts'
import type { Case, Look, Words } from './look.ts'

/** A case as it is remembered: one that is so, or one that was told and is not to be told again yet. */
export interface Remembered {
  readonly id: string
  readonly rule: string
  readonly kind: Alert['kind']
  readonly scope: string | null
  /** It is so, as far as anybody looked. */
  readonly lasting: boolean
  /** It was told, and its end was not. */
  readonly told: boolean
  /** Epoch seconds. */
  readonly since: number
  readonly seenAt: number
  /** Seconds that somebody watched it last. */
  readonly watched: number
  /** Epoch seconds before which it is not told again. */
  readonly quietUntil: number
}

export type Memory = ReadonlyMap<string, Remembered>

/** What is to be told. */
export type Told = Words & Pick<Alert, 'kind' | 'over'>

/** Between two looks further apart nobody watched: this computer slept, or its clock jumped. */
const WATCHED_SECONDS = 150
/** After so long what has not been told begins anew. */
const ANEW_SECONDS = 3600
/** What nobody could look at for so long is forgotten: servers and features that are gone. Longer than any stage of expiry. */
const FORGET_SECONDS = 60 * 86_400

/**
 * What is to be told after some looks, and what is to be remembered. `rules`: those that count now, whatever was looked at.
 * The clock `now` (epoch seconds) may jump: what lasts is counted by looks, and nothing waits for a time that went by.
 */
export function remember(
  before: Memory,
  looks: readonly Look[],
  rules: ReadonlySet<string>,
  now: number,
): { readonly memory: Memory; readonly told: readonly Told[] } {
  const scopes = new Map(looks.flatMap((look) => (look.scope === null ? [] : [[look.scope, look] as const])))
  const memory = new Map<string, Remembered>()
  const told: Told[] = []
  for (const look of looks) {
    const begun: Words[] = []
    for (const found of look.cases) {
      // Two rules may ask for the same.
      if (memory.has(found.id)) continue
      const { next, words } = lasting(before.get(found.id), look, found, now)
      memory.set(found.id, next)
      if (words !== null) begun.push(words)
    }
    const joined = look.joined !== undefined && begun.length > 1 ? [look.joined(begun)] : begun
    told.push(...joined.map((words) => ({ ...words, kind: look.kind, over: false })))
  }
  for (const one of before.values()) {
    if (memory.has(one.id) || !rules.has(one.rule)) continue
    const look = one.scope === null ? undefined : scopes.get(one.scope)
    if (look === undefined) {
      const seenAt = Math.min(one.seenAt, now)
      if (now - seenAt < FORGET_SECONDS) memory.set(one.id, { ...one, seenAt })
      continue
    }
    if (one.told && look.over !== null) {
      told.push({ ...look.over(Math.max(0, now - one.since)), kind: one.kind, over: one.kind !== 'free' })
    }
    // The seat that somebody gave back is not the one they may take next.
    if (one.kind !== 'held' && now < one.quietUntil) {
      memory.set(one.id, { ...one, lasting: false, told: false, seenAt: now })
    }
  }
  return { memory, told }
}

function lasting(
  before: Remembered | undefined,
  { rule, kind, scope }: Look,
  { id, lastSeconds, pauseSeconds, words }: Case,
  now: number,
): { readonly next: Remembered; readonly words: Words | null } {
  const goesOn = before?.lasting === true ? before : null
  const gap = goesOn === null ? 0 : now - goesOn.seenAt
  const apart = Math.abs(gap) > ANEW_SECONDS && goesOn?.told === false
  const watched = goesOn === null || apart ? 0 : goesOn.watched + (gap >= 0 && gap <= WATCHED_SECONDS ? gap : 0)
  // A clock that was ahead when it was told does not silence it for longer than the pause.
  const quietUntil = Math.min(before?.quietUntil ?? 0, now + pauseSeconds)
  const wasTold = goesOn?.told ?? false
  const isDue = wasTold ? pauseSeconds > 0 : watched >= lastSeconds
  const tells = isDue && now >= quietUntil
  return {
    next: {
      id,
      rule,
      kind,
      scope,
      lasting: true,
      told: wasTold || tells,
      since: goesOn === null || apart ? now : Math.min(goesOn.since, now),
      seenAt: now,
      watched,
      quietUntil: tells ? now + pauseSeconds : quietUntil,
    },
    words: tells && words !== null ? words(watched) : null,
  }
}
