import { WEEKDAYS } from './rows.ts'
import { wallAt, type Zone } from './zone.ts'

/** A line of a debug log before it is put in order: at the same second the lower rank comes first. */
export interface LogLine {
  readonly at: number
  readonly rank: number
  /** `lmgrd` or the vendor daemon. */
  readonly by: string
  readonly message: string
}

/** Order within a second: seats come back, the server stops and starts, seats go out, others fail. */
export const RANK = {
  backPart: 0,
  back: 1,
  left: 2,
  stop: 3,
  start: 4,
  out: 5,
  outPart: 6,
  fails: 7,
  noise: 8,
} as const

/** ` 8:05:09 (adskflex) message` (GRAMMAR B1). */
export function lineText(zone: Zone, line: LogLine): string {
  const { hour, minute, second } = wallAt(zone, line.at)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${String(hour).padStart(2)}:${two(minute)}:${two(second)} (${line.by}) ${line.message}\n`
}

/** `7/28/2018` */
export function dateText(zone: Zone, at: number): string {
  const { month, dayOfMonth, year } = wallAt(zone, at)
  return `${month}/${dayOfMonth}/${year}`
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `Fri Jul 27 2018 15:49:07 Eastern Daylight Time` */
export function longDateText(zone: Zone, at: number): string {
  const { weekday, month, dayOfMonth, year, hour, minute, second } = wallAt(zone, at)
  const two = (value: number): string => String(value).padStart(2, '0')
  const date = `${WEEKDAYS[weekday]} ${MONTHS[month - 1]} ${two(dayOfMonth)} ${year}`
  return `${date} ${two(hour)}:${two(minute)}:${two(second)} ${zone.longNameAt(at)}`
}
