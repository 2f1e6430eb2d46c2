import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import * as v from 'valibot'
import { addressInLicense, freeTag, listEntries, sameServer } from '../../../main/service/setup-names.ts'
import { readAnySettingsFile, readLowerLayers, readSettingsFile } from '../../../main/settings/files.ts'
import { checkLayer, checkPatch, mergeLayers } from '../../../main/settings/read.ts'
import { defaultSettings, KEYS, SETTINGS_KEYS, type Settings } from '../../../main/settings/schema.ts'
import { readSeedIni } from '../../../main/settings/seed-ini.ts'
import { addressProblem } from '../../../preload/contract/address.ts'
import { tagProblem } from '../../../preload/contract/tag.ts'
import { about, hold, kindOf, type Reader } from './reader.ts'

const DEFAULTS = defaultSettings('/home/ada/Seatlog')

/** Settings in files and as a window sends them, the ini of the Python logger, addresses. */
export const settingsReaders = (folder: string): readonly Reader[] => [
  {
    name: 'settings.json',
    samples: [SETTINGS],
    isJson: true,
    read: (text) => readFile(join(folder, 'settings.json'), text),
  },
  { name: 'settings to be saved', samples: [SETTINGS], isJson: true, read: readPatch },
  { name: 'ini of the Python logger', samples: INI, read: readIni },
  { name: 'addresses and tags', samples: ADDRESSES, read: readAddress },
]

/** Whatever the file says, what counts is as the schema has it. */
function readFile(file: string, text: string): string {
  writeFileSync(file, text)
  const own = readSettingsFile(file)
  const lower = readLowerLayers(file, [file])
  const any = readAnySettingsFile(file)
  const checked = 'layer' in any ? checkLayer(any.layer) : { values: {}, problems: [] }
  const merged = mergeLayers([checked.values, ...lower.layers], DEFAULTS)
  holdSettings(merged)
  return `${own.kind} ${about(lower.locked.length)} ${[...new Set(checked.problems.map(kindOf))].sort()}`
}

function readPatch(text: string): string {
  let patch: unknown
  try {
    patch = JSON.parse(text)
  } catch {
    return 'no JSON'
  }
  const checked = checkPatch(DEFAULTS, patch)
  if (!checked.ok) return `${checked.at} ${kindOf(checked.problem)}`
  holdSettings({ ...DEFAULTS, ...checked.value })
  return Object.keys(checked.value).sort().join()
}

function holdSettings(settings: Settings): void {
  for (const key of SETTINGS_KEYS) {
    const again = v.safeParse<(typeof KEYS)[keyof typeof KEYS]>(KEYS[key], settings[key])
    hold(
      again.success && isDeepStrictEqual(again.output, settings[key]),
      `${key} counts, and is not as its schema has it`,
    )
  }
  hold(
    settings.servers.every(({ tag, address }) => tagProblem(tag, []) === null && addressProblem(address) === null),
    'a server counts that has a wrong tag or address',
  )
}

function readIni(text: string): string {
  const seed = readSeedIni(text, 'logger.ini')
  if (seed === null) return 'none'
  holdSettings(mergeLayers([checkLayer(seed.layer).values], DEFAULTS))
  return `${Object.keys(seed.layer.values).sort()} ${seed.notes.map(kindOf)}`
}

function readAddress(text: string): string {
  const problem = addressProblem(text)
  const entries = [...listEntries(text, 'win32'), ...listEntries(text, 'linux')]
  for (const entry of entries.slice(0, 5)) {
    sameServer(entry)
    hold(tagProblem(freeTag(entry, ['lic', 'server']), ['lic', 'server']) === null, 'a tag is proposed that is refused')
  }
  hold(problem !== null || !/\p{Cc}/u.test(text), 'an address with control characters is taken')
  return `${problem === null} ${about(entries.length)} ${addressInLicense(text) === null} ${tagProblem(text, []) === null}`
}

const SERVER = {
  tag: 'cad',
  address: '27000@lic-cad',
  zone: 'Europe/Berlin',
  debugLogs: ['/var/log/@DATE@/adskflex.log'],
  workingHours: { weekdays: [1, 2, 3], from: '08:00', to: '18:00', holidays: ['2026-12-25'] },
  optionsFile: '/opt/flex/adskflex.opt',
  packages: { P: ['F1', 'F2'] },
  role: 'auto',
}
const RULE = { kind: 'low', on: true, limit: 0, minutes: 15, repeatMinutes: 1440, of: ['cad/adskflex/F1/0'] }
const SETTINGS = JSON.stringify({
  ...DEFAULTS,
  servers: [SERVER, { tag: 'eda', address: '5280@a,5280@b,5280@c' }],
  keepDays: { users: 30 },
  alerts: [RULE],
  alertCommand: ['/usr/bin/notify', 'x'],
  equivalentFeatures: [['F1', 'F2']],
  archiveFolders: ['/srv/old'],
  locked: ['names'],
})
const INI = [
  '[Settings]\nlogusers = True\ndbpath = C:\\logs\nlicfile = 27000@lic\n',
  '; comment\nLOGUSERS: no\nlogpath: \\\\server\\share\\100%%\nmailto = x\n',
]
const ADDRESSES = [
  '27000@lic',
  '@lic',
  '27000@a,27000@b,27000@c',
  '27000@[fe80::1%eth0]',
  'C:\\flex\\license.dat;27000@lic',
  '/opt/license.lic:27000@lic:5280@[::1]',
  'SERVER this_host 001122334455 27000\nVENDOR adskflex port=2080\n',
  '\\\\server\\share\\x.lic',
]
