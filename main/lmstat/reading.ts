import type { ErrorLine, LicenseTableRow, TextLine } from './answer.ts'
import { printDate, printMoment } from './dates.ts'
import type { DraftFeature } from './draft.ts'
import { parseReservation, parseTitle, parseType, parseUsersOf } from './feature-lines.ts'
import { type Ending, isCutInside, type Stop } from './finish.ts'
import { parseTableHeading, parseTableRow, type TableOrder } from './license-table.ts'
import {
  errorCode,
  isElision,
  isErrorLine,
  isNoise,
  isNote,
  isSeparator,
  isUnderline,
  parseBanner,
  parseStatusDate,
} from './other-lines.ts'
import {
  daemonOf,
  hostOf,
  isDaemonUp,
  isHostUp,
  type Named,
  parseAddress,
  parseLicenseFiles,
  parseNamed,
  tellsDown,
} from './server-lines.ts'
import { ServerTree } from './server-tree.ts'
import type { StartClock } from './start-clock.ts'

/** A line that is no holder row: as it stood, with runs of blanks reduced to one, and that in lower case. */
export interface Line {
  readonly number: number
  readonly text: string
  readonly flat: string
  readonly key: string
}

/**
 * What was read so far, and where in the text we are. Every line goes through `take`, which knows the form of each; a
 * line without a place ends in `unrecognized`. Holder rows are read beside it (row.ts) into `feature`.
 */
export class Reading {
  program: string | undefined
  statusTime: string | undefined
  readonly tree = new ServerTree()
  readonly table: LicenseTableRow[] = []
  readonly errors: ErrorLine[] = []
  readonly unrecognized: TextLine[] = []
  /** The feature that rows belong to now. */
  feature: DraftFeature | undefined
  /** The form of the last line, where it belongs to `feature`. */
  private form: Ending['form'] | undefined
  private closed = false
  /** A title came, and no type or row after it. */
  private openPool = false
  /** The last pool has no row yet. */
  private emptyPool = false
  private section: 'none' | 'server' | 'daemons' | 'features' = 'none'
  private tableOrder: TableOrder | undefined
  private readonly clock: StartClock

  constructor(clock: StartClock) {
    this.clock = clock
  }

  /** A row was read into `feature`. */
  tookRow(): void {
    this.form = 'row'
    this.closed = false
    this.openPool = false
    this.emptyPool = false
  }

  take(line: Line): void {
    if (isNoise(line.key)) return
    this.closed = false
    if (this.takeFeatureLine(line)) return
    this.form = undefined
    if (this.takeServerLine(line) || this.takeTableLine(line) || this.takeOtherLine(line)) return
    this.keepUnrecognized(line)
    if (this.section === 'features' && tellsHolder(line.key)) this.tree.damage()
  }

  keepUnrecognized({ number, text }: Line): void {
    this.unrecognized.push({ line: number, text })
  }

  /** The text ended. */
  end(stop: Stop): void {
    const { feature, form, closed, emptyPool, tree } = this
    if (feature !== undefined && form !== undefined) {
      if (isCutInside({ form, closed, emptyPool, stop }, feature, tree.features)) tree.damage()
    } else if (stop === 'nothing' && (this.section === 'features' || this.section === 'daemons')) {
      tree.damage()
    }
    this.closeFeature()
  }

  /** Ends the block of the feature: a title without its type means that it was cut. */
  private closeFeature(): void {
    if (this.openPool) this.tree.damage()
    this.openPool = false
    this.emptyPool = false
    this.feature = undefined
  }

  private takeFeatureLine(line: Line): boolean {
    if (line.key.startsWith('users of ')) {
      this.closeFeature()
      this.takeUsersOf(line)
      return true
    }
    const { feature } = this
    if (feature === undefined) return false
    const reservation = parseReservation(line.flat)
    if (reservation) {
      feature.reservations.push(reservation)
      this.tookRow()
      this.closed = line.flat.endsWith(')')
      return true
    }
    if (!this.takeTitle(line, feature) && !this.takePoolLine(line, feature)) return false
    this.form = 'block'
    return true
  }

  private takeUsersOf(line: Line): void {
    const found = parseUsersOf(line.flat)
    this.section = 'features'
    this.form = 'users-of'
    this.closed = line.flat.endsWith(')')
    if (found === undefined) {
      this.keepUnrecognized(line)
      this.tree.damage()
      return
    }
    this.feature = found.feature
    this.tree.addFeature(found.feature)
    if (found.answer === 'unknown') this.keepUnrecognized(line)
    if (found.answer === 'refused' || found.answer === 'dropped') this.keepError(line)
    if (found.answer === 'unknown' || found.answer === 'dropped') this.tree.damage()
  }

