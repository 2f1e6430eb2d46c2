import { type RefObject, useEffect, useRef } from 'react'

/** For the place of a view: keys go on from there when it is gone to, not from the button or row that led there and is gone. */
export function useArrival<E extends HTMLElement = HTMLElement>(subject: string): RefObject<E | null> {
  const place = useRef<E>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: for each subject anew
  useEffect(() => {
    const active = document.activeElement
    if (active?.closest('header') === null && !place.current?.contains(active)) place.current?.focus()
  }, [subject])
  return place
}
