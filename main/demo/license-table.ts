import { expiryText, simulatedDay } from './calendar.ts'
import { poolsOn } from './daemon.ts'
import type { Site, SiteServer } from './site.ts'

const HEADING = [
  'NOTE: lmstat -i does not give information from the server,',
  '      but only reads the license file.  For this reason,',
  '      lmstat -a is recommended instead.',
  '',
  'Feature                         Version     #licenses    Expires      Vendor',
  '_______                         _________   _________    __________   ______',
]

/** The `lmstat -i` table (GRAMMAR A8): what the license files of some servers say on a day, lapsed pools included. */
export function licenseTable(site: Site, servers: readonly SiteServer[], at: number): readonly string[] {
  const day = simulatedDay(site.zone, at)
  const rows = servers.flatMap((server) =>
    server.daemons.flatMap((daemon) =>
      daemon.spec.features.flatMap((feature, index) =>
        feature.pools.map((pool, order) => {
          const expires = poolsOn(daemon, index, day)[order]?.expires ?? null
          const count = feature.kind === 'uncounted' ? 'uncounted' : String(pool.seats)
          const date = expires === null ? daemon.spec.permanentText : expiryText(expires)
          return [
            `${feature.name.padEnd(31)} ${pool.version.padEnd(12)}`,
            `${count.padEnd(11)} ${date.padEnd(12)} ${daemon.spec.name}`,
          ].join(' ')
        }),
      ),
    ),
  )
  return [...HEADING, ...rows]
}
