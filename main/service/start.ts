import { isDeepStrictEqual } from 'node:util'
import type { AppInfo, EventName, Events, Notice } from '../../preload/contract/api.ts'
import { failure, ok, type Result } from '../../preload/contract/result.ts'
import { placesOf, thisMachine } from '../settings/places.ts'
import { SETTINGS_KEYS, type Settings } from '../settings/schema.ts'
import { createAlertDesk, type Telling } from './alert-desk.ts'
import { createBoard } from './board.ts'
import { createChronicle } from './chronicle.ts'
import { type Handlers, handled } from './handlers.ts'
import { createHealthDesk } from './health-desk.ts'
import { createHistoryDesk } from './history-desk.ts'
import type { Service } from './host.ts'
import { featureCodes, problemSentence } from './look-up.ts'
import { ownLogIn } from './own-log.ts'
import { createPause } from './pause.ts'
import { type DemoWish, prepareRun, type Run } from './run.ts'
import { createSettingsDesk } from './settings-desk.ts'
import { type SettingsSource, settingsOf } from './settings-source.ts'
import { tryServer } from './try-server.ts'

export interface StartOptions {
  readonly host: AppInfo['host']
  readonly version: string
  readonly demo: DemoWish
  readonly settings: SettingsSource
  /** Shows a notification; where there is none, the window's list is all. */
  readonly notify?: (telling: Telling) => void
}

/** The application, polling and recording by the saved settings. Fails with one sentence for settings it cannot follow. */
export async function startService(options: StartOptions): Promise<Result<Service>> {
  const opened = settingsOf(options.settings)
  if (!opened.ok) return opened
  const store = opened.value
  const codes = featureCodes(store)
  const board = createBoard(codes.productsOf)
  const listeners = new Map<EventName, Set<(payload: never) => void>>()
  const hostNotices = new Map<string, Notice>()
  const history = createHistoryDesk({
    productsOf: codes.productsOf,
    changed: (status) => emit('history.changed', status),
  })
  const alerts = createAlertDesk({
    store,
    board,
    history: history.handlers,
    productsOf: codes.productsOf,
    now: () => Math.floor(Date.now() / 1000),
    changed(view) {
      emit('alerts.changed', view)
      tell()
    },
    notify: (telling) => options.notify?.(telling),
  })
  const log = ownLogIn(placesOf(thisMachine()).localStateFolder)
  const chronicle = createChronicle(log)
  chronicle.say(`Seatlog ${options.version} starts (${options.host}, process ${process.pid}, Node ${process.version}).`)
  const pause = createPause(
    (paused) => {
      run.session.pause(paused)
      tell()
    },
    { clock: Date.now, uptime: () => performance.now() },
  )
  let demo = options.demo
  let run = await begin()
  let told = info()
  chronicle.notices(told.notices)

  function emit<E extends EventName>(event: E, payload: Events[E]): void {
    for (const listener of listeners.get(event) ?? []) listener(payload as never)
  }

  async function begin(before?: Run): Promise<Run> {
    const next = await prepareRun({
      settings: store.current(),
      version: options.version,
      demo,
      before,
      everyPoll: false,
      show(shown) {
        const seats = board.set(shown)
        emit('seats.server', seats)
        alerts.seats(seats)
        chronicle.seats(seats)
      },
      told: tell,
      recorded: history.read,
    })
    // The folder of a demo that has ended meanwhile is gone: then nobody asks any more.
    if (next.past !== null) void next.past().then(() => history.readAll(), noMatter)
    await history.follow(next.settings, next.localStateFolder)
    alerts.follow(next)
    board.clear(next.settings.servers.map(({ tag }) => tag))
    return next
  }

  /** Polls, roles and files follow the settings; what concerns the window alone does not disturb them. */
  async function restart(): Promise<void> {
    await run.stop()
    run = await begin(run)
    emit('seats.reset', null)
    tell()
    await run.session.start()
    if (pause.paused) run.session.pause(true)
  }

  function tell(): void {
    const now = info()
    if (isDeepStrictEqual(now, told)) return
    told = now
    chronicle.notices(now.notices)
    emit('app.changed', now)
  }

  function info(): AppInfo {
    const { settings, problems } = run
    return {
      version: options.version,
      host: options.host,
      demo: run.demo,
      dataFolder: settings.dataFolder,
      pausedUntil: pause.until,
      settingsFile: store.file,
      notices: [...problems().map(notice('error')), ...warnings().map(notice('warning')), ...hostNotices.values()],
    }
  }

  function warnings(): readonly string[] {
    return [...store.problems(), ...codes.problems().map(problemSentence), ...alerts.problems()]
  }

  let restarting: Promise<void> = Promise.resolve()
  const servers = () => board.view(0, false).servers
  const desk = createSettingsDesk({
    store,
    lmutilFound: () => run.lmutilFound,
    logs: () => servers().some(({ role }) => role === 'logger'),
    applied: () => restarting,
    codesChanged() {
      codes.forget()
      for (const seats of board.rename()) emit('seats.server', seats)
      tell()
    },
  })
  const health = createHealthDesk({
    version: options.version,
    run: () => run,
    servers,
    logFile: log.file,
    now: () => Date.now(),
  })
  let before = store.current()
  const unsubscribe = store.onChange((settings) => {
    const needed = !isDeepStrictEqual(polling(before), polling(settings))
    const changed = SETTINGS_KEYS.filter((key) => !isDeepStrictEqual(before[key], settings[key]))
    chronicle.say(`Changed in the settings: ${changed.join(', ')}.`)
    // Servers of one's own end a demo that was asked for.
    if (needed && settings.servers.length > 0 && demo === 'always') demo = 'fallback'
    before = settings
    emit('settings.changed', desk.view())
    if (needed) restarting = restarting.then(restart)
    else tell()
    alerts.look()
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
      pause.set(request.paused, request.minutes)
      return ok(null)
    },
    'servers.try': (request) => tryServer(request, store.current().timeoutSeconds),
    'codes.lookup': async ({ text }) => ok(codes.lookup(text, board.seen())),
    ...history.handlers,
    ...desk.handlers,
    async 'setup.demo'() {
      if (store.current().servers.length > 0)
        return failure('bad-request', 'The demo is shown while no server is set up: remove them in the settings first.')
      demo = 'always'
      if (!run.demo) restarting = restarting.then(restart)
      await restarting
      return ok(null)
    },
    ...alerts.handlers,
    ...health.handlers,
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
    note(id, noted) {
      if (noted === null) hostNotices.delete(id)
      else hostNotices.set(id, { id, ...noted })
      tell()
    },
    suspend() {
      chronicle.say('The computer goes to sleep.')
      run.session.suspend()
    },
    wake() {
      chronicle.say('The computer is awake again.')
      pause.look()
      run.session.wake()
    },
    async stop() {
      pause.stop()
      unsubscribe()
      store.close()
      await restarting
      await alerts.stop()
      await history.stop()
      await run.stop()
      chronicle.say('Seatlog ends.')
      chronicle.end()
    },
  })
}

const noMatter = (): void => undefined

/** The settings that polls and files go by. */
function polling({
  pinned,
  theme,
  archiveFolders,
  alerts,
  alertCommand,
  tellWhenFree,
  startOnLogin,
  ...rest
}: Settings) {
  return rest
}

const notice =
  (kind: Notice['kind']) =>
  (message: string): Notice => ({ id: message, kind, message })
