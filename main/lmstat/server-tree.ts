import type { ServerHost } from './answer.ts'
import { type DraftDaemon, type DraftFeature, type DraftServer, type Listing, newListing, newServer } from './draft.ts'
import { askedHosts, type Named } from './server-lines.ts'

/** The servers, daemons and listings read so far; the last of each is where the next line belongs. */
export class ServerTree {
  readonly servers: DraftServer[] = []
  private server: DraftServer | undefined
  private listing: Listing | undefined
  private asks = askedHosts([])
  private separated = false

  /** Whether the address of the server asks for a host. */
  isAsked(named: Named): boolean {
    return this.asks(named)
  }

  get features(): DraftFeature[] {
    return this.servers.flatMap((server) => server.listings.flatMap((listing) => listing.features))
  }

  addServer(address: readonly string[]): DraftServer {
    this.server = newServer(address)
    this.asks = askedHosts(address)
    this.servers.push(this.server)
    this.listing = undefined
    this.separated = false
    return this.server
  }

  /** A host behind the daemons of a server begins another one. */
  addHost(host: ServerHost): void {
    const server = this.server === undefined || this.server.listings.length > 0 ? this.addServer([]) : this.server
    server.hosts.push(host)
  }

  addLicenseFiles(paths: readonly string[]): void {
    const { licenseFiles } = this.server ?? this.addServer([])
    // One by one: a spread of a million arguments would overflow the stack.
    for (const path of paths) licenseFiles.push(path)
  }

  /** Daemons announced one behind the other share a listing. */
  addDaemon(daemon: DraftDaemon): void {
    const server = this.serverOfDaemons()
    if (this.listing === undefined || this.listing.opened) {
      this.listing = newListing()
      server.listings.push(this.listing)
    }
    this.listing.daemons.push(daemon)
  }

  /** Without any daemon line the features are those of a daemon without a name. */
  addFeature(feature: DraftFeature): void {
    if (this.listing === undefined) {
      this.addDaemon({ name: '', state: 'up', complete: false, features: [] })
    }
    this.openListing()
    this.listing?.features.push(feature)
  }

  /** The features of the daemons announced last begin. */
  openListing(): void {
    if (this.listing) this.listing.opened = true
  }

  /** A separator: `-vd` parts servers by nothing else. */
  separate(): void {
    this.separated = true
  }

  /** Something of the listing is cut inside, or the server dropped out of it. */
  damage(): void {
    if (this.listing) this.listing.damaged = true
  }

  private serverOfDaemons(): DraftServer {
    const isNext = this.separated && (this.server?.listings.length ?? 0) > 0
    return this.server === undefined || isNext ? this.addServer([]) : this.server
  }
}
