import { setTimeout as wait } from 'node:timers/promises'

/**
 * Work on paths that may hang, such as a question to a share that is away: answered by `late` after so many milliseconds. While
 * a path hangs nothing is begun there again: each try would hold a thread of the few that all files are read with.
 */
export function onceAtATime<T>(
  work: (path: string) => Promise<T>,
  patienceMs: number,
  late: (path: string) => T,
): (path: string) => Promise<T> {
  const underWay = new Map<string, Promise<T>>()
  return (path) => {
    const known = underWay.get(path)
    const asked = known ?? work(path).finally(() => underWay.delete(path))
    underWay.set(path, asked)
    return Promise.race([asked, wait(patienceMs, null, { ref: false }).then(() => late(path))])
  }
}