  private takeTitle(line: Line, feature: DraftFeature): boolean {
    const title = parseTitle(line.flat)
    if (title === undefined) return false
    if (this.openPool) this.tree.damage()
    feature.pools.push(title.pool)
    this.openPool = true
    this.emptyPool = true
    if (title.oddExpiry) this.keepUnrecognized(line)
    return true
  }

  private takePoolLine({ key, flat, text }: Line, feature: DraftFeature): boolean {
    const pool = feature.pools.at(-1)
    if (pool === undefined || !this.openPool) return false
    if (key.startsWith('vendor_string:')) {
      const value = text.slice('vendor_string:'.length).trim()
      if (value !== '') pool.vendorString = value
      return true
    }
    const type = parseType(flat)
    if (type === undefined) return false
    pool.type = type
    this.openPool = false
    return true
  }

  private takeServerLine(line: Line): boolean {
    const { key, flat } = line
    if (key.startsWith('license server status:')) {
      this.closeFeature()
      this.tree.addServer(parseAddress(flat.slice('license server status:'.length)))
      this.section = 'server'
      return true
    }
    const files = /^license file(?:s|\(s\))? on \S+: /.exec(`${key} `)
    if (files) {
      this.tree.addLicenseFiles(parseLicenseFiles(flat.slice(files[0].length)))
      return true
    }
    if (key.startsWith('vendor daemon status')) {
      this.closeFeature()
      this.section = 'daemons'
      return true
    }
    if (key.startsWith('feature usage info')) {
      this.closeFeature()
      this.tree.openListing()
      this.section = 'features'
      return true
    }
    const named = isErrorLine(key) ? undefined : parseNamed(flat)
    return named !== undefined && (this.takeHost(line, named) || this.takeDaemon(line, named))
  }

  private takeHost(line: Line, named: Named): boolean {
    const inHeader = this.section === 'server' && !isDaemonUp(named)
    if (!isHostUp(named) && !(inHeader && (this.tree.isAsked(named) || tellsDown(named)))) return false
    this.closeFeature()
    const host = hostOf(named)
    this.tree.addHost(host)
    this.section = 'server'
    if (host.state === 'down') this.keepError(line)
    return true
  }

  private takeDaemon(line: Line, named: Named): boolean {
    const daemon = daemonOf(named)
    const isDown = this.section === 'daemons' || (this.section === 'features' && tellsDown(named))
    if (daemon.state === 'down' && !isDown) return false
    this.closeFeature()
    this.tree.addDaemon(daemon)
    this.section = 'daemons'
    if (daemon.state === 'down') this.keepError(line)
    return true
  }

  private takeTableLine({ flat }: Line): boolean {
    const order = parseTableHeading(flat)
    if (order) {
      this.closeFeature()
      this.tableOrder = order
      this.section = 'none'
      return true
    }
    if (this.tableOrder === undefined || this.section !== 'none') return false
    const row = parseTableRow(flat, this.tableOrder)
    if (row) this.table.push(row)
    return row !== undefined || isUnderline(flat)
  }

  private takeOtherLine(line: Line): boolean {
    const { flat, key } = line
    if (isNote(key)) {
      this.closeFeature()
      this.section = 'none'
      return true
    }
    if (isSeparator(flat)) {
      this.closeFeature()
      this.tree.separate()
      this.section = 'none'
      return true
    }
    const program = parseBanner(flat)
    if (program !== undefined) {
      this.program ??= program
      return true
    }
    const status = parseStatusDate(flat)
    if (status) {
      const date = printDate(status.year, status.month, status.day)
      if (date !== undefined) this.statusTime ??= printMoment(date, status)
      this.clock.setStatus(status)
      return true
    }
    if (isErrorLine(key) || errorCode(flat) !== undefined) {
      this.closeFeature()
      // In the middle of a listing it means that the server dropped out.
      if (this.section === 'daemons' || this.section === 'features') this.tree.damage()
      else this.section = 'none'
      this.keepError(line)
      return true
    }
    if (!isElision(flat)) return false
    this.tree.damage()
    return true
  }

  private keepError({ number, text }: Line): void {
    const code = errorCode(text)
    this.errors.push({ line: number, text, ...(code === undefined ? {} : { code }) })
  }
}

/** Whether an unplaced line looks like a damaged holder row, title or reservation. */
function tellsHolder(key: string): boolean {
  return /, start\b|\bqueued for\b|\breservations? for\b|\(v\d|^".*" v\d/.test(key)
}
