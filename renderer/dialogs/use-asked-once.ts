import { useEffect, useState } from 'react'
import type { Channel, RequestOf, ResponseOf } from '../../preload/contract/api.ts'
import type { Result } from '../../preload/contract/result.ts'
import { useModel } from '../model.ts'

/** The answer about a server that is asked for when a dialog opens; null until it is in. */
export function useAskedOnce<C extends Extract<Channel, 'servers.raw' | 'health.report'>>(
  channel: C,
  tag: string,
): Result<ResponseOf<C>> | null {
  const model = useModel()
  const [answer, setAnswer] = useState<Result<ResponseOf<C>> | null>(null)
  useEffect(() => {
    let current = true
    void model.ask(channel, { tag } as RequestOf<C>).then((value) => {
      if (current) setAnswer(value)
    })
    return () => {
      current = false
    }
  }, [model, channel, tag])
  return answer
}
