import { dataFiles } from './read-data-files.ts'
import { history } from './read-history.ts'
import { parsers } from './read-parsers.ts'
import { requests } from './read-requests.ts'
import { settingsReaders } from './read-settings.ts'
import { sources } from './read-sources.ts'
import { stateFiles } from './read-state-files.ts'
import type { Reader } from './reader.ts'

export interface ReaderGroup {
  readonly what: string
  readonly readers: readonly Reader[]
}

/** All that reads other people's text. `folder`: an empty one, for those that read from a disk alone. */
export const readersIn = (folder: string): readonly ReaderGroup[] => [
  { what: 'what lmstat prints, and debug logs', readers: parsers() },
  { what: 'rows of data files', readers: dataFiles() },
  { what: 'state files', readers: stateFiles(folder) },
  { what: 'settings, addresses and tags', readers: settingsReaders(folder) },
  { what: 'imports, tables, options and license files', readers: sources(folder) },
  { what: 'requests of IPC and the browser host', readers: [requests()] },
  { what: 'data folders, read into the history', readers: [history(folder)] },
]
