import type { Span } from '../../preload/contract/history.ts'

/** Instead of a finding, where a span (cut to the record) holds nothing of it: that is not the same as no use. */
export const unwatched = ({ from, to }: Span): string | null =>
  from < to ? null : 'Nobody watched in this span: the record begins later, or ends before it.'
