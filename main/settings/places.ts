import { homedir } from 'node:os'
import { posix, win32 } from 'node:path'

/** What the folders of a user and a computer depend on. */
export interface Machine {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
}

/** Full paths. */
export interface Places {
  /** Holds `settings.json` and the user's own tables; the same in every host. */
  readonly settingsFolder: string
  /** `settings.json` that an administrator makes for every user of a computer. */
  readonly machineWideFile: string
  /** Settings of the logger script that Seatlog follows (Windows only), the later form first. */
  readonly seedIniFiles: readonly string[]
  /** For what belongs to this computer and must not roam or be shared: the journal, the index. */
  readonly localStateFolder: string
  /** In the home folder itself: the documents folder may be synchronized, which tears at files that are being written. */
  readonly defaultDataFolder: string
}

/** The computer and user this process runs for. */
export function thisMachine(): Machine {
  return { platform: process.platform, env: process.env, home: homedir() }
}

/** Where everything lies; pure, so that each system's places can be told on any other. */
export function placesOf({ platform, env, home }: Machine): Places {
  if (platform === 'win32') return windowsPlaces(env, home)
  const defaultDataFolder = posix.join(home, 'Seatlog')
  if (platform === 'darwin') {
    const folder = posix.join(home, 'Library', 'Application Support', 'Seatlog')
    const machineWideFile = '/Library/Application Support/Seatlog/settings.json'
    return { settingsFolder: folder, machineWideFile, seedIniFiles: [], localStateFolder: folder, defaultDataFolder }
  }
  return {
    settingsFolder: posix.join(xdg(env.XDG_CONFIG_HOME) ?? posix.join(home, '.config'), 'Seatlog'),
    machineWideFile: '/etc/seatlog/settings.json',
    seedIniFiles: [],
    localStateFolder: posix.join(xdg(env.XDG_STATE_HOME) ?? posix.join(home, '.local', 'state'), 'Seatlog'),
    defaultDataFolder,
  }
}

function windowsPlaces(env: Machine['env'], home: string): Places {
  const forAll = env.PROGRAMDATA || env.ProgramData || 'C:\\ProgramData'
  return {
    settingsFolder: win32.join(env.APPDATA || win32.join(home, 'AppData', 'Roaming'), 'Seatlog'),
    machineWideFile: win32.join(forAll, 'Seatlog', 'settings.json'),
    seedIniFiles: [win32.join(forAll, 'FlexLMLicenseUsageLoggerConfig.ini'), win32.join(forAll, 'logLicenseUsage.ini')],
    localStateFolder: win32.join(env.LOCALAPPDATA || win32.join(home, 'AppData', 'Local'), 'Seatlog'),
    defaultDataFolder: win32.join(home, 'Seatlog'),
  }
}

/** The XDG specification has relative paths ignored. */
function xdg(folder: string | undefined): string | undefined {
  return folder?.startsWith('/') ? folder : undefined
}
