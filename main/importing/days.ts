import { localDay } from '../datafiles/local-time.ts'

/** Since 1970 clocks are changed at, and zones differ by, whole quarters of an hour. */
const QUARTER = 900

/** Tells the day, `YYYY-MM-DD`, of epoch seconds in a zone; quickly for the many rows that end soon after each other. */
export function createDays(zone: string): (at: number) => string {
  let quarter = Number.NaN
  let day = ''
  return (at) => {
    const now = Math.floor(at / QUARTER)
    if (now !== quarter) {
      quarter = now
      day = localDay(at, zone)
    }
    return day
  }
}

/** Most times; the last days of months are looked up. */
const COMMON = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/

/** Whether a local time `YYYY-MM-DDTHH:MM:SS` is of a day and an hour that the calendar has. */
export function isTime(local: string): boolean {
  if (COMMON.test(local)) return true
  const at = new Date(`${local}Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(local)
}
