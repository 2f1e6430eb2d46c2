/** A Seatlog in a process of its own, for tests that kill it or let several of them race. Arguments: what, home, data. */
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createAppender } from '../../../main/datafiles/appender.ts'
import { createDataFolder } from '../../../main/datafiles/data-folder.ts'
import { realFiles } from '../../../main/datafiles/file-access.ts'
import { openJournal } from '../../../main/datafiles/journal.ts'
import { createLeases } from '../../../main/datafiles/leases.ts'

const [what = '', home = '', data = ''] = process.argv.slice(2)
const opened = openJournal(join(home, 'journal.sqlite'))
if (!opened.ok) throw new Error(opened.message)
const { journal } = opened
let now = Number(journal.state('cad', 'now') ?? Date.UTC(2026, 2, 14, 11) / 1000)
const clock = () => now
const folder = createDataFolder(realFiles, data, journal, 'cad')
const leases = createLeases(realFiles, folder, journal, { host: home, clock, lockMs: 1000 })

if (what === 'write') await write()
if (what === 'race') await race()

/** Commits numbered rows and drains, for ever; an hour passes every time. */
async function write(): Promise<void> {
  const surroundings = { clock, tornFolder: join(home, 'torn'), eol: '\n' }
  const appender = createAppender(realFiles, folder, journal, leases, surroundings)
  if ((await leases.acquire('cad', 3600)).state !== 'held') throw new Error('the tag is not ours')
  process.stdout.write('ready\n')
  for (;;) {
    now += 3600
    let number = Number(journal.state('cad', 'number') ?? 0)
    const rows = (['features', 'users', 'events', 'checkouts', 'denials', 'features'] as const).map((kind) => {
      const line = `row ${++number} ${'x'.repeat(number % 50)}`
      return { kind, name: kind === 'users' ? `feature${number % 3}` : '', at: now, line }
    })
    const committed = journal.commit('cad', 'UTC', rows, { number, now })
    if (!committed.ok) throw new Error(committed.message)
    const report = await appender.drain()
    if (report.problem !== null) throw new Error(report.problem.message)
  }
}

/** Every line asks for a tag at a time: `cad 1000`. Answers the state. */
async function race(): Promise<void> {
  process.stdout.write('ready\n')
  for await (const line of createInterface({ input: process.stdin })) {
    const [tag = '', at = '0'] = line.split(' ')
    now = Number(at)
    const holding = await leases.acquire(tag, 60)
    process.stdout.write(`${holding.state}\n`)
  }
}
