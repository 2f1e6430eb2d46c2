import { useMemo } from 'react'
import type { Span } from '../../preload/contract/history.ts'
import { useWindow } from '../model.ts'
import { spanOf } from './span.ts'
import type { Wish } from './wish.ts'

/** From the first to the last moment of the record, and the zone that its days are meant in. */
export interface RecordSpan extends Span {
  /** IANA name. */
  readonly zone: string
}

const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone

/** The record in the zone of the first of some servers (none: of all); null as long as there is none or it is not known. */
export function useRecord(tags: readonly string[]): RecordSpan | null {
  const status = useWindow((state) => state.history)
  const [tag] = tags
  const servers = status?.servers ?? []
  const zone = (servers.find((one) => tag === undefined || one.tag === tag) ?? servers[0])?.zone ?? HERE
  const { from, to } = status?.record ?? { from: null, to: null }
  return useMemo(() => (from === null || to === null ? null : { from, to, zone }), [from, to, zone])
}

/** What to ask for by a wish; undefined as long as there is no record. */
export function useSpan(wish: Wish, tags: readonly string[]): Span | undefined {
  const record = useRecord(tags)
  return useMemo(() => (record === null ? undefined : spanOf(wish, record, record.zone)), [wish, record])
}
