import { privateCheckout } from '../datafiles/checkouts-chk.ts'
import { type Names, privateRequest, reservedName } from '../datafiles/names.ts'
import type { FusedPerson } from '../usage/fusion-state.ts'
import { requesterOf } from '../usage/requester.ts'
import { type OpenRow, rowFields, rowKey, whoOf } from '../usage/rows.ts'
import { type DaemonStep, isReservation } from '../usage/tracker.ts'
import type { TrackedFeature } from '../usage/tracker-state.ts'
import type { PollMemory } from './poll-memory.ts'

/**
 * What polls remember, as the names mode of the settings says, when it was remembered in another mode: what is open goes on,
 * and no name gets into the record any more. Back from hidden names there is no way: such rows end, and begin anew.
 */
export function privateMemory(memory: PollMemory, names: Names): PollMemory {
  const hides = names.mode === 'none' || (names.mode === 'pseudonyms' && memory.names === 'names')
  if (memory.names === names.mode || !hides) return { ...memory, names: names.mode }
  const daemons = memory.tracker.daemons.map((daemon) => ({
    ...daemon,
    features: daemon.features.map((feature) => privateFeature(feature, names)),
  }))
  const features = [...memory.fusion.features].map(([name, people]) => [name, privatePeople(people, names)] as const)
  const hide = (step: DaemonStep) => privateStep(step, names)
  const [waiting, late] = [memory.fusion.waiting.map(hide), memory.fusion.late.map(hide)]
  return {
    ...memory,
    names: names.mode,
    tracker: { ...memory.tracker, daemons },
    fusion: { ...memory.fusion, waiting, late, features: new Map(features) },
  }
}

function privateFeature(feature: TrackedFeature, names: Names): TrackedFeature {
  return {
    ...feature,
    rows: feature.rows.map((row) => privateRow(row, names)),
    reserved: feature.reserved.map((one) => ({ ...one, name: reservedName(one.kind, one.name, names) })),
    waiting: feature.waiting.map((one) => ({
      ...one,
      user: names.user(one.user),
      host: names.host(one.host) ?? '',
    })),
  }
}

/** As `privateAnswer` shows the same row. */
function privateRow(row: OpenRow, names: Names): OpenRow {
  const [user, host, display] = whoOf(row)
  const hidden = privateCheckout({ account: '', user, host, display }, names)
  const raw = isReservation({ user, host }) ? hidden.user : `${hidden.user} ${hidden.host}`.trim()
  return { ...row, key: rowKey({ ...rowFields(row.key), raw }), who: [hidden.user, hidden.host, hidden.display] }
}

const privateStep = (step: DaemonStep, names: Names): DaemonStep => ({
  ...step,
  begun: step.begun.map((row) => privateCheckout(row, names)),
  finished: step.finished.map((row) => privateCheckout(row, names)),
})

function privatePeople(people: ReadonlyMap<string, FusedPerson>, names: Names): ReadonlyMap<string, FusedPerson> {
  const hidden = new Map<string, FusedPerson>()
  for (const [who, { lines, links, queued }] of people) {
    const [user = '', host = ''] = who.split('\n')
    const key = requesterOf({ user: names.user(user), host: names.host(host) ?? '' })
    const known = hidden.get(key)
    hidden.set(key, {
      lines: [...(known?.lines ?? []), ...lines.map((line) => privateRequest(line, names))],
      links: [...(known?.links ?? []), ...links.map((link) => ({ ...link, account: '' }))],
      queued: [...(known?.queued ?? []), ...queued],
    })
  }
  return hidden
}
