import { createContext, useContext } from 'react'
import type { AlertsView } from '../preload/contract/alerts.ts'
import type { AppInfo, Channel, RequestOf, ResponseOf, SettingsPatch, SettingsView } from '../preload/contract/api.ts'
import type { HistoryStatus } from '../preload/contract/history.ts'
import type { Result } from '../preload/contract/result.ts'
import type { FeatureDetails, ServerSeats } from '../preload/contract/seats.ts'
import type { WatchedClient } from './client.ts'
import { parseAddress } from './history/address.ts'
import { goTo } from './history/use-address.ts'
import { createStore, type Store, useStore } from './store.ts'

/** The details of one opened feature: absent while asked for the first time. */
export interface Opened {
  readonly tag: string
  readonly details: FeatureDetails | null
  /** Why there are none. */
  readonly failure: string | null
}

/** All the window knows. */
export interface WindowState {
  readonly info: AppInfo | null
  readonly settings: SettingsView | null
  /** Null until Seatlog answered for the first time. */
  readonly servers: readonly ServerSeats[] | null
  /** How far the record is read; a new object whenever rows came in. Null until Seatlog told. */
  readonly history: HistoryStatus | null
  /** What was told, and what is to be told. Null until Seatlog said. */
  readonly alerts: AlertsView | null
  /** Seconds main's clock is ahead of this page's. */
  readonly clockAhead: number
  /** Why the servers could not be asked for. */
  readonly failure: string | null
  /** Why the Seatlog behind the window does not answer; null while it does. */
  readonly lost: string | null
  /** Features whose rows stand open, in the order they were opened. */
  readonly opened: ReadonlyMap<string, Opened>
  /** Tags of running polls on request; `*` for all. */
  readonly polling: ReadonlySet<string>
  /** The sentence of the last action that failed, until dismissed. */
  readonly message: string | null
}

/** What the window's parts do: they never see the client but through this. */
export interface Model {
  readonly store: Store<WindowState>
  /** Subscribes and asks for everything; returns what ends it. */
  start(): () => void
  reload(): Promise<void>
  /** One request whose answer the part that asked keeps itself. */
  ask<C extends Channel>(channel: C, request: RequestOf<C>): Promise<Result<ResponseOf<C>>>
  open(key: string, tag: string): void
  close(key: string): void
  /** Polls one server, or all (null). */
  poll(tag: string | null): Promise<void>
  pause(paused: boolean): Promise<void>
  /** Whether the demo is shown now; says why where it is not. */
  startDemo(): Promise<boolean>
  save(patch: SettingsPatch): Promise<Result<SettingsView>>
  /** Pins or unpins a feature by its key. */
  pin(key: string): Promise<void>
  /** Whether the next free seat of a feature is told, by its key. */
  tellWhenFree(key: string, wanted: boolean): Promise<void>
  report(message: string | null): void
}

