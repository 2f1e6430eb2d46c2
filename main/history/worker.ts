import { parentPort, workerData } from 'node:worker_threads'
import { realFiles } from '../datafiles/file-access.ts'
import { guardFiles } from '../datafiles/guarded-files.ts'
import { dueReading, LOOK_EVERY } from './due.ts'
import { NotInRecord } from './features-asked.ts'
import { createIndexer } from './indexer.ts'
import { takeLock } from './lock.ts'
import type { FromWorker, IndexPlace, ToWorker, Wanted } from './messages.ts'

const place = workerData as IndexPlace
const files = guardFiles(realFiles)
const indexer = createIndexer({
  place,
  files,
  takeLock: () => takeLock(place.folder),
  clock: () => Date.now() / 1000,
  told: tellStatus,
})
let reading: Promise<void> = Promise.resolve()
/** A look that has not begun sees whatever another one would. */
let next: { readonly done: Promise<void>; wanted: Wanted } | null = null
const last = { asked: Number.NEGATIVE_INFINITY, recent: Number.NEGATIVE_INFINITY, all: Number.NEGATIVE_INFINITY }
let problem: string | null = null

function tell(message: FromWorker): void {
  parentPort?.postMessage(message)
}

function tellStatus(): void {
  const status = indexer.status()
  const { canWrite } = indexer
  tell({
    kind: 'status',
    status: { ...status, problem: status.problem ?? problem },
    canWrite,
    wantsRebuild: indexer.wantsRebuild(),
  })
}

/** One after the other; a folder that is away is tried again with the next. */
function read(wanted: Wanted): Promise<void> {
  if (next !== null) {
    next.wanted = both(next.wanted, wanted)
    return next.done
  }
  const own = { wanted, done: reading.then(() => begin()) }
  next = own
  reading = own.done

  async function begin(): Promise<void> {
    next = null
    const now = Date.now()
    const { recent, all } = last
    if (own.wanted === 'all') last.all = now
    if (own.wanted === 'all' || own.wanted === 'recent') last.recent = now
    let isRead = false
    try {
      await indexer.read(own.wanted)
      isRead = await files.hasFolder(place.dataFolder)
      problem = null
    } catch (error) {
      problem = `New rows of ${place.dataFolder} could not be read (${sentence(error)}): they are read when it can be reached again.`
      tellStatus()
    }
    // It is as due as before.
    if (!isRead) Object.assign(last, { recent, all })
  }
  return own.done
}

function both(one: Wanted, other: Wanted): Wanted {
  if (one === 'all' || other === 'all') return 'all'
  if (one === 'recent' || other === 'recent') return 'recent'
  return [...new Set([...one, ...other])]
}

function readWhatIsDue(): void {
  const due = dueReading(last, Date.now())
  if (due !== null) void read(due)
}

const sentence = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const timer = setInterval(readWhatIsDue, LOOK_EVERY)

parentPort?.on('message', (message: ToWorker) => {
  switch (message.kind) {
    case 'ask':
      try {
        tell({ kind: 'answer', id: message.id, answer: indexer.ask(message.question, message.asked, message.groups) })
      } catch (error) {
        const code = error instanceof NotInRecord ? 'not-found' : 'internal'
        tell({ kind: 'failed', id: message.id, code, message: sentence(error) })
        if (indexer.wantsRebuild()) tellStatus()
      }
      last.asked = Date.now()
      readWhatIsDue()
      break
    case 'read':
      void read(message.wanted).then(() => tell({ kind: 'done', id: message.id }))
      break
    case 'reopen':
      indexer.reopen()
      void read('all')
      break
    case 'stop':
      clearInterval(timer)
      indexer.close()
      parentPort?.close()
      break
    default:
      message satisfies never
  }
})

tellStatus()
void read('all')
