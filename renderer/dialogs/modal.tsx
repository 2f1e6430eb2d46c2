import { type ReactNode, useEffect, useRef } from 'react'

/** A dialog over the window, open from its first moment; Escape (`onClose`) and its owner close it. */
export function Modal({
  title,
  className,
  onClose,
  children,
}: {
  title: string
  className: string
  onClose: () => void
  children: ReactNode
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      className={className}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <h2>{title}</h2>
      {children}
    </dialog>
  )
}
