/** Local time of one IANA zone without any clock. Days are counted from 1970-01-01 of the local calendar. */
export interface Zone {
  readonly name: string
  /** Seconds east of Greenwich at an epoch second. */
  offsetAt(epoch: number): number
  /** `Central European Summer Time`, as start headers of debug logs say it. */
  longNameAt(epoch: number): string
}

export interface Wall {
  readonly year: number
  readonly month: number
  readonly dayOfMonth: number
  /** 0 is Sunday. */
  readonly weekday: number
  readonly hour: number
  readonly minute: number
  readonly second: number
}

const DAY = 86400

/** Throws a RangeError where the runtime does not know the zone. */
export function createZone(name: string): Zone {
  const offset = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' })
  const long = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'long' })
  const offsets = new Map<number, number>()

  // Zones change at whole quarters of an hour, and not twice within a day.
  const quarterOffset = (epoch: number): number => {
    const quarter = Math.floor(epoch / 900)
    let found = offsets.get(quarter)
    if (found === undefined) {
      found = readOffset(zoneText(offset, quarter * 900))
      offsets.set(quarter, found)
    }
    return found
  }
  return {
    name,
    offsetAt(epoch) {
      const midnight = Math.floor(epoch / DAY) * DAY
      const before = quarterOffset(midnight)
      return before === quarterOffset(midnight + DAY) ? before : quarterOffset(epoch)
    },
    longNameAt: (epoch) => zoneText(long, epoch),
  }
}

function zoneText(format: Intl.DateTimeFormat, epoch: number): string {
  return format.formatToParts(epoch * 1000).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT'
}

/** `GMT`, `GMT+05:30`, `GMT-03:00`, and with seconds in old times. */
function readOffset(text: string): number {
  const match = /^GMT([+-])(\d+):(\d+)(?::(\d+))?$/.exec(text)
  if (match === null) return 0
  const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0)
  return match[1] === '-' ? -seconds : seconds
}

export function wallAt(zone: Zone, epoch: number): Wall {
  const date = new Date((epoch + zone.offsetAt(epoch)) * 1000)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    dayOfMonth: date.getUTCDate(),
    weekday: date.getUTCDay(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  }
}

/** The epoch second at which a local day reaches a time of day, given in seconds. */
export function epochAt(zone: Zone, day: number, secondOfDay: number): number {
  const local = day * DAY + secondOfDay
  return local - zone.offsetAt(local - zone.offsetAt(local))
}
