import type { Settings } from '../../../main/settings/schema.ts'

/**
 * Polls of the small site in the midst of which one is killed. Polls are told by their minutes, and stand in lists, one
 * for each Seatlog that makes them before it ends.
 */
export interface Story {
  readonly what: string
  readonly settings?: Partial<Settings>
  readonly before: readonly (readonly number[])[]
  readonly fatal: number
  /** It is the first poll of its Seatlog; else the one that made those before makes it. */
  readonly anew: boolean
  readonly after: readonly number[]
  /** See `photograph`. */
  readonly everyUnread: number
  /** It has far more moments than others, of which fewer are tried. */
  readonly writesMuch?: true
  /** Nobody reaches the data folder at these polls. */
  readonly away?: readonly number[]
  /** The Seatlog that goes on is killed in its first poll as well, beginning from some of the moments. */
  readonly twice?: true
}

const DAY = 1440
/** Every byte of what nobody reads is tried in one story. */
export const UNREAD = 16

export const STORIES: readonly Story[] = [
  {
    what: 'in a poll',
    before: [[0, 1, 2, 3, 4, 5]],
    fatal: 6,
    anew: false,
    after: [7, 8],
    everyUnread: 1,
    twice: true,
  },
  { what: 'in the first poll of all', before: [], fatal: 0, anew: true, after: [1, 2], everyUnread: UNREAD },
  {
    what: 'in the first poll after a start',
    before: [[0, 1, 2, 3, 4]],
    fatal: 5,
    anew: true,
    after: [6, 7],
    everyUnread: UNREAD,
  },
  {
    what: 'while the journal is drained, the folder being back',
    before: [[0, 1, 2, 3, 4, 5, 6, 7]],
    fatal: 8,
    anew: false,
    after: [9, 10],
    away: [3, 4, 5, 6, 7],
    everyUnread: UNREAD,
  },
  {
    what: 'while old files are deleted (keepDays)',
    settings: { keepDays: { features: 1, users: 1, checkouts: 1, denials: 1, events: 1 } },
    before: [[0, 1, 2, 3, DAY, DAY + 1, DAY + 2]],
    fatal: 2 * DAY,
    anew: false,
    after: [2 * DAY + 1, 2 * DAY + 2],
    everyUnread: UNREAD,
    writesMuch: true,
  },
]
