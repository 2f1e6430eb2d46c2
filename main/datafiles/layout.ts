import { join } from 'node:path'
import { CAPACITY_HEADER, capacityFileName } from './capacity-cap.ts'
import { CHECKOUTS_HEADER, checkoutsFileName } from './checkouts-chk.ts'
import { denialsFileName } from './denials-den.ts'
import { eventsFileName } from './events.ts'
import { FEATURES_HEADER, featuresFileName } from './features-csv.ts'
import { isUsersFileName, USERS_HEADER, usersFileName } from './users-csv.ts'

/** Where things lie in a data folder (DESIGN section 4). */

/** What a row file holds, where it lies and how it begins. Every kind of rows the appender takes stands here. */
interface RowFile {
  readonly folder: (tag: string, rootTag: string | null) => readonly string[]
  /** `day` is `YYYY-MM-DD`; `name` tells apart files of one kind, tag and day (the feature's name). */
  readonly fileName: (day: string, name: string) => string
  /** First line of a new file, or null. */
  readonly header: string | null
  /** CSV files are given the line ends of the system they are begun on, all others LF. */
  readonly csv: boolean
}

/** The tag that first claimed the data folder logs into it, every other into a folder of its name. */
const logFolder = (tag: string, rootTag: string | null): readonly string[] =>
  tag.toLowerCase() === rootTag?.toLowerCase() ? [] : [tag]

const ROW_FILES = {
  features: { folder: logFolder, fileName: featuresFileName, header: FEATURES_HEADER, csv: true },
  users: { folder: logFolder, fileName: usersFileName, header: USERS_HEADER, csv: true },
  events: { folder: (tag) => ['events', tag], fileName: eventsFileName, header: null, csv: false },
  checkouts: {
    folder: (tag) => ['checkouts', tag],
    fileName: checkoutsFileName,
    header: CHECKOUTS_HEADER,
    csv: false,
  },
  denials: { folder: (tag) => ['checkouts', tag], fileName: denialsFileName, header: null, csv: false },
  capacity: { folder: (tag) => ['capacity', tag], fileName: capacityFileName, header: CAPACITY_HEADER, csv: false },
} as const satisfies Record<string, RowFile>

export type RowKind = keyof typeof ROW_FILES

/** The kinds a full spool gives up, in this order (DESIGN section 4, "Folder away or full"). */
export const DROPPED_WHEN_FULL = ['users', 'features'] as const satisfies readonly RowKind[]

/** Which file a row belongs to. */
export interface RowTarget {
  readonly kind: RowKind
  readonly tag: string
  readonly name: string
  /** '' for the data folder itself, else `imported/<id>`, which is laid out like a data folder without a root tag. */
  readonly base: string
}

/** A row file: the folders that lead to it from the data folder, its name, and how a new one begins. */
export interface RowFilePlace {
  readonly folders: readonly string[]
  readonly fileName: string
  readonly header: string | null
  readonly csv: boolean
}

export function rowFilePlace({ kind, tag, name, base }: RowTarget, day: string, rootTag: string | null): RowFilePlace {
  const { folder, fileName, header, csv } = ROW_FILES[kind]
  const folders = base === '' ? folder(tag, rootTag) : [...base.split('/'), ...folder(tag, null)]
  return { folders, fileName: fileName(day, name), header, csv }
}

/** Holds a folder for each import, laid out like a data folder. */
export const IMPORTED_FOLDER = 'imported'

/** The folders of a data folder that hold one for each tag, and the kinds of rows in those; [] is the data folder itself. */
export const TAG_FOLDERS: readonly { readonly folders: readonly string[]; readonly kinds: readonly RowKind[] }[] = [
  ...Map.groupBy(Object.keys(ROW_FILES) as RowKind[], (kind) =>
    ROW_FILES[kind].folder('', null).slice(0, -1).join('/'),
  ),
].map(([folder, kinds]) => ({ folders: folder === '' ? [] : folder.split('/'), kinds }))

/** The day in the name of a file of a kind, `YYYY-MM-DD`; null for every name Seatlog gives no such file. */
export function dayOfFile(kind: RowKind, fileName: string): string | null {
  const day = fileName.slice(0, 10).replaceAll('.', '-')
  if (!isDay(day)) return null
  const { fileName: nameOf }: RowFile = ROW_FILES[kind]
  const isOurs = kind === 'users' ? isUsersFileName(day, fileName) : nameOf(day, '') === fileName
  return isOurs ? day : null
}

const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00Z`).toJSON()?.startsWith(text) === true

/** The log folder of a tag relative to the data folder, with `/`; '' for the data folder itself. */
export const logFolderOf = (tag: string, rootTag: string | null): string => logFolder(tag, rootTag).join('/')

export const stateFolder = (data: string): string => join(data, 'state')
export const rootFile = (data: string): string => join(data, 'state', 'root.json')
export const leaseFile = (data: string, tag: string): string => join(data, 'state', `${tag}.lease`)
export const nowFile = (data: string, tag: string): string => join(data, 'state', `${tag}.now.json`)
export const openFile = (data: string, tag: string): string => join(data, 'state', `${tag}.open.jsonl`)
export const memoryFile = (data: string, tag: string): string => join(data, 'state', `${tag}.memory.json`)
