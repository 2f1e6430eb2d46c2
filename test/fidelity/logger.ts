/** A Seatlog in a process of its own, which the test kills: polls one server whenever it is told to. */
import { realFiles } from '../../main/datafiles/file-access.ts'
import { localStamp } from '../../main/datafiles/local-time.ts'
import type { Reply } from '../../main/poller/ask.ts'
import type { Session } from '../../main/service/session.ts'
import { localText } from '../../preload/contract/local-text.ts'
import { type FileFault, faultyFiles } from './faulty-files.ts'
import type { FromLogger, LoggerOptions, ToLogger } from './logger-messages.ts'
import { openSeatlog } from './seatlog.ts'

const { settings, home, host } = JSON.parse(process.argv[2] ?? '') as LoggerOptions
let at = 0
let fault: FileFault = null
let part = 0
let session: Session | null = null
let answered: (reply: Reply) => void = () => {}

process.on('disconnect', () => process.exit())
process.on('message', (message: ToLogger) => {
  if (message.type === 'answer') {
    const { text, exitCode } = message
    answered({ text, exitCode, ended: 'exited', ms: 1, message: null, command: 'lmutil lmstat' })
  } else if (message.type === 'stop') void stop(message.at)
  else void poll(message)
})
// The calendar of a zone takes long to load: here nobody waits for it.
for (const { zone = 'UTC' } of settings.servers) for (const text of [localStamp, localText]) text(0, zone)
tell({ type: 'ready' })

async function poll(order: Extract<ToLogger, { type: 'poll' }>): Promise<void> {
  at = order.at
  fault = order.fault
  part = order.part
  try {
    session ??= start()
    const [polled] = await session.once()
    if (polled === undefined) throw new Error('there is no server')
    tell({ type: 'polled', polled, problems: session.problems() })
  } catch (error) {
    tell({ type: 'failed', message: String(error instanceof Error ? error.stack : error) })
  }
}

function start(): Session {
  const files = faultyFiles(
    realFiles,
    () => fault,
    () => part,
  )
  return openSeatlog({ settings, files, home, host, ask, clock: () => at })
}

function ask({ table }: { readonly table: boolean }): Promise<Reply> {
  return new Promise((resolve) => {
    answered = resolve
    tell({ type: 'ask', table })
  })
}

async function stop(now: number): Promise<void> {
  at = now
  await session?.stop()
  process.disconnect()
}

function tell(message: FromLogger): void {
  process.send?.(message)
}