/** The model over a client; nothing is asked for before `start`. */
export function createModel(client: WatchedClient): Model {
  const store = createStore<WindowState>({
    info: null,
    settings: null,
    servers: null,
    history: null,
    alerts: null,
    clockAhead: 0,
    failure: null,
    lost: client.lost(),
    opened: new Map(),
    polling: new Set(),
    message: null,
  })
  /** The newest request for details of each open feature: an older answer that comes late is dropped. */
  const newest = new Map<string, object>()

  const report = (message: string | null) => store.set({ message })

  async function loadDetails(key: string): Promise<void> {
    const request = {}
    newest.set(key, request)
    const answer = await client.call('seats.details', { key })
    const before = store.get().opened.get(key)
    if (before === undefined || newest.get(key) !== request) return
    const after = answer.ok
      ? { ...before, details: answer.value, failure: null }
      : { ...before, failure: client.lost() !== null && before.details !== null ? null : answer.message }
    store.set({ opened: new Map(store.get().opened).set(key, after) })
  }

  function loadOpened(tag: string | null): void {
    for (const [key, opened] of store.get().opened) if (tag === null || opened.tag === tag) void loadDetails(key)
  }

  async function loadHistory(): Promise<void> {
    const answer = await client.call('history.status', null)
    if (answer.ok) store.set({ history: answer.value })
  }

  async function loadAlerts(): Promise<void> {
    const answer = await client.call('alerts.list', null)
    if (answer.ok) store.set({ alerts: answer.value })
  }

  async function reload(): Promise<void> {
    void loadHistory() // seats do not wait for it
    void loadAlerts()
    const [info, settings, seats] = await Promise.all([
      client.call('app.info', null),
      client.call('settings.get', null),
      client.call('seats.get', null),
    ])
    if (info.ok) store.set({ info: info.value })
    if (settings.ok) store.set({ settings: settings.value })
    if (seats.ok) {
      store.set({ servers: seats.value.servers, clockAhead: seats.value.at - Date.now() / 1000, failure: null })
      loadOpened(null)
    } else store.set({ failure: seats.message })
  }

  function replaceServer(server: ServerSeats): void {
    const servers = store.get().servers
    if (servers === null || !servers.some(({ tag }) => tag === server.tag)) {
      void reload() // an answer on its way may be older than the event
      return
    }
    store.set({ servers: servers.map((old) => (old.tag === server.tag ? server : old)) })
    loadOpened(server.tag)
  }

  async function poll(tag: string | null): Promise<void> {
    const name = tag ?? '*'
    store.set({ polling: new Set(store.get().polling).add(name), message: null })
    const answer = await client.call('servers.poll', { tag })
    const polling = new Set(store.get().polling)
    polling.delete(name)
    store.set({ polling })
    if (!answer.ok) report(answer.message)
  }

  async function save(patch: SettingsPatch): Promise<Result<SettingsView>> {
    const answer = await client.call('settings.save', patch)
    if (answer.ok) store.set({ settings: answer.value })
    return answer
  }

  return {
    store,
    start() {
      const ends = [
        client.on('seats.server', replaceServer),
        client.on('seats.reset', () => void reload()),
        client.on('app.changed', (info) => store.set({ info })),
        client.on('settings.changed', (settings) => store.set({ settings })),
        client.on('history.changed', (history) => store.set({ history })),
        client.on('alerts.changed', (alerts) => store.set({ alerts })),
        client.on('window.go', ({ place }) => goTo(parseAddress(place))),
        client.onLost(() => store.set({ lost: client.lost() })),
      ]
      void reload()
      return () => {
        for (const end of ends) end()
      }
    },
    reload,
    ask: client.call,
    open(key, tag) {
      if (store.get().opened.has(key)) return
      store.set({ opened: new Map(store.get().opened).set(key, { tag, details: null, failure: null }) })
      void loadDetails(key)
    },
    close(key) {
      const opened = new Map(store.get().opened)
      opened.delete(key)
      newest.delete(key)
      store.set({ opened })
    },
    poll,
    async pause(paused) {
      const answer = await client.call('servers.pause', { paused, minutes: null })
      report(answer.ok ? null : answer.message)
    },
    async startDemo() {
      const answer = await client.call('setup.demo', null)
      report(answer.ok ? null : answer.message)
      return answer.ok
    },
    save,
    async pin(key) {
      const pinned = store.get().settings?.pinned
      if (pinned === undefined) return
      const answer = await save({
        pinned: pinned.includes(key) ? pinned.filter((one) => one !== key) : [...pinned, key],
      })
      if (!answer.ok) report(answer.message)
    },
    async tellWhenFree(key, wanted) {
      const answer = await client.call('alerts.tell', { key, wanted })
      if (answer.ok) store.set({ alerts: answer.value })
      report(answer.ok ? null : answer.message)
    },
    report,
  }
}

export const ModelContext = createContext<Model | null>(null)

/** The model of this window. */
export function useModel(): Model {
  const model = useContext(ModelContext)
  if (model === null) throw new Error('a part of the window stands outside its model')
  return model
}

/** A part of what the window knows. */
export function useWindow<S>(select: (state: WindowState) => S): S {
  return useStore(useModel().store, select)
}
