import { useEffect, useState } from 'react'
import { useModel, useWindow } from '../model.ts'

/** Milliseconds without typing before people and hosts are searched. */
const PAUSE = 180

const NONE: ReadonlySet<string> = new Set()

/** Keys of the features whose holders or waiting people match a search; asked again with every poll. */
export function useFound(text: string): { readonly keys: ReadonlySet<string>; readonly searching: boolean } {
  const model = useModel()
  const servers = useWindow((state) => state.servers)
  const [found, setFound] = useState({ text: '', keys: NONE })
  const wanted = text.trim()

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new poll may bring new holders
  useEffect(() => {
    if (wanted.length < 2) return
    let current = true
    const timer = setTimeout(async () => {
      const answer = await model.ask('seats.find', { text: wanted })
      if (!current) return
      setFound({ text: wanted, keys: answer.ok ? new Set(answer.value.features) : NONE })
      if (!answer.ok) model.report(answer.message)
    }, PAUSE)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [wanted, servers, model])

  if (wanted.length < 2) return { keys: NONE, searching: false }
  // A longer text finds some of the same: they stay in sight until it is known which.
  return { keys: wanted.startsWith(found.text) ? found.keys : NONE, searching: found.text !== wanted }
}
