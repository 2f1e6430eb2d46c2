import { describe, expect, it } from 'vitest'
import { placesOf } from '../../../main/settings/places.ts'

describe('the folders', () => {
  it('follow the environment on Windows, where the seed’s ini files are looked for as well', () => {
    const env = {
      APPDATA: 'C:\\Users\\ann\\AppData\\Roaming',
      LOCALAPPDATA: 'C:\\Users\\ann\\AppData\\Local',
      PROGRAMDATA: 'D:\\ProgramData',
    }
    expect(placesOf({ platform: 'win32', env, home: 'C:\\Users\\ann' })).toEqual({
      settingsFolder: 'C:\\Users\\ann\\AppData\\Roaming\\Seatlog',
      machineWideFile: 'D:\\ProgramData\\Seatlog\\settings.json',
      seedIniFiles: ['D:\\ProgramData\\FlexLMLicenseUsageLoggerConfig.ini', 'D:\\ProgramData\\logLicenseUsage.ini'],
      localStateFolder: 'C:\\Users\\ann\\AppData\\Local\\Seatlog',
      defaultDataFolder: 'C:\\Users\\ann\\Seatlog',
    })
  })

  it('are the system’s own on macOS', () => {
    expect(placesOf({ platform: 'darwin', env: {}, home: '/Users/ann' })).toEqual({
      settingsFolder: '/Users/ann/Library/Application Support/Seatlog',
      machineWideFile: '/Library/Application Support/Seatlog/settings.json',
      seedIniFiles: [],
      localStateFolder: '/Users/ann/Library/Application Support/Seatlog',
      defaultDataFolder: '/Users/ann/Seatlog',
    })
  })

  it('follow XDG on Linux, but for relative paths', () => {
    const home = '/home/ann'
    expect(placesOf({ platform: 'linux', env: {}, home })).toEqual({
      settingsFolder: '/home/ann/.config/Seatlog',
      machineWideFile: '/etc/seatlog/settings.json',
      seedIniFiles: [],
      localStateFolder: '/home/ann/.local/state/Seatlog',
      defaultDataFolder: '/home/ann/Seatlog',
    })
    const env = { XDG_CONFIG_HOME: '/cfg', XDG_STATE_HOME: 'state' }
    expect(placesOf({ platform: 'linux', env, home })).toMatchObject({
      settingsFolder: '/cfg/Seatlog',
      localStateFolder: '/home/ann/.local/state/Seatlog',
    })
  })
})
