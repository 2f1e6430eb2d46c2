/** A process that does one thing over and over again until it is killed. */
import { realFiles } from '../../../main/datafiles/file-access.ts'
import { createIndexer } from '../../../main/history/indexer.ts'
import { takeLock } from '../../../main/history/lock.ts'
import type { IndexPlace } from '../../../main/history/messages.ts'
import { rebuild } from '../../../main/history/rebuild.ts'
import { writeKept } from '../../../main/service/alert-file.ts'
import { savedAlerts, savedKeys, settingsIn } from './saved.ts'
import type { FromVictim, ToVictim } from './victim-messages.ts'

process.on('disconnect', () => process.exit())
process.on('message', ({ work }: ToVictim) => {
  if (work.what === 'rebuild') void over(() => build(work.place))
  else if (work.what === 'read') void keepReading(work.place, work.at)
  else void keepSaving(work.folder, work.from)
})
tell({ type: 'ready' })

async function over(work: (times: number) => Promise<unknown>, from = 0): Promise<void> {
  for (let times = from + 1; ; times++) {
    await work(times)
    tell({ type: 'done', times })
  }
}

const build = (place: IndexPlace): Promise<unknown> =>
  rebuild({ place, files: realFiles, anyway: false, told() {}, isCancelled: () => false })

async function keepReading(place: IndexPlace, at: number): Promise<void> {
  const clock = (): number => at
  const indexer = createIndexer({ place, files: realFiles, takeLock: () => takeLock(place.folder), clock, told() {} })
  await over((times) => indexer.read(times % 2 === 0 ? 'all' : 'recent'))
}

async function keepSaving(folder: string, from: number): Promise<void> {
  const store = settingsIn(folder)
  await over(async (times) => {
    const saved = store.save({ tellWhenFree: savedKeys(times) })
    if (!saved.ok) throw new Error(saved.message)
    const problem = await writeKept(folder, savedAlerts(times))
    if (problem !== null) throw new Error(problem)
  }, from)
}

function tell(message: FromVictim): void {
  process.send?.(message)
}
