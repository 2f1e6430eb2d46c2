/** Seat-seconds and checkouts of one person, place and time; those of a component are its packages' as well. */
interface Place<About> {
  readonly about: About
  readonly byFeature: Map<number, { seatSeconds: number; checkouts: number }>
}

/** What a sum over features holds twice, because a package and its component are both checked out for one seat. */
export class PackagesOnce<About> {
  readonly #packages: ReadonlyMap<number, readonly number[]>
  readonly #places = new Map<string, Place<About>>()

  /** `packages` of each component, by their numbers. */
  constructor(packages: ReadonlyMap<number, readonly number[]>) {
    this.#packages = packages
  }

  /** `place`: whose, where and when; only within one of them a component is held against its packages. */
  add(place: string, about: About, feature: number, seatSeconds: number, checkouts: number): void {
    if (this.#packages.size === 0) return
    const known = this.#places.get(place) ?? { about, byFeature: new Map() }
    this.#places.set(place, known)
    const sum = known.byFeature.get(feature) ?? { seatSeconds: 0, checkouts: 0 }
    sum.seatSeconds += seatSeconds
    sum.checkouts += checkouts
    known.byFeature.set(feature, sum)
  }

  /** What is to be taken off: of each component no more than its packages have. */
  *twice(): Generator<{ readonly about: About; readonly seatSeconds: number; readonly checkouts: number }> {
    for (const { about, byFeature } of this.#places.values()) {
      for (const [feature, own] of byFeature) {
        const packages = (this.#packages.get(feature) ?? []).flatMap((one) => byFeature.get(one) ?? [])
        if (packages.length === 0) continue
        const seatSeconds = packages.reduce((sum, one) => sum + one.seatSeconds, 0)
        const checkouts = packages.reduce((sum, one) => sum + one.checkouts, 0)
        yield {
          about,
          seatSeconds: Math.min(own.seatSeconds, seatSeconds),
          checkouts: Math.min(own.checkouts, checkouts),
        }
      }
    }
  }
}
