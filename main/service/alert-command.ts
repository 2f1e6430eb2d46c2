import { execa } from 'execa'
import type { Alert } from '../../preload/contract/alerts.ts'
import { collect } from '../poller/collect.ts'
import { decodeText } from '../poller/decode.ts'
import { letGo } from '../poller/let-go.ts'

/** What a command reads on its standard input, as one JSON object. */
export interface CommandInput {
  /** Nothing happened: somebody tries the command. */
  readonly test: boolean
  readonly title: string
  readonly text: string
  /** At least one, oldest first. */
  readonly alerts: readonly Alert[]
}

const TIMEOUT_MS = 30_000
/** From the polite signal to the deadly one. */
const GRACE_MS = 500
const MOST_COMPLAINT = 4096

/**
 * Runs a program with its arguments, never a shell. Its output is not read, but for the end of what it writes to standard
 * error: that stands in the sentence that tells why it failed. Null: it ended well. Never rejects.
 */
export async function runAlertCommand(
  [program = '', ...args]: readonly string[],
  input: CommandInput,
  signal: AbortSignal,
): Promise<string | null> {
  if (args.some((arg) => arg.includes('\0'))) {
    return `An argument of ${program}, which is to be run for alerts, holds a character that no program can get: check it in the settings.`
  }
  const child = execa(program, args, {
    reject: false,
    shell: false,
    input: `${JSON.stringify(input)}\n`,
    stdout: 'ignore',
    encoding: 'buffer',
    buffer: false,
    windowsHide: true,
    timeout: TIMEOUT_MS,
    killDescendants: true,
    forceKillAfterDelay: GRACE_MS,
    cancelSignal: signal,
  })
  const { stderr } = child
  // What it leaves behind to do the sending is none of our business.
  letGo(child, () => GRACE_MS)
  const complaint = collect([stderr], MOST_COMPLAINT, () => undefined)
  const result = await child
  if (result.isCanceled) return 'The command for alerts was stopped because Seatlog ended.'
  if (result.timedOut) return `${program} was stopped because it took longer than ${TIMEOUT_MS / 1000} s for an alert.`
  if (result.exitCode === 0) return null
  const words = lastLine(decodeText(complaint.bytesOf(stderr)))
  const said = words === '' ? '' : `: “${words}”`
  if (result.exitCode !== undefined) return `${program}, which is run for alerts, ended with ${result.exitCode}${said}.`
  if (result.signal !== undefined) return `${program}, which is run for alerts, was ended by ${result.signal}${said}.`
  return `${program}, which is to be run for alerts, cannot be started (${result.code ?? 'unknown'}): check its path in the settings, and that it may be executed.`
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1)?.trim().slice(0, 200) ?? ''

/** An alert that is none, for trying the command. `at`: epoch seconds. */
export function testInput(at: number): CommandInput {
  const title = 'A test of Seatlog’s alerts'
  const text = 'This is how an alert looks; nothing happened.'
  const alert: Alert = {
    id: 0,
    at,
    kind: 'low',
    over: false,
    tag: 'TEST',
    feature: null,
    title,
    text,
    place: '#/seats',
  }
  return { test: true, title, text, alerts: [alert] }
}
