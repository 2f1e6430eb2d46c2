import { useEffect, useRef, useState } from 'react'
import type { CodeFound } from '../../preload/contract/api.ts'
import { formats } from '../formats.ts'
import { useModel } from '../model.ts'
import { SearchField } from '../search-field.tsx'
import { searchWords } from '../seats/filter.ts'
import { Marked } from '../seats/marked.tsx'

/** Milliseconds without typing before a code is looked up. */
const PAUSE = 150

/** More rows than these do not help; the search does. */
const SHOWN = 200

interface Lookup {
  readonly text: string
  readonly found: readonly CodeFound[]
  readonly failure: string | null
}

/** What a feature code means, and which code a product has. */
export function CodesView({
  hidden,
  text,
  onText,
  onReveal,
}: {
  hidden: boolean
  text: string
  onText: (text: string) => void
  /** Shows a feature in the seats view, by its key. */
  onReveal: (key: string) => void
}) {
  const model = useModel()
  const field = useRef<HTMLInputElement>(null)
  const [lookup, setLookup] = useState<Lookup | null>(null)
  const wanted = text.trim()

  useEffect(() => {
    if (!hidden) field.current?.focus()
  }, [hidden])

  useEffect(() => {
    if (hidden || wanted === '') return
    let current = true
    const timer = setTimeout(async () => {
      const answer = await model.ask('codes.lookup', { text: wanted })
      if (!current) return
      setLookup({ text: wanted, found: answer.ok ? answer.value : [], failure: answer.ok ? null : answer.message })
    }, PAUSE)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [hidden, wanted, model])

  const current = wanted === '' || lookup?.text !== wanted ? null : lookup
  return (
    <section className="codes" aria-label="Feature codes" hidden={hidden}>
      <search className="search-bar">
        <SearchField
          field={field}
          label="Search feature codes and products"
          placeholder="Feature code or product, like 87084ACD_2019_0F or civil 3d"
          text={text}
          onText={onText}
        />
        <p className="muted" role="status">
          {current !== null && summary(current)}
        </p>
      </search>
      {wanted === '' && (
        <div className="empty">
          <h2>Look up a feature code</h2>
          <p>License servers speak in feature codes. Type one to see its product, or a product to see its codes.</p>
        </div>
      )}
      {current?.failure != null && <p className="problem error">{current.failure}</p>}
      {current !== null && current.found.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keys
        <section className="scroller" aria-label="Codes found" tabIndex={0}>
          <CodeTable found={current.found.slice(0, SHOWN)} words={searchWords(text)} onReveal={onReveal} />
        </section>
      )}
    </section>
  )
}

function summary({ found, failure, text }: Lookup): string {
  if (failure !== null) return ''
  if (found.length === 0) return `No code or product matches “${text}”.`
  if (found.length > SHOWN)
    return `The first ${formats.count(SHOWN)} of ${formats.count(found.length)}; type more to narrow them.`
  return `${formats.count(found.length)} found`
}

function CodeTable({
  found,
  words,
  onReveal,
}: {
  found: readonly CodeFound[]
  words: readonly string[]
  onReveal: (key: string) => void
}) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Feature code</th>
          <th scope="col">Product</th>
          <th scope="col" className="less">
            Release
          </th>
          <th scope="col" className="less">
            Kind
          </th>
          <th scope="col" className="less">
            Vendor
          </th>
          <th scope="col">On your servers</th>
        </tr>
      </thead>
      <tbody>
        {found.map((row) => (
          <tr key={`${row.vendor} ${row.code} ${row.product} ${row.release} ${row.kind}`}>
            <td className="mono">
              <Marked text={row.code} words={words} />
            </td>
            <td>
              <Marked text={row.product} words={words} />
            </td>
            <td className="less">{row.release}</td>
            <td className="less">{row.kind}</td>
            <td className="less">{row.vendor}</td>
            <td>
              {row.seen.map((key) => (
                <button
                  key={key}
                  type="button"
                  className="link"
                  aria-label={`Show its seats on ${tagOf(key)}`}
                  onClick={() => onReveal(key)}
                >
                  {tagOf(key)}
                </button>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The server's tag, first of the URI-encoded parts of a feature's key. */
const tagOf = (key: string): string => decodeURIComponent(key.split('/', 1)[0] ?? '')
