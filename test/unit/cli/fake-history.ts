import type { OpenHistory } from '../../../main/service/history-by-settings.ts'
import type { AnswerOf, AskedOf, HistoryStatus, Question } from '../../../preload/contract/history.ts'
import { failure, ok, type Result } from '../../../preload/contract/result.ts'

export type FakeAnswers = { readonly [Q in Question]?: (asked: AskedOf<Q>) => AnswerOf<Q> }

export interface FakeParts {
  readonly answers?: FakeAnswers
  readonly status?: Partial<HistoryStatus>
  /** What reading and rebuilding come to. */
  readonly read?: Result<null>
  readonly rebuilt?: (anyway: boolean) => Result<null>
}

/** The record of two servers, from 1 to 30 September 2026. */
const STATUS: HistoryStatus = {
  state: 'ready',
  progress: null,
  problem: null,
  record: { from: Date.UTC(2026, 8, 1) / 1000, to: Date.UTC(2026, 8, 30, 12) / 1000 },
  checkouts: 480,
  denials: 12,
  skipped: { lines: 0, told: [] },
  missing: [],
  servers: [
    { tag: 'EDA', zone: 'Europe/Berlin' },
    { tag: 'CAD', zone: 'Asia/Tokyo' },
  ],
}

/** A history with given answers: how to open it, what it was asked, and what became of it. */
export function fakeHistory({ answers = {}, status = {}, read = ok(null), rebuilt = () => ok(null) }: FakeParts) {
  const asked: { readonly question: Question; readonly asked: unknown }[] = []
  const done: string[] = []
  const open: OpenHistory = () =>
    ok({
      history: {
        async ask<Q extends Question>(question: Q, about: AskedOf<Q>): Promise<Result<AnswerOf<Q>>> {
          asked.push({ question, asked: about })
          const answer = answers[question]
          return answer === undefined ? failure('internal', `nobody answers ${question}`) : ok(answer(about))
        },
        status: () => ({ ...STATUS, ...status }),
        read: () => undefined,
        readAll: async () => {
          done.push('read')
          return read
        },
        rebuild: async (anyway) => {
          done.push('rebuilt')
          return rebuilt(anyway)
        },
        cancel: () => void done.push('cancelled'),
        on: () => () => undefined,
        stop: async () => void done.push('stopped'),
      },
      dataFolder: '/srv/seatlog',
      productsOf: (feature) => (feature === '87062ACD_2026_0F' ? ['AutoCAD 2026'] : []),
      warnings: [],
    })
  return { open, asked, done }
}
