import { useState } from 'react'
import type { TryResult } from '../../preload/contract/api.ts'
import type { Result } from '../../preload/contract/result.ts'
import { formats } from '../formats.ts'
import { Icon } from '../icons.tsx'
import { useModel } from '../model.ts'
import { counted, listed } from '../wording.ts'

/** Asking a server that is not saved yet, once, with what is typed of it. */
export interface Trying {
  /** Null while it is asked; undefined: it was not, or something else was typed since. */
  readonly result: Result<TryResult> | null | undefined
  tryOut(): Promise<void>
}

export function useTry(address: string, lmutil: string): Trying {
  const model = useModel()
  const question = `${address.trim()}\n${lmutil.trim()}`
  const [tried, setTried] = useState<{ readonly question: string; readonly result: Result<TryResult> | null }>()
  return {
    result: tried?.question === question ? tried.result : undefined,
    async tryOut() {
      setTried({ question, result: null })
      const result = await model.ask('servers.try', { address: address.trim(), lmutil: lmutil.trim() })
      setTried((now) => (now?.question === question ? { question, result } : now))
    },
  }
}

/** What came of it: the answer in short, or the exact reason why there is none. */
export function Tried({ result }: { result: Result<TryResult> | null | undefined }) {
  return (
    <p className="tried" role="status">
      {result != null && <Answer result={result} />}
    </p>
  )
}

function Answer({ result }: { result: Result<TryResult> }) {
  if (result.ok && result.value.answered) {
    const { features, daemons, used } = result.value
    const of = daemons.length === 0 ? '' : ` of ${listed(daemons)}`
    return (
      <>
        <span className="state-up">
          <Icon name="up" />
        </span>{' '}
        It answered: {counted(features, 'feature', 'features', formats)}
        {of}, {counted(used, 'seat', 'seats', formats)} in use.
      </>
    )
  }
  const message = !result.ok ? result.message : result.value.answered ? '' : result.value.message
  return (
    <>
      <span className="state-down">
        <Icon name="error" />
      </span>{' '}
      {message}
    </>
  )
}
