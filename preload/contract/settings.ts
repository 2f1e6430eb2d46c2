import type { AlertRule } from './alerts.ts'

/** Settings as the window shows and changes them. */
export interface SettingsView {
  readonly servers: readonly ServerSetting[]
  readonly lmutil: string
  /** What is used when `lmutil` is empty; null when none was found. */
  readonly lmutilFound: string | null
  readonly dataFolder: string
  readonly names: NamesMode
  readonly intervalSeconds: number
  readonly recordIntervalSeconds: number
  readonly capacityIntervalSeconds: number
  readonly timeoutSeconds: number
  readonly keepDays: KeepDays
  readonly archiveFolders: readonly string[]
  readonly denialWindowSeconds: number
  readonly equivalentFeatures: readonly (readonly string[])[]
  readonly pinned: readonly string[]
  readonly theme: Theme
  /** Null: those Seatlog begins with, for the servers it logs; a viewer begins with none. */
  readonly alerts: readonly AlertRule[] | null
  /** What counts of them now. */
  readonly alertsInUse: readonly AlertRule[]
  /** Program and arguments that get each alert as JSON on their standard input; empty: none. */
  readonly alertCommand: readonly string[]
  readonly startOnLogin: boolean
  /** Keys that the computer's administrator has locked: they cannot be changed here. */
  readonly locked: readonly string[]
}

export interface ServerSetting {
  readonly tag: string
  readonly address: string
  readonly role?: 'auto' | 'viewer'
  /** IANA name; absent: this computer's. */
  readonly zone?: string
  readonly debugLogs?: readonly string[]
  readonly workingHours?: {
    readonly weekdays: readonly number[]
    /** `HH:MM` */
    readonly from: string
    readonly to: string
    /** `YYYY-MM-DD` */
    readonly holidays: readonly string[]
  }
  readonly optionsFile?: string
  readonly licenseFile?: string
  readonly packages?: Readonly<Record<string, readonly string[]>>
}

/** Days after which files of a kind are deleted; absent: never. */
export interface KeepDays {
  readonly features?: number
  readonly users?: number
  readonly checkouts?: number
  readonly denials?: number
  readonly events?: number
}

/** A server that is patched keeps what the patch does not name. */
export type SettingsPatch = Partial<Omit<SettingsView, 'lmutilFound' | 'alertsInUse' | 'locked'>>

/** How people are written into files (DESIGN section 7). */
export type NamesMode = 'names' | 'pseudonyms' | 'none'
export type Theme = 'system' | 'light' | 'dark'

/** What is wrong with a patch, by the schema that saving goes by. */
export interface SettingsChecked {
  /** Each wrong field once: its place, such as `servers.1.address`, and the sentence. Empty: all is well. */
  readonly problems: readonly { readonly key: string; readonly message: string }[]
}

/** A row of the user's own feature codes. */
export interface OwnCode {
  readonly code: string
  readonly product: string
  readonly release: string
}

/** A license server that was found on this machine's account. */
export interface ServerFound {
  readonly address: string
  /** A tag that is free: from the host's or file's name. */
  readonly tag: string
  /** Where it was found: the variable's name, the file's path. */
  readonly source: string
}

export interface FolderChecked {
  /** Null: it can be written. One sentence: why it cannot. */
  readonly problem: string | null
  /** It is not there yet: Seatlog makes it when it first records. */
  readonly isNew?: true
  /** Bytes; null: not known. */
  readonly free: number | null
  /** It holds a record already: tags. */
  readonly tags: readonly string[]
}

export interface LogTried {
  /** Null: it can be read. */
  readonly problem: string | null
  /** The files that the path stands for now. */
  readonly files: readonly string[]
  /** The first events, as `seatlog parse-log` prints them. */
  readonly events: readonly { readonly time: string; readonly type: string; readonly text: string }[]
}

export interface SettingsRequests {
  'settings.get': { request: null; response: SettingsView }
  /** Validates, saves and applies; the sentence of a failure names the field. */
  'settings.save': { request: SettingsPatch; response: SettingsView }
  /** The same check without saving, for what is being typed. */
  'settings.check': { request: SettingsPatch; response: SettingsChecked }
  /**
   * All settings of the user that count as one JSON file, with the key of the pseudonyms: who has it can tell whose they
   * are.
   */
  'settings.export': { request: null; response: { readonly fileName: string; readonly text: string } }
  /** Checks all of the file, then puts it in the place of the user's settings; nothing is changed where it fails. */
  'settings.import': { request: { readonly text: string }; response: SettingsView }
  /** The user's own table of feature codes. */
  'settings.codes': { request: null; response: readonly OwnCode[] }
  /** Puts the codes in the place of the table's; columns and lines that are not shown stay. */
  'settings.saveCodes': { request: { readonly codes: readonly OwnCode[] }; response: readonly OwnCode[] }
  /** lmutil and license servers that environment, the seed's ini and the usual folders name. */
  'setup.find': {
    request: null
    response: { readonly lmutil: string | null; readonly servers: readonly ServerFound[] }
  }
  /** Shows the simulated license server; ended by saving servers. */
  'setup.demo': { request: null; response: null }
  'setup.folder': { request: { readonly folder: string }; response: FolderChecked }
  'setup.log': { request: { readonly path: string }; response: LogTried }
}
