import { pollOnce } from '../service/poll-once.ts'
import { startService } from '../service/start.ts'
import { type GlobalOptions, settingsSource } from './options.ts'
import { say } from './say.ts'
import { untilInterrupted } from './until-interrupted.ts'

const NO_SERVER = 'No license server is configured: name one with --server TAG=port@host, or set it up in the window.'

const ONLY_LOOKS_ON = 'only looks on, because it is a viewer.'

/** `seatlog poll`: logs in the foreground; with `--once` polls every server once, as a scheduled task does. */
export async function poll(options: GlobalOptions, version: string): Promise<number> {
  return options.once ? once(options, version) : forever(options, version)
}

async function once(options: GlobalOptions, version: string): Promise<number> {
  const polled = await pollOnce(settingsSource(options, false), version)
  if (!polled.ok) return failed(polled.message)
  const { servers, warnings, problems, dataFolder } = polled.value
  for (const sentence of [...warnings, ...problems]) say(sentence)
  if (servers.length === 0) return failed(NO_SERVER)
  for (const { tag, role, problem, loggedBy } of servers) {
    if (problem !== null) say(`${tag}: ${problem}`)
    else if (role === 'viewer')
      say(`${tag}: not polled, because ${loggedBy ?? 'another Seatlog'} logs it into ${dataFolder}.`)
    else if (role === 'window') say(`${tag}: not polled, because nothing can be recorded in ${dataFolder}.`)
  }
  return servers.every(({ role, problem }) => role === 'logger' && problem === null) && problems.length === 0 ? 0 : 1
}

async function forever(options: GlobalOptions, version: string): Promise<number> {
  const settings = settingsSource(options, true)
  const interrupted = untilInterrupted()
  const started = await startService({ host: 'browser', version, demo: 'never', settings })
  if (!started.ok) return failed(started.message)
  const service = started.value
  const told = new Set<string>()
  service.on('app.changed', ({ notices }) => tell(notices.map(({ message }) => message)))
  service.on('seats.server', ({ tag, problem }) => tell(problem === null ? [] : [`${tag}: ${problem.message}`]))
  const [info, seats] = await Promise.all([service.call('app.info', null), service.call('seats.get', null)])
  if (info.ok) tell(info.value.notices.map(({ message }) => message))
  const servers = seats.ok ? seats.value.servers : []
  for (const { tag, role, loggedBy } of servers) {
    const then = service.takesOver(tag) ? 'takes over when that one stops.' : ONLY_LOOKS_ON
    if (role === 'viewer') say(`${tag}: logged by ${loggedBy ?? 'another Seatlog'}; this Seatlog ${then}`)
  }
  const logging = servers.some(({ role }) => role === 'logger') ? 'Logging. ' : ''
  say(servers.length === 0 ? NO_SERVER : `${logging}Stop with Ctrl+C.`)
  if (servers.length > 0) await interrupted
  await service.stop()
  return servers.length > 0 ? 0 : 1

  /** Each sentence once: a server that is down for days must not fill the terminal. */
  function tell(messages: readonly string[]): void {
    for (const message of messages) if (!told.has(message)) say(message)
    for (const message of messages) told.add(message)
  }
}

function failed(message: string): number {
  say(message)
  return 1
}
