import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type FileAccess, realFiles } from '../../../main/datafiles/file-access.ts'
import type { Session } from '../../../main/service/session.ts'
import { defaultSettings, type Settings } from '../../../main/settings/schema.ts'
import { openSeatlog } from '../../fidelity/seatlog.ts'

export const TAG = 'cad'
/** Monday, 2 March 2026, 8:00 in Berlin. */
export const START = Date.UTC(2026, 2, 2, 7) / 1000
export const MINUTE = 60
const ZONE = 'Europe/Berlin'

const FEATURES = ['solver', 'mesh'] as const
export const PEOPLE = [
  ['mlindqvist', 'ws-0412'],
  ['tokafor', 'nb-0777'],
  ['aberg', 'ws-0500'],
  ['pvarga', 'ws-0700'],
] as const

/** A license server small enough that a poll writes few bytes, and busy enough that each poll writes into every file. */
export interface SmallSite {
  /** All that a kill leaves: `data`, and `local` for the local disks. */
  readonly disk: string
  readonly data: string
  readonly settings: Settings
  /** A Seatlog of a computer, and what it is told to. */
  open(at: number, options?: OpenOptions): SmallSeatlog
}

export interface OpenOptions {
  readonly files?: FileAccess
  readonly host?: string
}

export interface SmallSeatlog {
  /** Polls once at a time, epoch seconds. */
  poll(at: number): Promise<void>
  stop(): Promise<void>
}

/** Makes the folders of a site below a root that is there. */
export function smallSite(root: string, more: Partial<Settings> = {}): SmallSite {
  const [disk, log] = [join(root, 'disk'), join(root, 'debug.log')]
  mkdirSync(disk, { recursive: true })
  const data = join(disk, 'data')
  const servers = [{ tag: TAG, address: '27000@lic1', zone: ZONE, role: 'auto' as const, debugLogs: [log] }]
  const intervals = { recordIntervalSeconds: MINUTE, capacityIntervalSeconds: MINUTE }
  const settings: Settings = { ...defaultSettings(data), ...intervals, servers, ...more }
  return {
    disk,
    data,
    settings,
    open(at, { files = realFiles, host = 'pc-1' } = {}) {
      let now = at
      let session: Session | null = null
      const open = (): Session =>
        openSeatlog({
          ...{ settings, files, home: localFolder(disk, host), host, clock: () => now },
          ask: async () => ({
            ...{ text: lmstatText(now), exitCode: 0, ended: 'exited', ms: 1, message: null, command: 'lmutil lmstat' },
          }),
        })
      return {
        async poll(next) {
          now = next
          writeFileSync(log, debugLog(now))
          session ??= open()
          await session.once()
        },
        stop: async () => session?.stop(),
      }
    },
  }
}

export const localFolder = (disk: string, host: string): string => join(disk, 'local', host)

/** What truly happened: a seat that somebody held, epoch seconds. */
export interface Held {
  readonly user: string
  readonly host: string
  readonly feature: string
  readonly handle: number
  readonly from: number
  readonly to: number
}

/** Every minute of the first hour of a day somebody takes a seat of one of the features, for three minutes and a half. */
export function heldBefore(at: number): readonly Held[] {
  const days = Math.max(0, Math.ceil((at + 1 - FIRST) / (MINUTES_OF_DAY * MINUTE)))
  const minutes = Array.from({ length: days * 60 }, (_, nth) => Math.floor(nth / 60) * MINUTES_OF_DAY + (nth % 60))
  return minutes
    .map((minute) => {
      const from = FIRST + minute * MINUTE
      const [user = '', host = ''] = PEOPLE[minute % PEOPLE.length] ?? []
      return {
        user,
        host,
        feature: FEATURES[minute % FEATURES.length] ?? '',
        handle: 101 + minute,
        from,
        to: from + 210,
      }
    })
    .filter(({ from }) => from <= at)
}

const FIRST = START - 3 * MINUTE + 10
const MINUTES_OF_DAY = 1440

function lmstatText(at: number): string {
  const held = heldBefore(at).filter(({ from, to }) => from <= at && at < to)
  const features = FEATURES.map((feature, nth) => {
    const rows = held.filter((one) => one.feature === feature)
    const issued = 5 + ((Math.floor(at / MINUTE) + nth) % 3)
    return `Users of ${feature}:  (Total of ${issued} licenses issued;  Total of ${rows.length} licenses in use)

  "${feature}" v1.000, vendor: vendor1, expiry: 31-dec-2026
  floating license

${rows.map((one) => `    ${holderText(one)}\n`).join('')}`
  })
  return `lmutil - Copyright (c) 1989-2024 Flexera. All Rights Reserved.
Flexible License Manager status on ${startText(at).replace(/ (?=\S+$)/, '/2026 ')}

License server status: 27000@lic1
    License file(s) on lic1: /opt/flexlm/license.dat:

lic1: license server UP (MASTER) v11.19.6

Vendor daemon status (on lic1):

  vendor1: UP v11.19.6
Feature usage info:

${features.join('\n')}`
}

const holderText = ({ user, host, handle, from }: Held): string =>
  `${user} ${host} :0 (v1.000) (lic1/27000 ${handle}), start ${startText(from)}`

/** `Mon 3/2 8:05` in Berlin, of a day in March. */
const startText = (at: number): string =>
  `${['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][inBerlin(at).getUTCDay()]} 3/${inBerlin(at).getUTCDate()} ${clockText(at).slice(0, 5).trim()}`

/** The server's debug log as it stands at a time. */
export function debugLog(at: number): string {
  const lines = heldBefore(at + 10 * MINUTE).flatMap(({ user, host, feature, from, to }) => {
    const asker = `${user}@${host}`
    const denied = `DENIED: "${feature}" ${asker}  (Licensed number of users already reached. (-4,342))`
    return [
      { at: from - 20, text: denied },
      { at: from, text: `OUT: "${feature}" ${asker}` },
      { at: to, text: `IN: "${feature}" ${asker}` },
    ]
  })
  const text = lines
    .filter((line) => line.at <= at)
    .sort((a, b) => a.at - b.at)
    .map((line) => `${clockText(line.at)} (vendor1) ${line.text}\n`)
  return [' 7:00:00 (lmgrd) TIMESTAMP 3/2/2026\n', ...text].join('')
}

/** ` 8:05:09` in Berlin. */
const clockText = (at: number): string => inBerlin(at).toISOString().slice(11, 19).replace(/^0/, ' ')

/** Before summer time. */
const inBerlin = (at: number): Date => new Date((at + 3600) * 1000)
