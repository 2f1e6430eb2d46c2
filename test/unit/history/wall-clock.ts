/** What a clock on the wall of a zone shows, by Intl alone. */
export interface WallTime {
  /** `YYYY-MM-DD` */
  readonly date: string
  readonly hour: number
  /** Minutes after midnight as the clock shows them. */
  readonly minutes: number
  /** 0 for Sunday. */
  readonly weekday: number
}

const QUARTER = 900
const formats = new Map<string, Intl.DateTimeFormat>()
const known = new Map<string, WallTime>()

/** Zones have changed their clocks at quarters of an hour alone since 1990. */
export function wallTime(zone: string, epoch: number): WallTime {
  const quarter = Math.floor(epoch / QUARTER) * QUARTER
  const key = `${zone} ${quarter}`
  const shown = known.get(key) ?? readClock(zone, quarter)
  known.set(key, shown)
  return { ...shown, minutes: shown.minutes + Math.floor((epoch - quarter) / 60) }
}

function readClock(zone: string, epoch: number): WallTime {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium', hourCycle: 'h23' })
  formats.set(zone, format)
  const [date = '', clock = ''] = format.format(epoch * 1000).split(' ')
  const [hour = 0, minute = 0] = clock.split(':').map(Number)
  return { date, hour, minutes: hour * 60 + minute, weekday: new Date(`${date}T12:00:00Z`).getUTCDay() }
}

export const dateIn = (zone: string, epoch: number): string => wallTime(zone, epoch).date

/** The first moment of the day on which a moment lies. */
export function startOfDay(zone: string, epoch: number): number {
  let start = Math.floor(epoch / QUARTER) * QUARTER
  while (dateIn(zone, start - QUARTER) === dateIn(zone, epoch)) start -= QUARTER
  return start
}
