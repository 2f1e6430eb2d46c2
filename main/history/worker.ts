import { parentPort, workerData } from 'node:worker_threads'
import { realFiles } from '../datafiles/file-access.ts'
import { guardFiles } from '../datafiles/guarded-files.ts'
import { NotInRecord } from './features-asked.ts'
import { createIndexer } from './indexer.ts'
import { takeLock } from './lock.ts'
import type { FromWorker, IndexPlace, ToWorker } from './messages.ts'

/** New rows are looked for so often where nobody says that there are some. */
const READ_EVERY_MS = 20_000
/** All files are looked through so often: for imports, for what was moved, deleted or written anew. */
const READ_ALL_EVERY_MS = 600_000

const place = workerData as IndexPlace
const indexer = createIndexer({
  place,
  files: guardFiles(realFiles),
  takeLock: () => takeLock(place.folder),
  clock: () => Date.now() / 1000,
  told: tellStatus,
})
let reading: Promise<void> = Promise.resolve()
/** A look that has not begun sees whatever another one would. */
let next: Promise<void> | null = null
let allReadAt = Number.NEGATIVE_INFINITY
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
function read(all: boolean): Promise<void> {
  if (next !== null && !all) return next
  const own = reading.then(async () => {
    if (next === own) next = null
    const isDue = all || performance.now() - allReadAt > READ_ALL_EVERY_MS
    if (isDue) allReadAt = performance.now()
    try {
      await indexer.read(isDue)
      problem = null
    } catch (error) {
      problem = `New rows of ${place.dataFolder} could not be read (${sentence(error)}): they are read when it can be reached again.`
      tellStatus()
    }
  })
  reading = own
  next = own
  return own
}

const sentence = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const timer = setInterval(() => void read(false), READ_EVERY_MS)

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
      break
    case 'read':
      void read(message.all).then(() => tell({ kind: 'done', id: message.id }))
      break
    case 'reopen':
      indexer.reopen()
      void read(true)
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
void read(true)
