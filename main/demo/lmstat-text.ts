import { type Addressed, addressed, addressOf } from './address.ts'
import { expiryText } from './calendar.ts'
import type { PoolNow, SiteDaemon } from './daemon.ts'
import { licenseTable } from './license-table.ts'
import { poolRows, type RowContext, twoDigits, WEEKDAYS } from './rows.ts'
import type { Site, SiteServer } from './site.ts'
import { type FeatureState, stateAt } from './state.ts'
import { garbage, halfOf, hasTrouble, type Trouble } from './trouble.ts'
import { wallAt, type Zone } from './zone.ts'

/** `a`: everything; `A`: features in use; `i`: the license file's table; `ai`: both; `vd`: daemons; `status`: servers
 * and daemons. */
export type LmstatMode = 'a' | 'A' | 'i' | 'ai' | 'vd' | 'status'

export interface LmstatOptions {
  /** Epoch seconds: lmutil's own clock. */
  readonly at: number
  /** What follows `-c`; empty: every server. */
  readonly address: string
  readonly mode: LmstatMode
  /** What follows `-f`: only features of this name. */
  readonly feature?: string
  /** The last year of lmutil's copyright, which decides what it prints (GRAMMAR A2, D); default 2024. */
  readonly lmutilYear?: number
  /** lmutil runs on Windows: it looks for lmgrd first and ends lines with CRLF. */
  readonly windows?: boolean
  readonly troubles?: readonly Trouble[]
}

const DASHES = '-'.repeat(76)
const REFUSED = 'Cannot connect to license server system. (-15,570:111 "Connection refused")'
const NO_FILE = 'Cannot find license file. (-1,359:2 "No such file or directory")'

/** What `lmutil lmstat` prints, byte for byte in its form (GRAMMAR part A). */
export function lmstatText(site: Site, options: LmstatOptions): string {
  const { at, mode, troubles = [] } = options
  if (hasTrouble(troubles, 'garbage', at)) return garbage(at)
  const asked = addressed(site, options.address)
  const lines = [banner(options.lmutilYear ?? 2024), statusLine(site.zone, at, mode), '']
  if (options.windows) lines.push('[Detecting lmgrd processes...]')
  if (mode !== 'i') {
    asked.forEach((one, index) => {
      if (index > 0) lines.push('', DASHES)
      lines.push(...('server' in one ? serverBlock(site, one.server, options) : failureBlock(one)))
    })
  }
  if (mode === 'i' || mode === 'ai') {
    const servers = asked.flatMap((one) => ('server' in one ? [one.server] : []))
    lines.push(...licenseTable(site, servers, at))
  }
  const text = lines.map((line) => line + (options.windows ? '\r\n' : '\n')).join('')
  return hasTrouble(troubles, 'half', at) ? halfOf(text) : text
}

/** lmutil's first line; its owner changed over the years. */
export function banner(year: number): string {
  if (year < 2005) return `lmstat - Copyright (c) 1989-${year} by Macrovision Corporation. All rights reserved.`
  if (year < 2009) {
    return `lmutil - Copyright (c) 1989-${year} Macrovision Europe Ltd. and/or Macrovision Corporation. All Rights Reserved.`
  }
  const owner = year < 2014 ? 'Flexera Software, Inc.' : year < 2017 ? 'Flexera Software LLC.' : 'Flexera.'
  return `lmutil - Copyright (c) 1989-${year} ${owner} All Rights Reserved.`
}

function statusLine(zone: Zone, at: number, mode: LmstatMode): string {
  const now = wallAt(zone, at)
  const date = `${WEEKDAYS[now.weekday]} ${now.month}/${now.dayOfMonth}/${now.year}`
  const text = `${date} ${twoDigits(now.hour)}:${twoDigits(now.minute)}`
  return mode === 'vd' ? text : `Flexible License Manager status on ${text}`
}

function failureBlock(one: Exclude<Addressed, { server: SiteServer }>): readonly string[] {
  return [`Error getting status: ${one.failure === 'no-file' ? NO_FILE : REFUSED}`]
}

