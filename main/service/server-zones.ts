import type { HistoryStatus } from '../../preload/contract/history.ts'

/** The IANA zone of a license server; without a tag, or of one that the record does not know, that of the first server. */
export type ZoneOf = (tag?: string) => string

/** The zones of the servers of a record. `here`: IANA zone of this computer, where the record tells none. */
export const zonesOf =
  ({ servers }: Pick<HistoryStatus, 'servers'>, here: string): ZoneOf =>
  (tag) =>
    (servers.find((server) => server.tag === tag) ?? servers[0])?.zone ?? here
