import { once } from 'node:events'
import type { Worker } from 'node:worker_threads'
import type { IndexParts } from './index-parts.ts'
import type { Gathered } from './put-rows.ts'
import { type ForSheets, sheetsWriter, type ToSheets } from './sheets-writer.ts'
import { workerOf } from './worker-of.ts'

/** Puts rows into a new index while its caller reads on. */
export interface SheetsThread {
  /** Resolves when those before are in, rejects when they could not be put in. The memory of the rows may go to a thread. */
  put(index: IndexParts, gathered: Gathered): Promise<void>
  /** Makes the index whole with the rest of what `index` was, which is closed and lies in the file `read`. */
  finish(read: string): Promise<void>
  end(): Promise<void>
}

/** Words of rows that are worth a thread: starting one takes longer than to put in fewer. */
const ENOUGH = 1 << 21

export function startSheets(about: ForSheets, enough = ENOUGH): SheetsThread {
  const told = { tags: 0, features: 0, sources: 0 }
  const waiting: ToSheets[] = []
  let words = 0
  let worker: Worker | null = null
  let failed: Promise<never> | null = null
  let done: Promise<unknown> = Promise.resolve()

  function started(): Worker {
    const made = workerOf('sheets-worker', about)
    failed = new Promise((_, reject) => made.once('error', reject))
    failed.catch(() => undefined)
    return made
  }

  async function send(message: ToSheets): Promise<void> {
    waiting.push(message)
    if (message.kind === 'put') words += wordsOf(message.gathered)
    if (words < enough) return
    worker ??= started()
    for (const next of waiting.splice(0)) {
      await done
      worker.postMessage(next, next.kind === 'put' ? memoryOf(next.gathered) : [])
      done = Promise.race([once(worker, 'message'), failed])
      // Whoever sends next is told.
      done.catch(() => undefined)
    }
  }

  return {
    put({ numbers, sources, logging }, gathered) {
      const tags = Array.from(numbers.tags.entries(), ([, tag]) => tag)
      const features = Array.from(numbers.features.entries(), ([, feature]) => feature)
      const all = [...sources.all()]
      const message: ToSheets = {
        kind: 'put',
        tags: tags.slice(told.tags),
        features: features.slice(told.features),
        sources: all.slice(told.sources),
        loggings: tags.flatMap((tag) => {
          const found = logging(tag)
          return found === undefined ? [] : [[tag, found] as const]
        }),
        gathered,
      }
      Object.assign(told, { tags: tags.length, features: features.length, sources: all.length })
      return send(message)
    },
    async finish(read) {
      await send({ kind: 'finish', read })
      await done
      if (worker !== null) return
      const write = sheetsWriter(about)
      for (const message of waiting) write(message)
    },
    async end() {
      await worker?.terminate()
    },
  }
}

const wordsOf = ({ checkouts, denials }: Gathered): number => denials.length + (checkouts?.days.rows.length ?? 0)

function memoryOf({ checkouts, denials }: Gathered): readonly ArrayBuffer[] {
  if (checkouts === null) return [denials.buffer as ArrayBuffer]
  const { days, months, hosts } = checkouts
  const ofSheets = [days, months].flatMap(({ ids, ends, rows }) => [ids, ends, rows])
  return [denials, hosts, ...ofSheets].map(({ buffer }) => buffer as ArrayBuffer)
}
