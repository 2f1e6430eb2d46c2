import { existsSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { execa } from 'execa'
import { addressProblem } from '../../preload/contract/address.ts'
import { collect } from './collect.ts'
import { decodeText } from './decode.ts'
import { letGo } from './let-go.ts'
import { whyItDoesNotRun, whyItDoesNotStart } from './program.ts'

export interface Question {
  /** Full path of lmutil, or a bare name to look for in PATH; empty when none was found. May hold blanks. */
  readonly lmutil: string
  /** See `addressProblem`; empty for lmutil's own search. */
  readonly address: string
  /** Asks for the license file's table (`-i`) as well. */
  readonly table: boolean
  readonly timeoutSeconds: number
  readonly maxBytes: number
}

export interface Reply {
  /** What lmutil wrote, then what it wrote to its standard error; of a cut answer, what came so far. */
  readonly text: string
  /** `stopped`: the caller's signal ended it. */
  readonly ended: 'exited' | 'timed-out' | 'too-much-output' | 'stopped' | 'not-started'
  /** Null when the program was ended by a signal, or never ran. It does not tell whether the answer is good. */
  readonly exitCode: number | null
  /** How long it took, milliseconds. */
  readonly ms: number
  /** One sentence that says what happened and what to do, when the program did not run to its end or cannot be lmutil. */
  readonly message: string | null
  /** The command line, for people to read. */
  readonly command: string
}

/** Asks one license server once. Never rejects: whatever goes wrong is in the reply. */
export type Ask = (question: Question, signal?: AbortSignal) => Promise<Reply>

/** More than any license server prints: about a million holder rows. */
export const DEFAULT_MAX_BYTES = 64 * 1024 * 1024

/** From the polite signal to the deadly one: lmutil has nothing to save. */
const GRACE_MS = 500

/** True when the program did not come to its own end, so that its text may stop anywhere. */
export function isCut(reply: Reply): boolean {
  return reply.ended !== 'exited' || reply.exitCode === null
}

/** The `ask` that runs lmutil. Its process tree never outlives the reply when the time limit or the cap was reached. */
export function createAsk(): Ask {
  return async (question, signal) => {
    const args = lmstatArguments(question)
    const command = [question.lmutil || 'lmutil', ...args].map(quoted).join(' ')
    const none = { text: '', exitCode: null, ms: 0, command }
    if (signal?.aborted) return { ...none, ended: 'stopped', message: 'Stopped before it was asked.' }
    // A text beginning with - would be an option to lmutil.
    const problem = question.lmutil === '' ? NO_LMUTIL : addressProblem(question.address)
    if (problem !== null) return { ...none, ended: 'not-started', message: problem }
    const started = performance.now()
    const outcome = await run(question, args, signal)
    return { ...outcome, ms: Math.round(performance.now() - started), command }
  }
}

const NO_LMUTIL =
  'No lmutil was found: install it with your vendor’s license tools, or give its full path in the settings, or with --lmutil.'

/** `lmstat`'s own connection limit is a third of ours, so that a triad with two dead members still ends by itself. */
function lmstatArguments({ lmutil, address, table, timeoutSeconds }: Question): string[] {
  // Under its other name, lmstat, the same program takes no command word.
  const isLmstat = /(?:^|[\\/])lmstat(?:\.exe)?$/i.test(lmutil)
  return [
    ...(isLmstat ? [] : ['lmstat']),
    '-a',
    ...(table ? ['-i'] : []),
    ...(address === '' ? [] : ['-c', address]),
    '-t',
    String(Math.max(1, Math.floor(timeoutSeconds / 3))),
  ]
}

type Outcome = Omit<Reply, 'ms' | 'command'>

async function run(question: Question, args: readonly string[], signal: AbortSignal | undefined): Promise<Outcome> {
  const { lmutil, timeoutSeconds, maxBytes } = question
  // Electron's own executable is no Node: there a script is left to its first line.
  const isScript = /\.m?js$/i.test(lmutil) && process.versions.electron === undefined
  if (isScript && !existsSync(lmutil)) return notStarted(await whyItDoesNotStart(lmutil, 'ENOENT'))
  const child = execa(isScript ? process.execPath : lmutil, isScript ? [lmutil, ...args] : args, {
    reject: false,
    shell: false,
    stdin: 'ignore',
    encoding: 'buffer',
    windowsHide: true,
    env: { LANG: 'C', LC_ALL: 'C' },
    timeout: Math.round(timeoutSeconds * 1000),
    buffer: false,
    killDescendants: true,
    forceKillAfterDelay: GRACE_MS,
    ...(signal ? { cancelSignal: signal } : {}),
  })
  const { stdout, stderr } = child
  const output = collect([stdout, stderr], maxBytes, () => child.kill())
  const latest = performance.now() + timeoutSeconds * 1000
  // Who was stopped has no more to say.
  letGo(child, () => (child.nodeChildProcess.killed ? 0 : Math.max(0, latest - performance.now())) + GRACE_MS)
  const result = await child
  const exitCode = result.exitCode ?? null
  const text = joined(decodeText(output.bytesOf(stdout)), decodeText(output.bytesOf(stderr)))
  if (output.reachedLimit || result.timedOut || result.isCanceled) {
    // The group's leader is gone; a descendant that ignores the polite signal without holding our pipes is not yet.
    child.kill('SIGKILL')
    if (output.reachedLimit) return { text, exitCode, ended: 'too-much-output', message: tooMuch(maxBytes) }
    if (result.timedOut) return { text, exitCode, ended: 'timed-out', message: timedOut(question, text) }
    return { text, exitCode, ended: 'stopped', message: 'Stopped while it was being asked.' }
  }
  if (exitCode === null && result.signal === undefined) {
    return notStarted(await whyItDoesNotStart(lmutil, result.code ?? 'unknown'))
  }
  const message = exitCode === 0 ? null : await whyItDoesNotRun(lmutil, text, result.signal ?? null)
  return { text, exitCode, ended: 'exited', message }
}

function notStarted(message: string): Outcome {
  return { text: '', exitCode: null, ended: 'not-started', message }
}

function joined(output: string, errors: string): string {
  return output !== '' && errors !== '' && !output.endsWith('\n') ? `${output}\n${errors}` : output + errors
}

function timedOut({ address, timeoutSeconds }: Question, text: string): string {
  const server = address === '' ? 'the license server' : address
  const soFar = text === '' ? 'gave no answer' : 'did not come to the end of its answer'
  return `lmutil ${soFar} from ${server} within ${timeoutSeconds} s and was stopped: check that the server can be reached, or raise timeoutSeconds in the settings file.`
}

function tooMuch(maxBytes: number): string {
  return `The answer was longer than ${Math.round(maxBytes / 1024 / 1024)} MB and was cut: check with lmutil by hand what the server prints.`
}

function quoted(word: string): string {
  return /[\s"]/.test(word) ? `"${word.replaceAll('"', '\\"')}"` : word
}
