import { useEffect, useRef, useState } from 'react'

/** Milliseconds without a change before it is handed on. */
const PAUSE = 150

/** A value while it is being typed or dragged, handed on by `tell` after a pause; `told` itself whenever that changes on its own. */
export function useTold<T>(told: T, tell: (value: T) => void): readonly [T, (value: T) => void] {
  const [value, setValue] = useState(told)
  const last = useRef(told)
  const telling = useRef(tell)
  telling.current = tell

  useEffect(() => {
    if (told === last.current) return
    last.current = told
    setValue(told)
  }, [told])

  useEffect(() => {
    if (value === last.current) return
    const timer = setTimeout(() => {
      last.current = value
      telling.current(value)
    }, PAUSE)
    return () => clearTimeout(timer)
  }, [value])

  return [value, setValue]
}
