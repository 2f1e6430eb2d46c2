import { ADSKFLEX } from './catalogue-adskflex.ts'
import { CDSLMD, SNPSLMD } from './catalogue-eda.ts'
import { MLM } from './catalogue-mlm.ts'
import type { DaemonSpec, FeatureSpec, ServerSpec } from './specification.ts'

const SERVERS: readonly ServerSpec[] = [
  {
    tag: 'CAD',
    hosts: ['lic-cad'],
    port: 27000,
    aliases: ['localhost', '127.0.0.1'],
    licenseFile: 'C:\\Program Files\\License Manager\\Licenses\\cad.lic',
    version: 'v11.16.2',
    build: 'v11.16.2.0 build 242597 x64_n6',
    platform: 'IBM PC',
    daemons: [ADSKFLEX],
  },
  {
    tag: 'MATH',
    hosts: ['lic-math.norrvik.example'],
    port: 27004,
    aliases: ['lic-math'],
    licenseFile: '/usr/local/flexlm/licenses/mathworks.lic',
    version: 'v11.19.6',
    build: 'v11.19.6.0 build 293152 x64_lsb',
    platform: 'linux',
    daemons: [MLM],
  },
  {
    tag: 'EDA',
    hosts: ['lic-eda1', 'lic-eda2', 'lic-eda3'],
    port: 5280,
    aliases: [],
    licenseFile: '/opt/flexlm/licenses/eda.lic',
    version: 'v11.19.0',
    build: 'v11.19.0.0 build 287050 x64_lsb',
    platform: 'linux',
    daemons: [CDSLMD, SNPSLMD],
  },
]

/** The three license servers of the simulated site. Where more features are asked for than they have, small ones are
 * added evenly to every daemon, so that at the peak about `holders` rows are held in all. */
export function catalogue(features: number, holders: number): readonly ServerSpec[] {
  const daemons = SERVERS.flatMap((server) => server.daemons)
  const own = daemons.reduce((sum, daemon) => sum + daemon.features.length, 0)
  const perDaemon = Math.max(0, Math.ceil((features - own) / daemons.length))
  if (perDaemon === 0) return SERVERS
  // Of ten people on a feature's list, about seven hold it at the peak.
  const people = Math.max(1, Math.round(holders / (perDaemon * daemons.length) / 0.7))
  return SERVERS.map((server) => ({
    ...server,
    daemons: server.daemons.map((daemon) => withMore(daemon, perDaemon, people)),
  }))
}

function withMore(daemon: DaemonSpec, count: number, people: number): DaemonSpec {
  const more = Array.from({ length: count }, (_, index): FeatureSpec => {
    const name = `${daemon.name.toLowerCase()}_module_${String(index + 1).padStart(5, '0')}`
    return { name, pools: [{ version: '1.0', seats: people + 2, renewal: 'year' }], people, presence: 0.85 }
  })
  return { ...daemon, features: [...daemon.features, ...more] }
}