function serverBlock(site: Site, server: SiteServer, options: LmstatOptions): readonly string[] {
  const { at, mode, troubles = [] } = options
  if (hasTrouble(troubles, 'server-down', at)) return [`Error getting status: ${REFUSED}`]
  const { hosts, licenseFile, version } = server.spec
  const triad = hosts.length > 1
  const failedOver = hasTrouble(troubles, 'failover', at)
  const master = (triad && failedOver ? hosts[1] : hosts[0]) ?? ''
  const lines: string[] = []
  if (mode !== 'vd') {
    lines.push(`License server status: ${addressOf(server)}`)
    lines.push(`    License file(s) on ${hosts[0]}: ${licenseFile}:`, '')
    hosts.forEach((host, index) => {
      const away = triad && index === (failedOver ? 0 : 2) && hasTrouble(troubles, 'triad-member-down', at)
      if (away) lines.push(`${host}: ${REFUSED}`)
      else lines.push(`${host}: license server UP ${host === master ? '(MASTER) ' : ''}${version}`)
    })
    lines.push('')
  }
  lines.push(`Vendor daemon status (on ${master}):`, '')
  server.daemons.forEach((daemon, index) => {
    const down = index === 0 && hasTrouble(troubles, 'daemon-down', at)
    const state = down ? 'The desired vendor daemon is down. (-97,121)' : `UP ${daemon.spec.version}`
    lines.push(`${daemon.spec.name.padStart(10)}: ${state}`)
    if (mode === 'vd' || mode === 'status') return
    lines.push('Feature usage info:', '')
    if (down) lines.push(...unanswered(daemon, options.feature))
    else lines.push(...features({ zone: site.zone, at, server, daemon, master, troubles }, site, options))
  })
  if (options.feature !== undefined && !server.daemons.some((daemon) => daemon.indexOf.has(options.feature ?? ''))) {
    lines.push(
      `Users of ${options.feature}: Cannot get users of ${options.feature}: No such feature exists. (-5,222)`,
      '',
    )
  }
  return lines
}

function unanswered(daemon: SiteDaemon, only: string | undefined): readonly string[] {
  const names = daemon.spec.features.map((feature) => feature.name)
  return names
    .filter((name) => only === undefined || name === only)
    .flatMap((name) => [
      `Users of ${name}: Cannot get users of ${name}: The desired vendor daemon is down. (-97,121)`,
      '',
    ])
}

function features(context: RowContext, site: Site, options: LmstatOptions): readonly string[] {
  const lines: string[] = []
  for (const state of stateAt(site, context.daemon, context.at)) {
    if (options.feature !== undefined && options.feature !== state.spec.name) continue
    const inUse = state.used > 0 || state.waits.length > 0
    if (options.mode === 'A' && !inUse) continue
    lines.push(usersLine(state), '')
    state.pools.forEach((pool, index) => {
      const rows = poolRows(context, state, index)
      if (rows.length === 0) return
      lines.push(...title(context.daemon, state, pool, options.lmutilYear ?? 2024), '', ...rows, '')
    })
  }
  return lines
}

function usersLine({ spec, issued, used }: FeatureState): string {
  if (spec.kind === 'uncounted') return `Users of ${spec.name}:  (Uncounted, node-locked)`
  if (spec.kind === 'error') {
    return `Users of ${spec.name}:  (Error: ${issued} licenses, unsupported by licensed server)`
  }
  const count = (seats: number): string => `Total of ${seats} ${seats === 1 ? 'license' : 'licenses'}`
  return `Users of ${spec.name}:  (${count(issued)} issued;  ${count(used)} in use)`
}

/** Expiry is printed by lmutils of 2014 and later, the vendor string by those after 2015. */
function title(daemon: SiteDaemon, state: FeatureState, pool: PoolNow, year: number): readonly string[] {
  const { version, vendorString, lockedTo } = pool.spec
  const date = pool.expires === null ? daemon.spec.permanentText : expiryText(pool.expires)
  const lines = [
    `  "${state.spec.name}" v${version}, vendor: ${daemon.spec.name}${year < 2014 ? '' : `, expiry: ${date}`}`,
  ]
  if (vendorString !== undefined && year > 2015) lines.push(`  vendor_string: ${vendorString}`)
  if (state.spec.kind === 'uncounted') lines.push('  uncounted nodelocked license locked to NOTHING (hostid=ANY)')
  else if (lockedTo !== undefined) lines.push(`  nodelocked license, locked to "${lockedTo}"`)
  else lines.push('  floating license')
  return lines
}
