import { isDeepStrictEqual } from 'node:util'
import type { Alert, AlertsView } from '../../preload/contract/alerts.ts'
import type { AskedOf } from '../../preload/contract/history.ts'
import { failure, ok, type Result } from '../../preload/contract/result.ts'
import type { ServerSeats } from '../../preload/contract/seats.ts'
import { FREE_RULE, freeId } from '../alerts/feature-looks.ts'
import type { Look } from '../alerts/look.ts'
import { lookAtHistory, lookAtServer } from '../alerts/look-now.ts'
import { remember } from '../alerts/memory.ts'
import { concerns, ruleId, rulesInUse } from '../alerts/rules.ts'
import { type Telling, tellingOf } from '../alerts/telling.ts'
import { labelOf } from '../alerts/words.ts'
import type { Settings } from '../settings/schema.ts'
import type { SettingsStore } from '../settings/store.ts'
import { localDays } from '../usage/local-days.ts'
import { type CommandInput, runAlertCommand, testInput } from './alert-command.ts'
import { type Kept, keptText, readKept, writeKept } from './alert-file.ts'
import { createTeller } from './alert-teller.ts'
import type { Board } from './board.ts'
import type { Handlers } from './handlers.ts'

export type { Telling } from '../alerts/telling.ts'

/** What is told without being asked. */
export interface AlertDesk {
  readonly handlers: Pick<Handlers, 'alerts.list' | 'alerts.tell' | 'alerts.test'>
  /** Goes on with these servers, and with what was kept in the folder. */
  follow(run: AlertRun): void
  /** A server's seats changed. */
  seats(server: ServerSeats): void
  /** The settings changed. */
  look(): void
  /** Sentences the user must see. */
  problems(): readonly string[]
  stop(): Promise<void>
}

export interface AlertRun {
  readonly settings: Settings
  readonly localStateFolder: string
  /** Nothing of a demo is told but a free seat, which somebody asked for; its alerts are listed. */
  readonly demo: boolean
}

export interface AlertDeskParts {
  readonly store: Pick<SettingsStore, 'current' | 'save'>
  readonly board: Pick<Board, 'view' | 'details'>
  readonly history: Pick<Handlers, 'history.capacity' | 'history.denials'>
  readonly productsOf: (feature: string) => readonly string[]
  /** Epoch seconds. */
  readonly now: () => number
  /** View or problems changed. */
  readonly changed: (view: AlertsView) => void
  /** Shows one notification. */
  readonly notify: (telling: Telling) => void
}

const MOST_ALERTS = 200
const LOOK_EVERY_MS = 60_000
/** Licenses expire by the day. */
const TIMES_FOR_EXPIRY = 10
const DENIALS_WITHIN_SECONDS = 3600
/** What a command may still take at the end. */
const LAST_WORDS_MS = 1500

