import type { AppInfo, Events, SeatlogClient, SettingsView } from '../../../preload/contract/api.ts'
import { type Failure, failure, ok } from '../../../preload/contract/result.ts'
import type { ServerSeats } from '../../../preload/contract/seats.ts'
import { CANNED_AT, detailsOf, lookupCodes, serversIn } from './canned.ts'
import { historyIn } from './canned-history.ts'
import { settingsAnswers, settingsIn } from './canned-settings.ts'
import { COMMAND_PROBLEM, toldAnswers } from './canned-told.ts'

/** A `SeatlogClient` with canned data in a named state (canned.ts), for looking at the window without a Seatlog. */
export interface FakeClient extends SeatlogClient {
  /** Sends an event as main would. */
  tell<E extends keyof Events>(event: E, payload: Events[E]): void
  servers(): readonly ServerSeats[]
}

export function createFakeClient(state: string): FakeClient {
  const listeners = new Map<string, Set<(payload: never) => void>>()
  let servers = serversIn(state)
  let info: AppInfo = {
    version: '0.1.0',
    host: 'desktop',
    demo: state === 'demo',
    dataFolder: state === 'demo' ? null : '/srv/licenses/seatlog',
    pausedUntil: null,
    settingsFile: '/home/admin/.config/seatlog/settings.json',
    notices: state === 'errors' ? NOTICES : [],
  }
  let settings = settingsIn(state, servers)
  const features = () => servers.flatMap((server) => server.features)
  const history = historyIn(state)

  const answers: Record<string, (request: never) => unknown> = {
    ...history.answers,
    ...toldAnswers(
      state,
      () => servers,
      (view) => tell('alerts.changed', view),
    ),
    ...settingsAnswers(state, () => settings, save),
    'history.status': () => history.status,
    'app.info': () => info,
    'seats.get': () => ({ at: CANNED_AT + 12, demo: info.demo, servers }),
    'seats.details': ({ key }: { key: string }) => {
      const feature = features().find((one) => one.key === key)
      return feature === undefined ? failure('not-found', 'The feature is no longer served.') : detailsOf(feature)
    },
    'seats.find': ({ text }: { text: string }) => ({
      features: features()
        .filter((feature) => feature.held < 500)
        .filter((feature) =>
          detailsOf(feature).holders.some(({ raw }) => raw.toLowerCase().includes(text.toLowerCase())),
        )
        .map(({ key }) => key),
    }),
    'servers.raw': ({ tag }: { tag: string }) =>
      state === 'viewer'
        ? failure('viewer-only', 'CADLOG01 polls this server and keeps the text; open Seatlog there.')
        : {
            tag,
            at: CANNED_AT,
            command: `lmutil lmstat -a -c 27000@lic-cad`,
            text: rawText(state === 'large' ? 54_000 : 300),
          },
    'servers.poll': () => (state === 'errors' ? failure('lmutil-missing', NO_LMUTIL) : null),
    'servers.pause': ({ paused }: { paused: boolean }) => {
      servers = servers.map((server) => ({ ...server, paused }))
      for (const server of servers) tell('seats.server', server)
      return null
    },
    'servers.try': ({ address }: { address: string }) =>
      address.includes('@')
        ? { answered: true, features: 23, daemons: ['adskflex'], used: 412 }
        : { answered: false, message: `“${address}” is not an address: write port@host, like 27000@lic01.` },
    'codes.lookup': ({ text }: { text: string }) => lookupCodes(text),
  }

  /** Servers come and go with the settings; those that come are like the ordinary ones. */
  function save(saved: SettingsView): void {
    const before = settings
    settings = saved
    if (JSON.stringify(before.servers) === JSON.stringify(saved.servers)) return
    const ordinary = serversIn('ordinary')
    servers = saved.servers.flatMap(({ tag, address }, index) => {
      const like = servers.find((one) => one.tag === tag) ?? ordinary[index % ordinary.length]
      return like === undefined ? [] : { ...like, tag, address }
    })
    info = { ...info, demo: false }
    tell('app.changed', info)
    tell('seats.reset', null)
  }

  function tell<E extends keyof Events>(event: E, payload: Events[E]): void {
    for (const listener of listeners.get(event) ?? []) (listener as (payload: Events[E]) => void)(payload)
  }

  return {
    call: async (channel, request) => {
      await new Promise((done) => setTimeout(done, 5))
      if (state === 'failing' && channel === 'seats.get')
        return failure('internal', 'The index is being built again; try in a minute.')
      if (history.refused !== null && channel.startsWith('history.') && channel !== 'history.status')
        return history.refused
      const answer = answers[channel]?.(request as never)
      return isFailure(answer) ? answer : ok(answer as never)
    },
    on(event, listener) {
      const own = listeners.get(event) ?? new Set()
      listeners.set(event, own.add(listener as (payload: never) => void))
      return () => own.delete(listener as (payload: never) => void)
    },
    tell(event, payload) {
      if (event === 'seats.server') {
        const changed = payload as ServerSeats
        servers = servers.map((server) => (server.tag === changed.tag ? changed : server))
      }
      tell(event, payload)
    },
    servers: () => servers,
  }
}

const NO_LMUTIL = 'lmutil was not found; give its path in the set-up, or add its folder to PATH.'

const NOTICES = [
  { id: 'lmutil', kind: 'error', message: NO_LMUTIL },
  {
    id: 'settings',
    kind: 'warning',
    message: 'intervalSeconds in settings.json was “soon”; 60 s is used. The old file is kept as settings.json.bad.',
  },
  { id: 'spool', kind: 'info', message: '120 rows wait for the data folder to come back.' },
  { id: 'command', kind: 'warning', message: COMMAND_PROBLEM },
] as const

const isFailure = (value: unknown): value is Failure =>
  typeof value === 'object' && value !== null && 'ok' in value && value.ok === false

function rawText(rows: number): string {
  const head =
    'lmutil - Copyright (c) 1989-2023 Flexera.\nLicense server status: 27000@lic-cad\n\nUsers of 87084ACD_2019_0F:'
  const lines = Array.from(
    { length: rows },
    (_, n) => `    user${n} WS-${n} WS-${n} (v1.000) (lic-cad/27000 ${n}), start Mon 10/12 7:31`,
  )
  return `${head}  (Total of 60 licenses issued;  Total of 60 licenses in use)\n\n${lines.join('\n')}\n`
}
