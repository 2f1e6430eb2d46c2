import { useEffect, useState } from 'react'
import type { HealthView } from '../../preload/contract/health.ts'
import { useModel } from '../model.ts'

/** Milliseconds between two questions while the view is in sight. */
const EVERY = 10_000

export interface Health {
  /** The last that was told. */
  readonly view: HealthView | null
  /** Why nothing newer was, as a sentence. */
  readonly failure: string | null
}

/** How Seatlog is doing, asked for again and again. */
export function useHealth(): Health {
  const model = useModel()
  const [health, setHealth] = useState<Health>({ view: null, failure: null })
  useEffect(() => {
    let current = true
    let timer: ReturnType<typeof setTimeout> | undefined
    async function ask(): Promise<void> {
      if (document.visibilityState === 'visible') {
        const answer = await model.ask('health.get', null)
        if (!current) return
        setHealth((before) =>
          answer.ok ? { view: answer.value, failure: null } : { view: before.view, failure: answer.message },
        )
      }
      timer = setTimeout(() => void ask(), EVERY)
    }
    void ask()
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [model])
  return health
}
