import type { ReactElement } from 'react'

/** The shapes of states and actions; each differs in outline, not only in color. Drawn on 16 by 16, in the text's color. */
const SHAPES = {
  up: <circle cx="8" cy="8" r="5" />,
  degraded: <path d="M8 2.5 14.5 13.5H1.5Z" />,
  down: <rect x="3" y="3" width="10" height="10" rx="1" />,
  unknown: <circle cx="8" cy="8" r="5" fill="none" stroke="currentColor" strokeWidth="1.8" strokeDasharray="3 2.2" />,
  paused: <circle cx="8" cy="8" r="5" fill="none" stroke="currentColor" strokeWidth="1.8" />,
  warning: <path d="M8 1.8 15 14H1Z M7.2 6v4.2h1.6V6Z M7.2 11.2v1.6h1.6v-1.6Z" fillRule="evenodd" />,
  error: <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5Z M7.2 4v5h1.6V4Z M7.2 10.4V12h1.6v-1.6Z" fillRule="evenodd" />,
  info: <path d="M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Z M7.2 7v5h1.6V7Z M7.2 4v1.6h1.6V4Z" fillRule="evenodd" />,
  waiting: <path d="M4 1.5h8V5L9 8l3 3v3.5H4V11l3-3-3-3Z" />,
  pinned: <path d="m8 1.3 2 4.5 4.9.5-3.7 3.3 1.1 4.8L8 11.9l-4.3 2.5 1.1-4.8L1.1 6.3 6 5.8Z" />,
  unpinned: (
    <path
      d="m8 2.2 1.7 3.9 4.2.4-3.2 2.8 1 4.1L8 11.2l-3.7 2.2 1-4.1-3.2-2.8 4.2-.4Z"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.2"
      strokeLinejoin="round"
    />
  ),
  closed: <path d="m6 3.5 4.5 4.5L6 12.5" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />,
  open: <path d="M3.5 6 8 10.5 12.5 6" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />,
  ascending: <path d="M8 4 12 10H4Z" />,
  descending: <path d="M8 12 4 6h8Z" />,
  search: (
    <path
      d="M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9Zm3.3 7.8 3.4 3.4"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
    />
  ),
  lock: <path d="M3 7h1.6V5.2a3.4 3.4 0 0 1 6.8 0V7H13v7.5H3Zm3.2 0h3.6V5.2a1.8 1.8 0 0 0-3.6 0Z" />,
  low: <path d="M2 2.5h12v11H2Zm1.5 1.5v8h9V4Zm0 0h6.8v8H3.5Z" fillRule="evenodd" />,
  calendar: <path d="M2 3h2V1.5h1.5V3h5V1.5H12V3h2v11.5H2Zm1.5 4v6h9V7Z" fillRule="evenodd" />,
  held: (
    <path
      d="M8 2.2a5.8 5.8 0 1 1 0 11.6A5.8 5.8 0 0 1 8 2.2Zm0 2.3V8l2.6 1.9"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
    />
  ),
  denied: <path d="M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13ZM4.2 6.9v2.2h7.6V6.9Z" fillRule="evenodd" />,
  bell: (
    <path d="M8 1.2c2.7 0 4.2 2 4.2 4.6 0 3 .8 4.2 1.8 5.2v.8H2V11c1-1 1.8-2.2 1.8-5.2 0-2.6 1.5-4.6 4.2-4.6ZM6.2 12.9h3.6a1.8 1.8 0 0 1-3.6 0Z" />
  ),
  close: <path d="m4 4 8 8M12 4l-8 8" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />,
} as const satisfies Record<string, ReactElement>

export type IconName = keyof typeof SHAPES

/** A decoration: the words beside it say the same. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className={`icon icon-${name}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {SHAPES[name]}
    </svg>
  )
}
