import { mapSteps, type Steps } from '../../preload/contract/steps.ts'
import { type Names, reservedName } from '../datafiles/names.ts'
import type { Answer, Checkout, Daemon, Feature, Queued, Server } from '../lmstat/answer.ts'

/**
 * The answer with people, hosts and displays as the names mode says (DESIGN section 7). What is tracked comes from it, so
 * that neither the record nor what is remembered between polls knows more. `people`: how those are known who hold or wait.
 */
export function* privateAnswerSteps(answer: Answer, names: Names, people: Names): Steps<Answer> {
  if (names.mode === 'names') return answer
  const servers: Server[] = []
  for (const server of answer.servers) {
    const daemons: Daemon[] = []
    for (const daemon of server.daemons) {
      const features = yield* mapSteps(daemon.features, (feature) => privateFeature(feature, names, people))
      daemons.push({ ...daemon, features })
    }
    servers.push({ ...server, daemons })
  }
  return { ...answer, servers }
}

function privateFeature(feature: Feature, names: Names, people: Names): Feature {
  return {
    ...feature,
    checkouts: feature.checkouts.map((checkout) => privateCheckout(checkout, people)),
    queued: feature.queued.map((queued) => privateQueued(queued, people)),
    reservations: feature.reservations.map((one) => ({ ...one, name: reservedName(one.kind, one.name, names) })),
  }
}

function privateCheckout({ display: _display, extra: _extra, ...checkout }: Checkout, names: Names): Checkout {
  const user = names.user(checkout.user)
  const host = names.host(checkout.host ?? null) ?? ''
  return { ...checkout, user, host, raw: `${user} ${host}`.trim() }
}

function privateQueued({ display: _display, ...queued }: Queued, names: Names): Queued {
  return { ...queued, user: names.user(queued.user), host: names.host(queued.host ?? null) ?? '' }
}
