import { parentPort, workerData } from 'node:worker_threads'
import { median } from './engine.ts'
import { openAnswers } from './index-kind.ts'
import { QUESTIONS } from './questions.ts'

/** What the worker is told: which question, of which index. */
export interface AskOf {
  readonly folder: string
  readonly users: number
  readonly which: number
}

/** Milliseconds: of opening, of the first answer after it, and the median of the five next. */
export interface AskTimes {
  readonly open: number
  readonly first: number
  readonly warm: number
}

const { folder, users, which } = workerData as AskOf
const question = QUESTIONS[which]
if (question === undefined) throw new Error(`no question ${which}`)

const began = performance.now()
const answers = openAnswers(folder, users)
const opened = performance.now()
const times = Array.from({ length: 6 }, () => {
  const from = performance.now()
  answers.ask(question)
  return performance.now() - from
})
answers.close()
const [first = 0, ...warm] = times
const told: AskTimes = { open: opened - began, first, warm: median(warm) }
parentPort?.postMessage(told)
