import { useState } from 'react'
import { heldOrder } from './order.ts'

/**
 * The order of rows as it stands before the reader. A new poll does not stir it while `reading` says that someone is in
 * the middle of it; a new search, filter or sort (`question` changes) always does.
 */
export function useHeldOrder(
  fresh: readonly string[],
  question: string,
  reading: () => boolean,
): { readonly keys: readonly string[]; readonly stale: boolean; readonly renew: () => void } {
  const [held, setHeld] = useState({ fresh, question, keys: fresh })
  let { keys } = held
  if (held.fresh !== fresh || held.question !== question) {
    keys = held.question === question && reading() ? heldOrder(held.keys, fresh) : fresh
    setHeld({ fresh, question, keys })
  }
  const stale = keys !== fresh && keys.some((key, index) => key !== fresh[index])
  return { keys, stale, renew: () => setHeld({ fresh, question, keys: fresh }) }
}
