import { type DatedDay, dateOf, type Moment, parseMoment, printDate, printMoment, type StatusMoment } from './dates.ts'
import { DAY_MINUTES, type RowParts } from './row-parts.ts'

/** One date as rows print it; its starts as printed and as local times, by `minute` of the row's parts. */
interface Day {
  readonly weekday: number
  readonly dated: DatedDay
  readonly texts: (string | undefined)[]
  readonly times: (string | undefined)[]
}

/**
 * Reads the starts of rows. The rows of a server share few days, and minutes: each is worked out once, which makes dates
 * cheap in an answer of many thousand rows.
 */
export class StartClock {
  /** The start read last, as printed. */
  text = ''
  /** Of it: the local time where the year is known, and whether the year is a guess. */
  time: string | undefined
  doubtful = false
  /** It is no date. */
  odd = false
  private status: StatusMoment | undefined
  private readonly days: (Day | undefined)[] = []

  /** Rows from here on belong to a status of this moment. */
  setStatus(status: StatusMoment): void {
    this.status = status
    this.days.length = 0
  }

  /** Reads the start of the row that was read into `parts`. */
  read(text: string, parts: RowParts): void {
    const { date, minute, weekday, startFrom, startTo } = parts
    const day = date < 0 ? undefined : (this.days[date] ?? this.newDay(text, parts))
    // The same date under another weekday is rare, and is worked out each time.
    if (day === undefined || day.weekday !== weekday || parts.hour >= 24) {
      this.workOut(text.slice(startFrom, startTo))
      return
    }
    const { dated, texts, times } = day
    this.odd = false
    this.doubtful = dated.doubtful
    this.text = texts[minute] ??= text.slice(startFrom, startTo)
    this.time = times[minute] ??= printMoment(dated.date, { hour: parts.hour, minute: minute % 60, second: 0 })
  }

  /** Remembers the date of `parts`; undefined where it is none. */
  private newDay(text: string, { startFrom, startTo, weekday, date }: RowParts): Day | undefined {
    const moment = parseMoment(text.slice(startFrom, startTo))
    const dated = moment === undefined ? undefined : this.dayOfMoment(moment)
    if (dated === undefined) return undefined
    const none = new Array<undefined>(2 * DAY_MINUTES).fill(undefined)
    const day = { weekday, dated, texts: none, times: [...none] }
    this.days[date] = day
    return day
  }

  private workOut(text: string): void {
    this.text = text
    const moment = parseMoment(text)
    const dated = moment === undefined ? undefined : this.dayOfMoment(moment)
    this.time = moment === undefined || dated === undefined ? undefined : printMoment(dated.date, moment)
    this.doubtful = dated?.doubtful === true
    this.odd = moment === undefined
  }

  private dayOfMoment(moment: Moment): DatedDay | undefined {
    if (moment.year === undefined) return this.status && dateOf(moment, this.status)
    const date = printDate(moment.year, moment.month, moment.day)
    return date === undefined ? undefined : { date, doubtful: false }
  }
}
