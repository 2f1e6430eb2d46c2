import { useEffect, useState } from 'react'
import { useModel } from '../model.ts'
import { type Found, NOTHING_FOUND } from './groups.ts'

/** Milliseconds without typing before Seatlog is asked. */
const PAUSE = 120

/** Shorter texts are in nearly every name. */
const LEAST = 2

export interface Asked {
  readonly found: Found
  readonly waiting: boolean
  /** Why users and hosts could not be searched; null: they were. */
  readonly failure: string | null
}

/** What Seatlog finds to a text that is being typed; the answer to a text before the last is dropped. */
export function useAsked(text: string): Asked {
  const model = useModel()
  const wanted = text.trim()
  const [{ found, failure }, setAnswer] = useState<Omit<Asked, 'waiting'>>({ found: NOTHING_FOUND, failure: null })

  useEffect(() => {
    if (wanted.length < LEAST) return
    let current = true
    const timer = setTimeout(async () => {
      const [names, codes, seats] = await Promise.all([
        model.ask('history.names', { text: wanted }),
        model.ask('codes.lookup', { text: wanted }),
        model.ask('seats.find', { text: wanted }),
      ])
      if (!current) return
      setAnswer({
        found: {
          text: wanted,
          names: names.ok ? names.value : NOTHING_FOUND.names,
          codes: codes.ok ? codes.value : [],
          holders: seats.ok ? seats.value.features : [],
        },
        failure: names.ok ? null : names.message,
      })
    }, PAUSE)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [wanted, model])

  if (wanted.length < LEAST) return { found: NOTHING_FOUND, waiting: false, failure: null }
  return { found, waiting: found.text !== wanted, failure: found.text === wanted ? failure : null }
}
