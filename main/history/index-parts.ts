import type { DenialFilter } from '../usage/denials.ts'
import { dayOfDate, type LocalDays, localDays } from '../usage/local-days.ts'
import { OFFICE_HOURS, type WorkingHours, type WorkOfDay, workOf } from '../usage/working-hours.ts'
import type { IndexDatabase } from './database.ts'
import { createNumbering, type Numbering } from './numbering.ts'
import { createSources, type Sources } from './sources.ts'

/** What the user has set and the index counts by; another basis is another index. */
export interface Basis {
  /** Zones of tags (lower case) whose record does not tell; a tag that is not here has the zone ''. */
  readonly zones: Readonly<Record<string, string>>
  /** By tag, lower case; '' for all others. */
  readonly workingHours: Readonly<Record<string, WorkingHours>>
  readonly denials: DenialFilter
}

/** The days of a tag, and when people work there. */
export interface Calendar {
  readonly days: LocalDays
  readonly work: WorkOfDay
}

/** An index at work: the database, and what is kept of it in memory. */
export interface IndexParts {
  readonly db: IndexDatabase
  readonly numbers: Numbering
  readonly sources: Sources
  readonly basis: Basis
  calendarOf(feature: number): Calendar
  calendarOfTag(tag: string): Calendar
  /** What a tag's logger says of itself: zone of the server, and seconds between polls. */
  logging(tag: string): Logging | undefined
  setLogging(tag: string, logging: Logging): void
}

export interface Logging {
  readonly zone: string
  readonly interval: number
  /** When it said so, epoch seconds. */
  readonly at: number
  /** When the tag was logged for the first time, epoch seconds. */
  readonly since: number
}

export function indexParts(db: IndexDatabase, basis: Basis): IndexParts {
  const numbers = createNumbering(db)
  const sources = createSources(db)
  const loggings = new Map<string, Logging>(Object.entries(readMeta<Record<string, Logging>>(db, 'logging') ?? {}))
  const byTag = new Map<string, Calendar>()
  const byFeature: (Calendar | undefined)[] = []

  function calendarOfTag(tag: string): Calendar {
    const key = tag.toLowerCase()
    const known = byTag.get(key)
    if (known !== undefined) return known
    const days = localDays(loggings.get(key)?.zone ?? ofTags(basis.zones)[key] ?? basis.zones[''] ?? 'UTC')
    const work = workOf(days, ofTags(basis.workingHours)[key] ?? basis.workingHours[''] ?? OFFICE_HOURS, dayOfDate)
    const made = { days, work: remembered(work) }
    byTag.set(key, made)
    return made
  }

  return {
    db,
    numbers,
    sources,
    basis,
    calendarOf(feature) {
      const known = byFeature[feature]
      if (known !== undefined) return known
      const made = calendarOfTag(numbers.features.of(feature)?.tag ?? '')
      byFeature[feature] = made
      return made
    },
    calendarOfTag,
    logging: (tag) => loggings.get(tag.toLowerCase()),
    setLogging(tag, logging) {
      const isOther = calendarOfTag(tag).days.zone !== logging.zone
      loggings.set(tag.toLowerCase(), logging)
      if (isOther) {
        byTag.delete(tag.toLowerCase())
        byFeature.length = 0
        // Rows of the tag stand on days of another zone.
        const rows = [...sources.all()].some(
          (source) => source.tag.toLowerCase() === tag.toLowerCase() && source.rows > 0 && ROWS.includes(source.kind),
        )
        if (rows) writeMeta(db, 'stale', true)
      }
      writeMeta(db, 'logging', Object.fromEntries(loggings))
    },
  }
}

/** The names of all tags of an index. */
export const allTags = ({ numbers }: Pick<IndexParts, 'numbers'>): readonly string[] =>
  [...numbers.tags.entries()].map(([, tag]) => tag)

/** The zone of answers about several servers: that of the first one by its tag. */
export function zoneOfFirst(index: Pick<IndexParts, 'numbers' | 'calendarOfTag'>): string {
  const [first] = allTags(index).toSorted()
  return index.calendarOfTag(first ?? '').days.zone
}

const ROWS: readonly string[] = ['checkouts', 'denials', 'features']

/** Every answer asks for the same days again and again. */
function remembered(work: WorkOfDay): WorkOfDay {
  const known = new Map<number, ReturnType<WorkOfDay>>()
  return (day) => {
    const found = known.get(day)
    if (found !== undefined) return found
    const made = work(day)
    known.set(day, made)
    return made
  }
}

/** The same by tag, without what objects are born with: `constructor` may be a tag. */
export const ofTags = <T>(told: Readonly<Record<string, T>> = {}): Record<string, T> =>
  Object.assign(Object.create(null), told)

/** Something small the index keeps of itself, as JSON. */
export function readMeta<T>(db: IndexDatabase, key: string): T | undefined {
  const found = db.get<{ value: string }>('SELECT value FROM meta WHERE key = ?', key)
  return found === undefined ? undefined : (JSON.parse(found.value) as T)
}

export function writeMeta(db: IndexDatabase, key: string, value: unknown): void {
  db.run('INSERT OR REPLACE INTO meta VALUES(?, ?)', key, JSON.stringify(value))
}
