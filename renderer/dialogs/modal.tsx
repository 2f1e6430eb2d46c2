import { type ReactNode, useLayoutEffect, useRef } from 'react'

/** A dialog over the window, open from its first moment; Escape (`onClose`) and its owner close it. */
export function Modal({
  label,
  className,
  onClose,
  onBeside,
  children,
}: {
  /** What a screen reader calls it. */
  label: string
  className: string
  onClose: () => void
  /** A click beside it. */
  onBeside?: () => void
  children: ReactNode
}) {
  const dialog = useRef<HTMLDialogElement>(null)

  // Before the next paint and before it is taken away, so that the focus goes back to where it was.
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does the same
    <dialog
      ref={dialog}
      className={className}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onBeside?.()
      }}
    >
      {children}
    </dialog>
  )
}
