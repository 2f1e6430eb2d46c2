import type { RefObject } from 'react'
import { Icon } from './icons.tsx'

interface Props {
  readonly field: RefObject<HTMLInputElement | null>
  /** What a screen reader calls it. */
  readonly label: string
  readonly placeholder: string
  readonly text: string
  readonly onText: (text: string) => void
}

/** The field that a view is searched by; Escape clears it. */
export function SearchField({ field, label, placeholder, text, onText }: Props) {
  return (
    <div className="search-field">
      <Icon name="search" />
      <input
        ref={field}
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={text}
        spellCheck={false}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onText('')
        }}
      />
    </div>
  )
}
