import { setTimeout as wait } from 'node:timers/promises'

/**
 * Work on paths that may hang, such as a question to a share that is away: answered by `late` after so many milliseconds. While
 * a path hangs nothing is begun there again, nor at any other path, which is answered by `late` at once: each try would hold
 * a thread of the few that all files are read with. `late` gets the path that was asked, and the one that hangs.
 */
export function onceAtATime<T>(
  work: (path: string) => Promise<T>,
  patienceMs: number,
  late: (path: string, hanging: string) => T,
): (path: string) => Promise<T> {
  const underWay = new Map<string, Promise<T>>()
  const hanging = new Set<string>()

  async function answerOf(path: string): Promise<T> {
    try {
      return await work(path)
    } finally {
      underWay.delete(path)
      hanging.delete(path)
    }
  }

  return (path) => {
    const known = underWay.get(path)
    const [held] = hanging
    if (known === undefined && held !== undefined) return Promise.resolve(late(path, held))
    const asked = known ?? answerOf(path)
    underWay.set(path, asked)
    const given = wait(patienceMs, null, { ref: false }).then(() => {
      if (underWay.get(path) === asked) hanging.add(path)
      return late(path, path)
    })
    return Promise.race([asked, given])
  }
}
