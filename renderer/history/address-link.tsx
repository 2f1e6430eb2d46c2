import type { MouseEvent, ReactNode } from 'react'
import { type Address, hashOf } from './address.ts'
import { goTo } from './use-address.ts'

/** A link within the window, with an address that can be copied. */
export function AddressLink({
  to,
  focusable = true,
  children,
}: {
  to: Address
  /** Off where a table leads the Tab key to one row only. */
  focusable?: boolean
  children: ReactNode
}) {
  function onClick(event: MouseEvent): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    goTo(to)
  }
  return (
    <a href={hashOf(to)} tabIndex={focusable ? undefined : -1} onClick={onClick}>
      {children}
    </a>
  )
}
