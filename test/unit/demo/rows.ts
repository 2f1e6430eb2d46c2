/** A holder row as it stands in an lmstat text, with the daemon and feature it stands under. */
export interface PrintedRow {
  readonly daemon: string
  readonly feature: string
  readonly identity: string
  readonly version: string
  readonly host: string
  readonly handle: number
  readonly start: string
  readonly seats: number
  readonly linger: number | undefined
  readonly pid: number | undefined
}

export interface PrintedFeature {
  readonly daemon: string
  readonly feature: string
  readonly issued: number
  readonly used: number
  readonly reserved: number
  readonly held: number
}

const ROW =
  /^ {4}(.+) \(v(\S+)\) \((\S+)\/\d+ (\d+)\), start (\S+ \S+ \S+?)(?:, (\d+) licenses)?(?: +\(linger: (?:\d+ \/ )?(\d+)\))?(?:, PID: (\d+))?$/
const QUEUED = /^ {4}(.+) \(v(\S+)\) \(\S+ (\d+)\) queued for (\d+) licenses?$/

/** Reads the simulator's own texts the plain way; a line it does not know is an error. */
export function readText(text: string): {
  readonly rows: readonly PrintedRow[]
  readonly features: readonly PrintedFeature[]
  readonly queued: readonly string[]
} {
  const rows: PrintedRow[] = []
  const features: (PrintedFeature & { reserved: number; held: number })[] = []
  const queued: string[] = []
  let daemon = ''
  let feature = ''
  for (const line of text.split('\n')) {
    const up = /^ +(\S+): UP v/.exec(line)
    if (up !== null) daemon = up[1] ?? ''
    const users =
      /^Users of (\S+): {2}\((?:Total of (\d+) licenses? issued; {2}Total of (\d+) licenses? in use|.*)\)$/.exec(line)
    if (users !== null) {
      feature = users[1] ?? ''
      features.push({ daemon, feature, issued: Number(users[2]), used: Number(users[3]), reserved: 0, held: 0 })
    }
    const current = features.at(-1)
    const reservation = /^\t(\d+) RESERVATIONs? for (?:GROUP|HOST) \S+ \(\S+\)$/.exec(line)
    if (reservation !== null && current !== undefined) current.reserved += Number(reservation[1])
    const row = ROW.exec(line)
    if (row !== null && current !== undefined) {
      const [, identity = '', version = '', host = '', handle, start = '', seats, linger, pid] = row
      current.held += Number(seats ?? 1)
      rows.push({
        daemon,
        feature,
        identity,
        version,
        host,
        handle: Number(handle),
        start,
        seats: Number(seats ?? 1),
        linger: linger === undefined ? undefined : Number(linger),
        pid: pid === undefined ? undefined : Number(pid),
      })
    }
    const waiting = QUEUED.exec(line)
    if (waiting !== null) queued.push(`${daemon} ${feature} ${waiting[1]} ${waiting[3]} ${waiting[4]}`)
    if (/^( {4}|\t)\S/.test(line) && row === null && waiting === null && reservation === null && up === null) {
      if (!/License file\(s\) on|vendor daemon is down/.test(line)) throw new Error(`unknown line: ${line}`)
    }
  }
  return { rows, features, queued }
}

/** A moment as lmstat prints it (`Wed 11/18 9:04`), by the runtime's own formatting. */
export function startText(zone: string, epoch: number): string {
  const parts = wallParts(zone, epoch)
  return `${parts.weekday} ${Number(parts.month)}/${Number(parts.day)} ${Number(parts.hour)}:${parts.minute}`
}

/** A moment as debug logs print it (` 9:04:31`). */
export function clockText(zone: string, epoch: number): string {
  const parts = wallParts(zone, epoch)
  return `${String(Number(parts.hour)).padStart(2)}:${parts.minute}:${parts.second}`
}

const formats = new Map<string, Intl.DateTimeFormat>()

function wallParts(zone: string, epoch: number): Record<string, string> {
  let format = formats.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      weekday: 'short',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
      second: '2-digit',
    })
    formats.set(zone, format)
  }
  return Object.fromEntries(format.formatToParts(epoch * 1000).map((part) => [part.type, part.value]))
}
