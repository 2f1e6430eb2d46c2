import { parentPort, workerData } from 'node:worker_threads'
import { realFiles } from '../datafiles/file-access.ts'
import type { FromRebuild, IndexPlace } from './messages.ts'
import { progressAt } from './progress.ts'
import { rebuild } from './rebuild.ts'

const { place, anyway } = workerData as { readonly place: IndexPlace; readonly anyway: boolean }
const began = performance.now()
let toldAt = 0

function tell(message: FromRebuild): void {
  parentPort?.postMessage(message)
}

const done = await rebuild({
  place,
  files: realFiles,
  anyway,
  told(progress) {
    if (performance.now() - toldAt < 250) return
    toldAt = performance.now()
    tell({ kind: 'progress', progress: progressAt(progress, began, toldAt) })
  },
  // Whoever cancels ends this thread; what it wrote is removed before the next rebuild.
  isCancelled: () => false,
}).catch((error: unknown) => ({
  state: 'failed' as const,
  message: error instanceof Error ? error.message : String(error),
}))
if (done.state === 'rebuilt') tell({ kind: 'rebuilt' })
else if (done.state === 'missing') tell({ kind: 'missing', files: done.files })
else if (done.state === 'failed') tell({ kind: 'failed', message: done.message })
