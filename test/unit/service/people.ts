import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { onTestFinished } from 'vitest'
import { type FileAccess, realFiles } from '../../../main/datafiles/file-access.ts'
import { openRecorder } from '../../../main/service/recorder.ts'
import { createSession } from '../../../main/service/session.ts'
import { defaultSettings, type Settings } from '../../../main/settings/schema.ts'

/** Monday, 2 March 2026, 8:00 in Berlin. */
export const START = Date.UTC(2026, 2, 2, 7) / 1000
const ZONE = 'Europe/Berlin'
export const KEY = 'a key that stays on this computer'

/** Everything by which lmstat and the debug log tell who somebody is and where, in lower case. */
export const WORDS = [
  ...['lindqvist', 'okafor', 'anna berg', 'schiller', 'varga'],
  ...['ws-0412', 'nb-0777', 'ws-0500', 'ws-0600', 'ws-0700', 'lindq-screen', 'okafor-tty', 'falcon'],
]

const HOLDERS = {
  lindqvist: 'mlindqvist ws-0412 lindq-screen:0.0 (v1.000) (lic1/27000 101), start Mon 3/2 7:30',
  okafor: 'TOkafor nb-0777 /dev/okafor-tty (v1.000) (lic1/27000 201), start Mon 3/2 7:40 (linger: 120 / 600)',
  berg: 'Anna Berg ws-0500 ws-0500 (v1.000) (lic1/27000 301), start Mon 3/2 7:45, 2 licenses',
  schiller: 'zschiller ws-0600 ws-0600 (v1.000) (lic1/27000 401) queued for 1 license',
  maki: 'rmaki ws-0800 ws-0800 (v1.000) (lic1/27000 501), start Mon 3/2 8:00',
  waiting: 'MLindqvist ws-0412 lindq-screen:0.0 (v1.000) (lic1/27000 102) queued for 1 license',
} as const

export type Holder = keyof typeof HOLDERS

const RESERVATIONS = `\t1 RESERVATION for USER mlindqvist (lic1/27000)
\t1 RESERVATION for HOST ws-0412 (lic1/27000)
\t1 RESERVATION for DISPLAY lindq-screen:0.0 (lic1/27000)
\t2 RESERVATIONs for GROUP design (lic1/27000)
`

const lmstatText = (
  holders: readonly Holder[],
): string => `lmutil - Copyright (c) 1989-2024 Flexera. All Rights Reserved.
Flexible License Manager status on Mon 3/2/2026 08:00

License server status: 27000@lic1
    License file(s) on lic1: /opt/flexlm/license.dat:

lic1: license server UP (MASTER) v11.19.6

Vendor daemon status (on lic1):

  adskflex: UP v11.19.6
Feature usage info:

Users of 87062ACD_2026_0F:  (Total of 9 licenses issued;  Total of 9 licenses in use)

  "87062ACD_2026_0F" v1.000, vendor: adskflex, expiry: 31-dec-2026
  floating license

${RESERVATIONS}${holders.map((holder) => `    ${HOLDERS[holder]}\n`).join('')}
`

const DEBUG_LOG = ` 7:00:00 (lmgrd) TIMESTAMP 3/2/2026
 7:30:10 (adskflex) OUT: "87062ACD_2026_0F" mlindqvist@ws-0412 [falcon]
 7:50:00 (adskflex) OUT: "87062ACD_2026_0F" pvarga@ws-0700
 7:52:00 (adskflex) IN: "87062ACD_2026_0F" pvarga@ws-0700
 7:55:00 (adskflex) DENIED: "87062ACD_2026_0F" mlindqvist@ws-0412 [falcon] (Licensed number of users already reached. (-4,342))
 7:56:00 (adskflex) DENIED: "87062ACD_2026_0F" pvarga@ws-0700 (Licensed number of users already reached. (-4,342))
 7:56:30 (adskflex) DENIED: "87062ACD_2026_0F" pvarga@ws-0700 (User Anna Berg on EXCLUDE list for feature. (-38,349))
 7:57:00 (adskflex) QUEUED: "87062ACD_2026_0F" zschiller@ws-0600
`

/** A folder in which Seatlog logs one server: `data`, and `local` for the local disk. */
export function logged(more: Partial<Settings> = {}, files: FileAccess = realFiles) {
  // In memory where that is possible: the tests wait for the disk more than for anything else.
  const root = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'seatlog-people-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  const debugLog = join(root, 'debug.log')
  writeFileSync(debugLog, DEBUG_LOG)
  const server = { tag: 'cad', address: '27000@lic1', zone: ZONE, role: 'auto' as const, debugLogs: [debugLog] }
  const settings: Settings = { ...defaultSettings(join(root, 'data')), servers: [server], pseudonymKey: KEY, ...more }
  const local = join(root, 'local')
  let time = START
  const clock = () => time

  function start(now: Settings, host: string, localStateFolder: string, ahead: number, itsFiles: FileAccess) {
    const itsClock = () => time + ahead
    const opened = openRecorder({
      ...{ settings: now, files: itsFiles, localStateFolder, host, version: '1.0.0', clock: itsClock, everyPoll: true },
    })
    if (!opened.ok) throw new Error(opened.message)
    let holders: readonly Holder[] = []
    const session = createSession({
      settings: now,
      files: itsFiles,
      lmutil: 'lmutil',
      ask: async () => ({
        ...{
          text: lmstatText(holders),
          ended: 'exited',
          exitCode: 0,
          ms: 5,
          message: null,
          command: 'lmutil lmstat -a',
        },
      }),
      recorder: opened.recorder,
      now: () => itsClock() * 1000,
      show: () => {},
      told: () => {},
    })
    return {
      stop: () => session.stop(),
      problems: () => session.problems(),
      async poll(...who: readonly Holder[]) {
        holders = who
        await session.once()
        time += 60
      },
    }
  }

  return {
    root,
    settings,
    local,
    clock,
    /** A Seatlog of this user, or of another computer, whose clock is `ahead` seconds ahead. */
    start: (
      changed: Partial<Settings> = {},
      host = 'logger-pc',
      localStateFolder = local,
      ahead = 0,
      itsFiles = files,
    ) => start({ ...settings, ...changed }, host, localStateFolder, ahead, itsFiles),
    pass(seconds: number) {
      time += seconds
      writeFileSync(debugLog, ` 8:00:00 (lmgrd) TIMESTAMP 3/2/2026\n`, { flag: 'a' })
    },
  }
}

/** Every file below a folder by its path with `/`, as bytes. */
export function bytesBelow(folder: string): ReadonlyMap<string, Buffer> {
  mkdirSync(folder, { recursive: true })
  const names = (readdirSync(folder, { recursive: true }) as string[]).filter((name) =>
    statSync(join(folder, name)).isFile(),
  )
  return new Map(
    names
      .sort()
      .map((name) => [relative(folder, join(folder, name)).replaceAll('\\', '/'), readFileSync(join(folder, name))]),
  )
}

/** `<path>: <word>` for each word that stands in the bytes of a file, or in its name, in whatever case. */
export function mentions(folder: string, words: readonly string[]): readonly string[] {
  return [...bytesBelow(folder)].flatMap(([path, bytes]) => {
    const all = `${path}\n${bytes.toString('latin1')}`.toLowerCase()
    return words.filter((word) => all.includes(word)).map((word) => `${path}: ${word}`)
  })
}
