import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { failure, ok, type Result } from '../../preload/contract/result.ts'
import { addressOf } from '../demo/address.ts'
import { answerDemo } from '../demo/answer.ts'
import { createSite } from '../demo/site.ts'
import type { ServerSpec } from '../demo/specification.ts'
import type { Ask } from '../poller/ask.ts'
import type { Settings } from '../settings/schema.ts'
import { writeDemoPast } from './demo-past.ts'

export interface Demo {
  readonly settings: Settings
  readonly ask: Ask
  /** Local disk of the demo alone, for its journal. */
  readonly localStateFolder: string
  /** Writes what was recorded in the weeks before; rejects with the system's errors. */
  past(): Promise<void>
  /** Removes everything the demo wrote. */
  end(): void
}

const MORNING = { hours: 10, minutes: 30 }

/**
 * By how many milliseconds the demo's time lies behind the real one: nobody works at night and on Sundays, also not in
 * the simulated company, and a first look should show it at work. Local time of this computer.
 */
export function demoDelay(now: number): number {
  const day = new Date(now)
  const isWorking = (date: Date): boolean => date.getDay() % 6 !== 0
  if (isWorking(day) && day.getHours() >= 9 && day.getHours() < 16) return 0
  const start = new Date(now)
  start.setHours(MORNING.hours, MORNING.minutes, 0, 0)
  while (start.getTime() > now || !isWorking(start)) start.setDate(start.getDate() - 1)
  return now - start.getTime()
}

/** The simulated license server in the place of lmutil, recording into a temporary folder: the program as it is. */
export function startDemo(settings: Settings, now: () => number): Result<Demo> {
  const made = temporaryFolder()
  if (!made.ok) return made
  const folder = made.value
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const delay = demoDelay(now())
  const site = createSite({ seed: 1, zone })
  const dataFolder = join(folder, 'data')
  return ok({
    settings: {
      ...settings,
      servers: site.servers.map((server) => ({
        ...{ tag: server.spec.tag, address: addressOf(server), role: 'auto' },
        packages: packagesIn(server.spec),
      })),
      lmutil: '',
      dataFolder,
      intervalSeconds: 10,
      names: 'names',
    },
    localStateFolder: join(folder, 'local'),
    async ask({ address, table }) {
      const command = `lmutil lmstat -a${table ? ' -i' : ''} -c ${address}`
      const { text, exitCode } = answerDemo(site, {
        at: Math.floor((now() - delay) / 1000),
        address,
        mode: table ? 'ai' : 'a',
      })
      return { text, exitCode, ended: 'exited', ms: 1, message: null, command }
    },
    async past() {
      const [began, until] = [Math.floor(now() / 1000), Math.floor((now() - delay) / 1000)]
      await writeDemoPast(site, zone, dataFolder, until, began)
    },
    end: () => rmSync(folder, { recursive: true, force: true }),
  })
}

/** As an administrator would write them down. */
function packagesIn({ daemons }: ServerSpec): Record<string, readonly string[]> {
  const packages = daemons.flatMap(({ features }) =>
    features.flatMap(({ name, parts }) => (parts === undefined ? [] : [[name, [...new Set(parts)]] as const])),
  )
  return Object.fromEntries(packages)
}

function temporaryFolder(): Result<string> {
  try {
    return ok(mkdtempSync(join(tmpdir(), 'seatlog-demo-')))
  } catch {
    return failure(
      'cannot-write',
      `The demo needs a folder in ${tmpdir()}, which cannot be written: set TMPDIR to one that can.`,
    )
  }
}
