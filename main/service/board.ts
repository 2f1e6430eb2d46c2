import type { Result } from '../../preload/contract/result.ts'
import { failure, ok } from '../../preload/contract/result.ts'
import type { FeatureDetails, FeatureSeats, SeatsView, ServerSeats } from '../../preload/contract/seats.ts'

/** One server's seats with the holders of its features; what `now.json` carries too. */
export interface ServerBoard {
  readonly server: ServerSeats
  readonly details: Readonly<Record<string, FeatureDetails>>
}

export interface Board {
  /** Product names are put in here, by this Seatlog's own tables, whoever polled. */
  set(board: ServerBoard): ServerSeats
  /** The tables of product names have changed: all servers anew. */
  rename(): readonly ServerSeats[]
  view(at: number, demo: boolean): SeatsView
  details(key: string): Result<FeatureDetails>
  /** Keys of features whose name, product, daemon, tag, or any holder or waiting person's name or host has all words. */
  find(text: string): readonly string[]
  /** The features now listed, for a lookup of codes. */
  seen(): readonly FeatureSeats[]
  clear(tags: readonly string[]): void
}

/** The seats of all servers now, in the order of `clear`'s tags. */
export function createBoard(productsOf: (code: string, daemon: string) => readonly string[]): Board {
  let order: readonly string[] = []
  const boards = new Map<string, ServerBoard>()
  const inOrder = () => order.flatMap((tag) => boards.get(tag) ?? [])
  const features = () => inOrder().flatMap(({ server }) => server.features)

  function set({ server, details }: ServerBoard): ServerSeats {
    const named = {
      ...server,
      features: server.features.map((f) => ({ ...f, products: productsOf(f.name, f.daemon) })),
    }
    boards.set(server.tag, { server: named, details })
    return named
  }

  return {
    set,
    rename: () => inOrder().map(set),
    view: (at, demo) => ({ at, demo, servers: inOrder().map(({ server }) => server) }),
    details(key) {
      for (const { details } of boards.values()) {
        const found = Object.hasOwn(details, key) ? details[key] : undefined
        if (found !== undefined) return ok(found)
      }
      return failure(
        'not-found',
        'This feature is not listed any more. It may have been removed from the license file.',
      )
    },
    find(text) {
      const words = text.toLowerCase().split(/\s+/).filter(Boolean)
      if (words.length === 0) return features().map(({ key }) => key)
      return inOrder().flatMap(({ server, details }) =>
        server.features.filter((feature) => matches(feature, details[feature.key], words)).map(({ key }) => key),
      )
    },
    seen: features,
    clear(tags) {
      order = tags
      boards.clear()
    },
  }
}

/** All words stand in the feature itself, or in it and one holder together: "revit ines" finds Ines's Revit. */
function matches(feature: FeatureSeats, details: FeatureDetails | undefined, words: readonly string[]): boolean {
  const own = [feature.name, ...feature.products, feature.daemon, feature.tag].join(' ').toLowerCase()
  const rest = words.filter((word) => !own.includes(word))
  if (rest.length === 0) return true
  const people = [...(details?.holders ?? []), ...(details?.queued ?? [])]
  return people.some(({ user, host, display }) => {
    const person = `${user} ${host ?? ''} ${display ?? ''}`.toLowerCase()
    return rest.every((word) => person.includes(word))
  })
}
