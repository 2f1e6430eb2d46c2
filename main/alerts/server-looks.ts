import type { AlertRule } from '../../preload/contract/alerts.ts'
import { counted } from '../../preload/contract/counted.ts'
import type { DaemonSeats, ServerSeats } from '../../preload/contract/seats.ts'
import { GRACE_SECONDS } from '../usage/live.ts'
import { withoutQuotes } from '../usage/transitions.ts'
import type { Look, Words } from './look.ts'
import { healthPlace } from './place.ts'
import { ruleId } from './rules.ts'
import { spanWords } from './words.ts'

/**
 * A server that is called down, and while it answers its daemons that do not, once their time of grace is over, at `now`
 * (epoch seconds).
 */
export function lookDown(rule: AlertRule, server: ServerSeats, now: number): readonly Look[] {
  const { tag, problem, daemons, askedAt } = server
  if (server.state === 'unknown') return []
  // What lmstat prints may name people.
  const why = problem === null ? '' : withoutQuotes(problem.message)
  const isDown = server.state === 'down'
  // What is called down by the age of its last answer may have been asked once since: right after a sleep.
  if (isDown && problem !== null && now - problem.since < GRACE_SECONDS) return []
  const own = look(rule, `${ruleId(rule)} ${tag}`, tag, tag, isDown ? { lastSeconds: 0, why } : null)
  if (isDown) return [own]
  return [
    own,
    ...daemons.map((daemon) => {
      const lost = daemon.completeAt !== askedAt
      const id = `${ruleId(rule)} ${tag} ${daemon.name}`
      const found = lost ? { lastSeconds: GRACE_SECONDS, why: daemonWhy(daemon) } : null
      return look(rule, id, tag, `${daemon.name} on ${tag}`, found)
    }),
  ]
}

function look(
  rule: AlertRule,
  id: string,
  tag: string,
  who: string,
  down: { readonly lastSeconds: number; readonly why: string } | null,
): Look {
  const pauseSeconds = rule.repeatMinutes * 60
  return {
    rule: ruleId(rule),
    kind: 'down',
    scope: id,
    cases:
      down === null
        ? []
        : [
            {
              id,
              lastSeconds: down.lastSeconds,
              pauseSeconds,
              words: () => serverAlert(tag, `${who} is down`, down.why),
            },
          ],
    over: (seconds) => serverAlert(tag, `${who} is back`, `It was down for ${spanWords(seconds)}.`),
  }
}

const daemonWhy = ({ state, error }: DaemonSeats): string =>
  state === 'down'
    ? `lmstat says that this vendor daemon is down${error === null ? '' : `: ${error}`}.`
    : `There was no complete answer of this vendor daemon for ${spanWords(GRACE_SECONDS)}.`

/** Lines of lmstat that are not understood: a sign of a new lmutil. */
export function lookUnreadable(rule: AlertRule, server: ServerSeats): Look | null {
  const { tag, state, unrecognized } = server
  // What a program prints that reaches no server is told by `down`.
  if (state !== 'up' && state !== 'degraded') return null
  const id = `${ruleId(rule)} ${tag}`
  const lines = `${counted(unrecognized, 'line')} of lmstat ${unrecognized === 1 ? 'is' : 'are'} not understood`
  const text = 'A new lmutil may word them otherwise: please report them, under Health.'
  return {
    rule: ruleId(rule),
    kind: 'unreadable',
    scope: id,
    cases:
      unrecognized === 0
        ? []
        : [
            {
              id,
              lastSeconds: rule.minutes * 60,
              pauseSeconds: rule.repeatMinutes * 60,
              words: () => serverAlert(tag, `${tag}: ${lines}`, text),
            },
          ],
    over: null,
  }
}

const serverAlert = (tag: string, title: string, text: string): Words => ({
  tag,
  feature: null,
  title,
  text,
  place: healthPlace(tag),
})
