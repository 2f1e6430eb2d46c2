import { decodeFields, dotted, encodeFields, readNumber } from './fields.ts'
import type { Decoded } from './lines.ts'

/** `capacity/<TAG>/YYYY.MM.DD.cap` (DESIGN 4.5): changes of capacity. The first line names the fields. */
export const CAPACITY_HEADER = '# setCapacity\tTAG\tFEATURE\tTOKENS\tTIMESTAMP'

/** From `at` on (epoch seconds) so many seats of a feature are issued; 0: it is gone. */
export interface CapacityRow {
  readonly tag: string
  readonly feature: string
  readonly seats: number
  readonly at: number
}

const KEYWORD = 'setCapacity'

export const capacityFileName = (day: string): string => `${dotted(day)}.cap`

/** The row as a line without its line end. */
export const encodeCapacity = ({ tag, feature, seats, at }: CapacityRow): string =>
  encodeFields([KEYWORD, tag, feature, seats, at])

export const decodeCapacity = (text: string): Decoded<CapacityRow> =>
  decodeFields(text, { count: 5, comments: true }, ([keyword = '', tag = '', feature = '', tokens = '', time = '']) => {
    const seats = readNumber(tokens)
    const at = readNumber(time)
    if (keyword !== KEYWORD) return `does not begin with ${KEYWORD}`
    if (seats === null) return 'TOKENS is not a number'
    if (at === null) return 'TIMESTAMP is not a time'
    return { tag, feature, seats, at }
  })
