import { isDeepStrictEqual } from 'node:util'
import type {
  AnswerOf,
  AskedOf,
  HistoryStatus,
  NamedQuestion,
  Question,
  WithProducts,
} from '../../preload/contract/history.ts'
import { failure, ok, type Result } from '../../preload/contract/result.ts'
import { type History, openHistory } from '../history/history.ts'
import type { IndexPlace } from '../history/messages.ts'
import type { Settings } from '../settings/schema.ts'
import { answerCsv } from './answer-csv.ts'
import { featureProducts } from './feature-products.ts'
import type { Handlers } from './handlers.ts'
import { historyOff, historyPlace, readGroups } from './history-place.ts'
import { zonesOf } from './server-zones.ts'

type HistoryHandlers = Pick<Handlers, Extract<keyof Handlers, `history.${string}`>>

/** The history of the settings in force, for as long as a service runs. */
export interface HistoryDesk {
  readonly handlers: HistoryHandlers
  /** Goes on with the data folder of these settings. */
  follow(settings: Settings, localStateFolder: string): Promise<void>
  /** One's own poll of a server has written rows. */
  read(tag: string): void
  /** Files have come that no logger writes. */
  readAll(): void
  stop(): Promise<void>
}

export interface HistoryDeskParts {
  readonly productsOf: (feature: string) => readonly string[]
  readonly changed: (status: HistoryStatus) => void
}

export function createHistoryDesk({ productsOf, changed }: HistoryDeskParts): HistoryDesk {
  let place: IndexPlace | null = null
  let settings: Settings | null = null
  let history: Result<History> = failure('internal', 'The history is not open.')

  async function ask<Q extends Question>(question: Q, asked: AskedOf<Q>): Promise<Result<AnswerOf<Q>>> {
    const answer = history.ok ? await history.value.ask(question, asked) : history
    if (!answer.ok || question !== 'features') return answer
    const { rows, ...rest } = answer.value as AnswerOf<'features'>
    const named: AnswerOf<'features'> = {
      ...rest,
      rows: rows.map((row) => ({ ...row, products: productsOf(row.feature) })),
    }
    return ok(named as AnswerOf<Q>)
  }

  async function askNamed<Q extends NamedQuestion>(
    question: Q,
    asked: AskedOf<Q>,
  ): Promise<Result<AnswerOf<Q> & WithProducts>> {
    const answer = await ask(question, asked)
    return answer.ok ? ok({ ...answer.value, products: featureProducts(question, answer.value, productsOf) }) : answer
  }

  async function csv<Q extends Question>(question: Q, asked: AskedOf<Q>) {
    if (!history.ok) return history
    const { servers } = history.value.status()
    const answer = await ask(question, asked)
    if (!answer.ok) return answer
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone
    return ok(answerCsv(question, asked, answer.value, { zoneOf: zonesOf({ servers }, here), productsOf }))
  }

  return {
    handlers: {
      'history.usage': (asked) => ask('usage', asked),
      'history.levels': (asked) => ask('levels', asked),
      'history.heat': (asked) => ask('heat', asked),
      'history.users': (asked) => ask('users', asked),
      'history.person': (asked) => askNamed('person', asked),
      'history.denials': (asked) => askNamed('denials', asked),
      'history.features': (asked) => ask('features', asked),
      'history.capacity': (asked) => askNamed('capacity', asked),
      'history.how-many': (asked) => ask('how-many', asked),
      'history.groups': (asked) => ask('groups', asked),
      'history.names': (asked) => ask('names', asked),
      'history.status': async () => ok(history.ok ? history.value.status() : historyOff(history.message)),
      async 'history.rebuild'({ anyway }) {
        return history.ok ? history.value.rebuild(anyway) : history
      },
      async 'history.cancel'() {
        if (history.ok) history.value.cancel()
        return ok(null)
      },
      'history.csv': ({ question, asked }) => csv<Question>(question, asked),
    },
    async follow(next, localStateFolder) {
      settings = next
      const wanted = historyPlace(next, localStateFolder)
      if (isDeepStrictEqual(wanted, place)) return
      place = wanted
      if (history.ok) await history.value.stop()
      history = openHistory({ place: wanted, groups: () => readGroups(settings ?? next) })
      if (history.ok) history.value.on(changed)
      changed(history.ok ? history.value.status() : historyOff(history.message))
    },
    read: (tag) => (history.ok ? history.value.read(tag) : undefined),
    readAll: () => void (history.ok ? history.value.readAll() : undefined),
    stop: async () => (history.ok ? history.value.stop() : undefined),
  }
}
