import { parentPort, workerData } from 'node:worker_threads'
import { type ForSheets, sheetsWriter, type ToSheets } from './sheets-writer.ts'

const write = sheetsWriter(workerData as ForSheets)

parentPort?.on('message', (message: ToSheets) => {
  write(message)
  parentPort?.postMessage('done')
})
