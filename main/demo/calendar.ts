import { epochAt, type Zone } from './zone.ts'

/**
 * The simulation runs from 4 o'clock in the morning to the next one: everything but what is held for days is checked
 * in by then, so that a day can be computed without the days before it.
 */
const TURN = 4 * 3600

/** The simulated day an epoch second falls in, as a day number since 1970. */
export function simulatedDay(zone: Zone, epoch: number): number {
  return Math.floor((epoch + zone.offsetAt(epoch) - TURN) / 86400)
}

/** The epoch second at which a simulated day begins. */
export const dayStart = (zone: Zone, day: number): number => epochAt(zone, day, TURN)

/** 0 is Sunday. */
export const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7

/** A license server is restarted on the first Sunday of each month, and nothing is held across. The day of the last
 * such restart at or before a day. */
export function serviceDay(day: number): number {
  const sunday = day - weekdayOf(day)
  return sunday - 7 * Math.floor((dayOfMonth(sunday) - 1) / 7)
}

/** The day of the first restart after a restart. */
export const nextServiceDay = (service: number): number => serviceDay(service + 35)

const dateOf = (day: number): Date => new Date(day * 86400000)
const dayOf = (year: number, month: number, date: number): number => Date.UTC(year, month, date) / 86400000

export const dayOfMonth = (day: number): number => dateOf(day).getUTCDate()

/** How a pool's expiry moves on as its license is renewed. `loan` comes anew each month and is withdrawn after its
 * 15th; `lapsed` ended with the last quarter and is still in the license file. */
export type Renewal = 'permanent' | 'month' | 'quarter' | 'year' | 'loan' | 'lapsed'

/** The day a pool expires, as the license file says it on a given day; null: never. */
export function expiryDay(renewal: Renewal, day: number): number | null {
  const year = dateOf(day).getUTCFullYear()
  const month = dateOf(day).getUTCMonth()
  const quarter = month - (month % 3)
  switch (renewal) {
    case 'permanent':
      return null
    case 'month':
      return dayOf(year, month + 1, 0)
    case 'quarter':
      return dayOf(year, quarter + 3, 0)
    case 'year':
      return dayOf(year, 12, 0)
    case 'loan':
      return dayOf(year, month, 15)
    case 'lapsed':
      return dayOf(year, quarter, 0)
  }
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** `31-dec-2026`. */
export function expiryText(day: number): string {
  const date = dateOf(day)
  return `${date.getUTCDate()}-${MONTHS[date.getUTCMonth()]}-${date.getUTCFullYear()}`
}
