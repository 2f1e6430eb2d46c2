import { simulatedDay } from './calendar.ts'
import { poolsOn, type SiteDaemon } from './daemon.ts'
import { dateText, type LogLine, longDateText, RANK } from './log-lines.ts'
import { mix } from './random.ts'
import type { SiteServer } from './site.ts'
import type { Zone } from './zone.ts'

/** What lmgrd writes when it starts (GRAMMAR B3). */
export function managerStart(zone: Zone, server: SiteServer, at: number): readonly LogLine[] {
  const { hosts, build, platform, licenseFile, port } = server.spec
  const messages = [
    `Server's System Date and Time: ${longDateText(zone, at)}`,
    `pid ${pidOf(at, 0)}`,
    'SLOG: Summary LOG statistics is enabled.',
    'Detecting other license server manager (lmgrd) processes...',
    'Done rereading',
    `FlexNet Licensing (${build}) started on ${hosts[0]} (${platform}) (${dateText(zone, at)})`,
    `License file(s): ${licenseFile}`,
    `lmgrd tcp-port ${port}`,
    'Starting vendor daemons ... ',
    ...server.daemons.map((daemon) => startedText(daemon, platform, at)),
  ]
  return messages.map((message) => ({ at, rank: RANK.start, by: 'lmgrd', message }))
}

function startedText({ spec, key }: SiteDaemon, platform: string, at: number): string {
  const pid = pidOf(at, key)
  const place = platform === 'linux' ? `internet tcp_port ${spec.tcpPort} pid ${pid}` : `pid ${pid}`
  return `Started ${spec.name} (${place})`
}

/** What a vendor daemon writes when it starts: its features, packages with their parts, and its options. */
export function daemonStart(zone: Zone, server: SiteServer, daemon: SiteDaemon, at: number): readonly LogLine[] {
  const { spec } = daemon
  const day = simulatedDay(zone, at)
  const messages = [
    `FlexNet Licensing version ${server.spec.build}`,
    `Using options file: "${spec.optionsFile}"`,
    `Server started on ${server.spec.hosts[0]} for:\t`,
    ...wrapped(spec.features.flatMap((_, feature) => listed(daemon, feature))),
    'EXTERNAL FILTERS are OFF',
    ...spec.features.flatMap(({ name, reserved }) =>
      reserved === undefined
        ? []
        : [`RESERVING ${reserved.seats} ${name}  licenses for ${reserved.kind} ${reserved.name}`],
    ),
    ...spec.features.flatMap(({ name }, feature) => {
      const lapsed = poolsOn(daemon, feature, day).some((pool) => pool.expires !== null && pool.expires < day)
      return lapsed ? [`EXPIRED: ${name}`] : []
    }),
    `(@${spec.name}-SLOG@) ===============================================`,
    `(@${spec.name}-SLOG@) === Vendor Daemon ===`,
    `(@${spec.name}-SLOG@) Start-Date: ${longDateText(zone, at)}`,
    `(@${spec.name}-SLOG@) PID: ${pidOf(at, daemon.key)}`,
    `(@${spec.name}-SLOG@) ===============================================`,
    'TCP_NODELAY NOT enabled',
  ]
  return messages.map((message) => ({ at, rank: RANK.start, by: spec.name, message }))
}

/** The words of the feature list: a package stands with its parts, a part of packages not by itself. */
function listed(daemon: SiteDaemon, feature: number): readonly string[] {
  const spec = daemon.spec.features[feature]
  if (spec === undefined || spec.pools.length === 0 || spec.kind === 'error') return []
  if (spec.parts === undefined) return [spec.name]
  const parts = [...new Set(spec.parts)]
  return [`${spec.name} (consisting of:\t\t${parts[0]}`, ...parts.slice(1)].map((word, index, all) =>
    index === all.length - 1 ? `${word})` : word,
  )
}

function wrapped(words: readonly string[]): readonly string[] {
  const lines: string[] = []
  for (let index = 0; index < words.length; index += 3) lines.push(`${words.slice(index, index + 3).join(' ')} `)
  return lines
}

const pidOf = (at: number, key: number): number => 1000 + (mix(at, key) % 60000)
