import { isDeepStrictEqual } from 'node:util'
import type { AppInfo, EventName, Events, Notice, SettingsView } from '../../preload/contract/api.ts'
import { ok, type Result } from '../../preload/contract/result.ts'
import type { Settings } from '../settings/schema.ts'
import { createBoard } from './board.ts'
import { type Handlers, handled } from './handlers.ts'
import { createHistoryDesk } from './history-desk.ts'
import type { Service } from './host.ts'
import { featureCodes, problemSentence } from './look-up.ts'
import { type DemoWish, prepareRun, type Run } from './run.ts'
import { type SettingsSource, settingsOf } from './settings-source.ts'
import { tryServer } from './try-server.ts'

export interface StartOptions {
  readonly host: AppInfo['host']
  readonly version: string
  readonly demo: DemoWish
  readonly settings: SettingsSource
}

/** The application, polling and recording by the saved settings. Fails with one sentence for settings it cannot follow. */
export async function startService(options: StartOptions): Promise<Result<Service>> {
  const opened = settingsOf(options.settings)
  if (!opened.ok) return opened
  const store = opened.value
  const codes = featureCodes(store)
  const board = createBoard(codes.productsOf)
  const listeners = new Map<EventName, Set<(payload: never) => void>>()
  const history = createHistoryDesk({
    productsOf: codes.productsOf,
    changed: (status) => emit('history.changed', status),
  })
  let demo = options.demo
  let paused = false
  let run = await begin()
  let told = info()

  function emit<E extends EventName>(event: E, payload: Events[E]): void {
    for (const listener of listeners.get(event) ?? []) listener(payload as never)
  }

  async function begin(): Promise<Run> {
    const next = await prepareRun({
      settings: store.current(),
      version: options.version,
      demo,
      everyPoll: false,
      show: (shown) => emit('seats.server', board.set(shown)),
      told() {
        tell()
        history.read()
      },
    })
    // The folder of a demo that has ended meanwhile is gone: then nobody asks any more.
    if (next.past !== null) void next.past().then(() => history.readAll(), noMatter)
    await history.follow(next.settings, next.localStateFolder)
    board.clear(next.settings.servers.map(({ tag }) => tag))
    return next
  }

  /** Polls, roles and files follow the settings; what concerns the window alone does not disturb them. */
  async function restart(): Promise<void> {
    await run.stop()
    run = await begin()
    emit('seats.reset', null)
    tell()
    await run.session.start()
    if (paused) run.session.pause(true)
  }

  function tell(): void {
    const now = info()
    if (isDeepStrictEqual(now, told)) return
    told = now
    emit('app.changed', now)
  }

  function info(): AppInfo {
    const { settings, problems } = run
    return {
      version: options.version,
      host: options.host,
      demo: run.demo,
      dataFolder: settings.dataFolder,
      settingsFile: store.file,
      notices: [...problems().map(notice('error')), ...store.problems().map(notice('warning')), ...tableNotices()],
    }
  }

  function tableNotices(): readonly Notice[] {
    return codes.problems().map(problemSentence).map(notice('warning'))
  }

  function settingsView(): SettingsView {
    const { servers, lmutil, dataFolder, names, intervalSeconds, pinned, theme } = store.current()
    return {
      servers: servers.map(({ tag, address }) => ({ tag, address })),
      lmutil,
      lmutilFound: run.lmutilFound,
      dataFolder,
      names,
      intervalSeconds,
      pinned,
      theme,
    }
  }

  let restarting: Promise<void> = Promise.resolve()
  let before = store.current()
  const unsubscribe = store.onChange((settings) => {
    const needed = !isDeepStrictEqual(polling(before), polling(settings))
    // Servers of one's own end a demo that was asked for.
    if (needed && settings.servers.length > 0 && demo === 'always') demo = 'fallback'
    before = settings
    emit('settings.changed', settingsView())
    if (needed) restarting = restarting.then(restart)
    else tell()
  })

  const handlers: Handlers = {
    'app.info': async () => ok(info()),
    'seats.get': async () => ok(board.view(Date.now() / 1000, run.demo)),
    'seats.details': async ({ key }) => board.details(key),
    'seats.find': async ({ text }) => ok({ features: board.find(text) }),
    'servers.raw': async ({ tag }) => run.session.raw(tag),
    async 'servers.poll'({ tag }) {
      await run.session.poll(tag)
      return ok(null)
    },
    async 'servers.pause'(request) {
      paused = request.paused
      run.session.pause(paused)
      return ok(null)
    },
    'servers.try': (request) => tryServer(request, store.current().timeoutSeconds),
    'codes.lookup': async ({ text }) => ok(codes.lookup(text, board.seen())),
    ...history.handlers,
    'settings.get': async () => ok(settingsView()),
    async 'settings.save'(patch) {
      const saved = store.save(patch)
      if (!saved.ok) return saved
      await restarting
      return ok(settingsView())
    },
  }

  await run.session.start()
  return ok({
    call: (channel, request) => handled(handlers, channel, request),
    on(event, listener) {
      const all = listeners.get(event) ?? new Set()
      listeners.set(event, all.add(listener as (payload: never) => void))
      return () => all.delete(listener as (payload: never) => void)
    },
    takesOver: (tag) => run.takesOver(tag),
    async stop() {
      unsubscribe()
      store.close()
      await restarting
      await history.stop()
      await run.stop()
    },
  })
}

const noMatter = (): void => undefined

/** The settings that polls and files go by. */
function polling({ pinned: _pinned, theme: _theme, archiveFolders: _archives, ...rest }: Settings) {
  return rest
}

const notice =
  (kind: Notice['kind']) =>
  (message: string): Notice => ({ id: message, kind, message })
