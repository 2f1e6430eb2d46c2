import type { Site, SiteServer } from './site.ts'

/** One server of an address, or what lmutil says of it. */
export type Addressed =
  | { readonly server: SiteServer }
  | { readonly address: string; readonly failure: 'refused' | 'no-file' }

/** Which servers an address asks: `port@host`, a triad's members joined by commas, several servers joined by `:` or
 * `;`; an empty one asks all of them. */
export function addressed(site: Site, address: string): readonly Addressed[] {
  if (address === '') return site.servers.map((server) => ({ server }))
  // A colon after a single letter belongs to a drive.
  const parts = address.split(/;|(?<!(?:^|[:;])[A-Za-z]):/).filter((part) => part !== '')
  return parts.map((part): Addressed => {
    const server = site.servers.find((candidate) => answers(candidate, part))
    if (server !== undefined) return { server }
    return { address: part, failure: part.includes('@') ? 'refused' : 'no-file' }
  })
}

function answers(server: SiteServer, address: string): boolean {
  const { hosts, aliases, port } = server.spec
  return address.split(',').every((member) => {
    const [asked, host, ...rest] = member.trim().toLowerCase().split('@')
    if (host === undefined || rest.length > 0) return false
    return (asked === '' || asked === String(port)) && [...hosts, ...aliases].includes(host)
  })
}

/** `5280@lic-eda1,5280@lic-eda2,5280@lic-eda3` */
export function addressOf(server: SiteServer): string {
  return server.spec.hosts.map((host) => `${server.spec.port}@${host}`).join(',')
}