export function createAlertDesk(parts: AlertDeskParts): AlertDesk {
  const { store, board, history, productsOf, now } = parts
  const ended = new AbortController()
  const teller = createTeller(passOn)
  /** Wishes that were granted but cannot be taken out of the settings. */
  const granted = new Set<string>()
  let run: AlertRun | null = null
  let kept: Kept = { alerts: [], memory: new Map() }
  let written = ''
  let commandProblem: string | null = null
  let fileProblem: string | null = null
  let working: Promise<unknown> = Promise.resolve()
  let writing: Promise<unknown> = Promise.resolve()
  let asking = false
  let timesBack = 0
  let shown: unknown = null
  const timer = setInterval(() => {
    look()
    // A fault in the history is no reason to end the polls.
    lookBack().catch(console.error)
  }, LOOK_EVERY_MS)

  const rules = () => rulesInUse(store.current().alerts, true).filter(({ on }) => on)
  const wishes = () => store.current().tellWhenFree.filter((key) => !granted.has(key))
  const view = (): AlertsView => ({ alerts: kept.alerts, tellWhenFree: wishes(), commandProblem })
  const problems = () => [commandProblem, fileProblem].filter((problem) => problem !== null)

  function seats(server: ServerSeats): void {
    const isConcerned = concerns(store.current().alerts, server)
    const watched = { rules: isConcerned ? rules() : [], wishes: wishes(), details: detailsOf }
    take(lookAtServer(server, watched, now()))
  }

  function look(): void {
    for (const server of board.view(now(), false).servers) seats(server)
    tellChanges()
  }

  function detailsOf(key: string) {
    const found = board.details(key)
    return found.ok ? found.value : null
  }

  /** What the data files say, which others may have written. */
  async function lookBack(): Promise<void> {
    const asked = run
    const isAsked = (kind: string) => rules().some((rule) => rule.kind === kind)
    if (asking || asked === null) return
    asking = true
    try {
      const at = now()
      const [capacity, denials] = await Promise.all([
        isAsked('expiring') && timesBack % TIMES_FOR_EXPIRY === 0 ? answered(history['history.capacity'](null)) : null,
        isAsked('denials') ? answered(history['history.denials'](denialsBefore(at))) : null,
      ])
      timesBack++
      if (run !== asked) return
      const concerned = board.view(at, false).servers.filter((server) => concerns(store.current().alerts, server))
      const today = new Map(concerned.map(({ tag }) => [tag, localDays(zoneOf(asked.settings, tag)).dayOf(at)]))
      const label = (name: string): string => labelOf({ products: productsOf(name), name })
      take(lookAtHistory(rules(), { capacity, denials }, { label, today }))
    } finally {
      asking = false
    }
  }

  function take(seen: readonly Look[]): void {
    if (run === null) return
    const before = kept.memory
    const counting = new Set([...rules().map(ruleId), FREE_RULE])
    const { memory, told } = remember(before, seen, counting, now())
    const lastId = kept.alerts[0]?.id ?? 0
    const alerts = told.map((one, index): Alert => ({ ...one, id: lastId + 1 + index, at: now() }))
    kept = { memory, alerts: [...alerts.toReversed(), ...kept.alerts].slice(0, MOST_ALERTS) }
    keep(run.localStateFolder)
    teller.tell(run.demo ? alerts.filter(({ kind }) => kind === 'free') : alerts)
    grant(wishes().filter((key) => before.has(freeId(key)) && !memory.has(freeId(key))))
    if (told.length > 0) tellChanges()
  }

  function grant(keys: readonly string[]): void {
    if (keys.length === 0) return
    for (const key of keys) granted.add(key)
    if (store.save({ tellWhenFree: wishes() }).ok) granted.clear()
  }

  function keep(localStateFolder: string): void {
    const text = keptText(kept)
    if (text === written) return
    written = text
    writing = writing.then(async () => {
      fileProblem = await writeKept(localStateFolder, text)
      tellChanges()
    })
  }

  /** Of what another Seatlog logs, that one runs the command: fifty viewers would send fifty mails. */
  function passOn(alerts: readonly Alert[]): void {
    parts.notify(tellingOf(alerts))
    const { alertCommand } = store.current()
    const viewed = board.view(now(), false).servers.filter(({ role }) => role === 'viewer')
    const own = alerts.filter(({ tag }) => !viewed.some((server) => server.tag === tag))
    if (alertCommand.length === 0 || own.length === 0 || run?.demo) return
    const { title, text } = tellingOf(own)
    void runCommand(alertCommand, { test: false, title, text, alerts: own })
  }

  /** One at a time. */
  function runCommand(command: readonly string[], input: CommandInput): Promise<string | null> {
    const done = working.then(async () => {
      commandProblem = await runAlertCommand(command, input, ended.signal)
      tellChanges()
      return commandProblem
    })
    working = done
    return done
  }

  function tellChanges(): void {
    if (run === null) return
    if (store.current().alertCommand.length === 0) commandProblem = null
    const now = [view(), problems()]
    if (isDeepStrictEqual(now, shown)) return
    const isFirst = shown === null
    shown = now
    // At the start nobody has seen anything else.
    if (!isFirst) parts.changed(view())
  }

  return {
    problems,
    seats,
    look,
    follow(next) {
      const isElsewhere = next.localStateFolder !== run?.localStateFolder
      run = next
      if (!isElsewhere) return
      teller.clear()
      kept = readKept(next.localStateFolder)
      written = keptText(kept)
      tellChanges()
    },
    handlers: {
      'alerts.list': async () => ok(view()),
      async 'alerts.tell'({ key, wanted }) {
        if (wanted === wishes().includes(key)) return ok(view())
        if (wanted && !board.details(key).ok) return failure('not-found', 'This feature is not listed any more.')
        const memory = new Map(kept.memory)
        memory.delete(freeId(key))
        kept = { ...kept, memory }
        granted.delete(key)
        const others = wishes().filter((one) => one !== key)
        const saved = store.save({ tellWhenFree: wanted ? [...others, key] : others })
        if (!saved.ok) return saved
        look()
        return ok(view())
      },
      async 'alerts.test'() {
        const { alertCommand } = store.current()
        if (alertCommand.length === 0) {
          return failure('bad-settings', 'No command is set for alerts: name a program in the settings and save them.')
        }
        const problem = await runCommand(alertCommand, testInput(now()))
        return problem === null ? ok(null) : failure('bad-settings', problem)
      },
    },
    async stop() {
      clearInterval(timer)
      teller.clear()
      run = null
      setTimeout(() => ended.abort(), LAST_WORDS_MS).unref()
      await Promise.all([working, writing])
    },
  }
}

const denialsBefore = (at: number): AskedOf<'denials'> => ({
  from: at - DENIALS_WITHIN_SECONDS,
  to: at,
  tags: [],
  feature: null,
  user: null,
  kinds: ['no-seat'],
})

/** A history that cannot answer says so itself, in its own views. */
async function answered<T>(answer: Promise<Result<T>>): Promise<T | null> {
  const result = await answer
  return result.ok ? result.value : null
}

function zoneOf({ servers }: Settings, tag: string): string {
  return servers.find((server) => server.tag === tag)?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
}
