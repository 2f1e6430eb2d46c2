import { useEffect, useRef, useState } from 'react'
import type { AskedOf, Question, ToldOf } from '../../preload/contract/history.ts'
import { useModel, useWindow } from '../model.ts'

/** Milliseconds between two times that the same is asked because the record went on. */
const AT_MOST_EVERY = 5000

export interface Answering<Q extends Question> {
  /** The last one: that to the question before while `waiting`. */
  readonly answer: ToldOf<Q> | null
  /** Why there is none, or no newer one, to what was asked last: a sentence. */
  readonly failure: string | null
  readonly waiting: boolean
}

/** The answer of history to a question, kept up to date with the record; undefined as long as it is not known what to ask. */
export function useAnswer<Q extends Question>(question: Q, asked: AskedOf<Q> | undefined): Answering<Q> {
  const model = useModel()
  const status = useWindow((state) => state.history)
  const [state, setState] = useState<Answering<Q> & { readonly key: string }>({
    key: '',
    answer: null,
    failure: null,
    waiting: false,
  })
  const key = asked === undefined ? '' : `${question} ${JSON.stringify(asked)}`
  const last = useRef({ key: '', at: 0 })
  const current = useRef({ key, asked })
  current.current = { key, asked }

  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for what is asked; a new status for new rows
  useEffect(() => {
    if (key === '') return
    const rest = last.current.key === key ? last.current.at + AT_MOST_EVERY - Date.now() : 0
    const timer = setTimeout(ask, Math.max(0, rest))
    return () => clearTimeout(timer)

    async function ask(): Promise<void> {
      const { asked: now } = current.current
      if (now === undefined) return
      last.current = { key, at: Date.now() }
      const channel = `history.${question}` as const
      const result = await model.ask(channel, now as never)
      if (current.current.key !== key) return
      setState((before) =>
        result.ok
          ? { key, answer: result.value as ToldOf<Q>, failure: null, waiting: false }
          : { key, answer: before.key === key ? before.answer : null, failure: result.message, waiting: false },
      )
    }
  }, [key, question, model, status])

  return state.key === key ? state : { answer: state.answer, failure: null, waiting: key !== '' }
}
