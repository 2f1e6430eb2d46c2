import { useEffect, useMemo, useRef, useState } from 'react'
import type { Result } from '../../preload/contract/result.ts'
import type { RawAnswer } from '../../preload/contract/seats.ts'
import { formats } from '../formats.ts'
import { useModel } from '../model.ts'
import { chunkLines } from './chunk-lines.ts'
import { Modal } from './modal.tsx'

/** Lines in one block of the text; blocks out of sight are not laid out, so that 50 000 lines open at once. */
const BLOCK = 400

/** What lmutil printed in the last poll of a server, as it stood. */
export function RawDialog({ tag, onClose }: { tag: string; onClose: () => void }) {
  const model = useModel()
  const [answer, setAnswer] = useState<Result<RawAnswer> | null>(null)
  const shown = useRef<HTMLElement>(null)
  const [copied, setCopied] = useState('')
  const text = answer?.ok ? answer.value.text : ''
  const blocks = useMemo(() => chunkLines(text, BLOCK), [text])

  useEffect(() => {
    let current = true
    void model.ask('servers.raw', { tag }).then((value) => {
      if (current) setAnswer(value)
    })
    return () => {
      current = false
    }
  }, [model, tag])

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text)
      setCopied('Copied.')
    } catch {
      setCopied(copyShown(shown.current) ? 'Copied.' : 'Copying is not allowed here; mark the text and press Ctrl+C.')
    }
  }

  return (
    <Modal title={`What lmstat said of ${tag}`} className="raw-dialog" onClose={onClose}>
      {answer === null && <p>Fetching the text …</p>}
      {answer?.ok === false && <p role="alert">{answer.message}</p>}
      {answer?.ok === true && (
        <>
          <p className="muted">
            <span className="mono">{answer.value.command}</span> at {formats.moment(answer.value.at, Date.now() / 1000)}
          </p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keys */}
          <section ref={shown} className="text" tabIndex={0} aria-label="Text of lmstat">
            {blocks.map(({ at, text: block }) => (
              <pre key={at}>{block}</pre>
            ))}
          </section>
        </>
      )}
      <p className="actions closing">
        <span role="status">{copied}</span>
        {answer?.ok === true && (
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
