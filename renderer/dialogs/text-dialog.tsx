import { type ReactNode, useMemo, useRef, useState } from 'react'
import { chunkLines } from './chunk-lines.ts'
import { Modal } from './modal.tsx'

/** Lines in one block of the text; blocks out of sight are not laid out, so that 50 000 lines open at once. */
const BLOCK = 400

/** A long text over the window, to be read and copied. */
export function TextDialog({
  title,
  label,
  intro,
  text,
  onClose,
}: {
  title: string
  /** What a screen reader calls the text. */
  label: string
  /** What stands above the text, or instead of it. */
  intro: ReactNode
  /** Null: there is none (yet). */
  text: string | null
  onClose: () => void
}) {
  const shown = useRef<HTMLElement>(null)
  const [copied, setCopied] = useState('')
  const blocks = useMemo(() => chunkLines(text ?? '', BLOCK), [text])

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text ?? '')
      setCopied('Copied.')
    } catch {
      setCopied(copyShown(shown.current) ? 'Copied.' : 'Copying is not allowed here; mark the text and press Ctrl+C.')
    }
  }

  return (
    <Modal label={title} className="raw-dialog" onClose={onClose}>
      <h2>{title}</h2>
      {intro}
      {text !== null && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keys
        <section ref={shown} className="text" tabIndex={0} aria-label={label}>
          {blocks.map(({ at, text: block }) => (
            <pre key={at}>{block}</pre>
          ))}
        </section>
      )}
      <p className="actions closing">
        <span role="status">{copied}</span>
        {text !== null && (
          <button type="button" onClick={() => void copy()}>
            Copy
          </button>
        )}
        <button type="button" className="primary" onClick={onClose}>
          Close
        </button>
      </p>
    </Modal>
  )
}

/** The desktop host refuses every permission, the clipboard's too; this older way needs none. */
function copyShown(region: HTMLElement | null): boolean {
  if (region === null) return false
  getSelection()?.selectAllChildren(region)
  return document.execCommand('copy')
}
