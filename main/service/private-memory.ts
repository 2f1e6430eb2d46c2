import { randomBytes } from 'node:crypto'
import { atOnce, mapSteps, type Steps } from '../../preload/contract/steps.ts'
import { privateCheckout } from '../datafiles/checkouts-chk.ts'
import { createNames, type Names, privateRequest, reservedName } from '../datafiles/names.ts'
import type { FusedPerson } from '../usage/fusion-state.ts'
import { requesterOf } from '../usage/requester.ts'
import { type OpenRow, rowFields, rowKey, whoOf } from '../usage/rows.ts'
import { type DaemonStep, isReservation } from '../usage/tracker.ts'
import type { TrackedDaemon, TrackedFeature } from '../usage/tracker-state.ts'
import type { PollMemory } from './poll-memory.ts'

/**
 * What polls remember, as the names mode of the settings says, when it was remembered in another mode: what is open goes on,
 * and no name gets into the record any more. Back from hidden names there is no way: such rows end, and begin anew.
 */
function privateMemory(memory: PollMemory, names: Names, people: Names): PollMemory {
  if (memory.names === names.mode) return memory
  // Those who were not to be known are nobody in another mode, too.
  if (memory.names === 'none') return { ...withoutPeople(memory), names: names.mode }
  const hides = names.mode === 'none' || (names.mode === 'pseudonyms' && memory.names === 'names')
  return hides ? atOnce(hidden(memory, names, people)) : { ...memory, names: names.mode }
}

/** What polls remember, as the names mode wants it, and how people are known in it. */
export type KnownPeople = (memory: PollMemory) => { readonly memory: PollMemory; readonly people: Names }

/**
 * In mode `none` people are told apart by hashes, whose key stands in the memory: both stay in the journal (`withoutPeople`
 * makes the copy beside the data).
 */
export function createKnownPeople(names: Names): KnownPeople {
  const known = new Map<string, Names>()
  return (before) => {
    if (names.mode !== 'none') return { memory: privateMemory(before, names, names), people: names }
    const peopleKey = before.peopleKey || randomBytes(32).toString('hex')
    const people = known.get(peopleKey) ?? createNames('pseudonyms', peopleKey)
    known.set(peopleKey, people)
    return { memory: { ...privateMemory(before, names, people), peopleKey }, people }
  }
}

/** What polls remember, with nobody in it. */
export const withoutPeople = (memory: PollMemory): PollMemory => atOnce(withoutPeopleSteps(memory))

/** `withoutPeople` in steps. */
export const withoutPeopleSteps = (memory: PollMemory): Steps<PollMemory> => hidden(memory, NOBODY, NOBODY)

const NOBODY = createNames('none', '')

function* hidden(memory: PollMemory, names: Names, people: Names): Steps<PollMemory> {
  const daemons: TrackedDaemon[] = []
  for (const daemon of memory.tracker.daemons) {
    daemons.push({ ...daemon, features: yield* mapSteps(daemon.features, (one) => privateFeature(one, names, people)) })
  }
  const features = [...memory.fusion.features].map(([name, known]) => [name, privatePeople(known, people)] as const)
  const hide = (step: DaemonStep) => privateStep(step, people)
  const [waiting, late] = [memory.fusion.waiting.map(hide), memory.fusion.late.map(hide)]
  return {
    ...memory,
    names: names.mode,
    peopleKey: '',
    tracker: { ...memory.tracker, daemons },
    fusion: { ...memory.fusion, waiting, late, features: new Map(features) },
  }
}

function privateFeature(feature: TrackedFeature, names: Names, people: Names): TrackedFeature {
  return {
    ...feature,
    rows: feature.rows.map((row) => privateRow(row, names, people)),
    reserved: feature.reserved.map((one) => ({ ...one, name: reservedName(one.kind, one.name, names) })),
    waiting: feature.waiting.map((one) => ({
      ...one,
      user: people.user(one.user),
      host: people.host(one.host) ?? '',
    })),
  }
}

/** As `privateAnswer` shows the same row. */
function privateRow(row: OpenRow, names: Names, people: Names): OpenRow {
  const [user, host, display] = whoOf(row)
  const isIdle = isReservation({ user, host })
  const hidden = privateCheckout({ account: '', user, host, display }, isIdle ? names : people)
  const raw = isIdle ? hidden.user : `${hidden.user} ${hidden.host}`.trim()
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
