import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { DemoAnswer } from '../../main/demo/answer.ts'
import type { FromLogger, LoggerOptions, ToLogger } from './logger-messages.ts'

type Order = Extract<ToLogger, { type: 'poll' }>
type Ended = Extract<FromLogger, { type: 'polled' }>

/** A running logger. */
export interface LoggerProcess {
  /** Polls once; null when it was killed before it told that it had. Rejects when it cannot do its work. */
  poll(order: Order, answer: (table: boolean) => DemoAnswer): Promise<Ended | null>
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>
  /** Lets it end as a user would; `at`: the time then, epoch seconds. */
  stop(at: number): Promise<void>
}

/** Starts a logger, which waits for its first order. `compileCache`: where it was compiled to (`compile`). */
export function startLogger(options: LoggerOptions, compileCache: string): LoggerProcess {
  const child = fork(join(compileCache, 'logger.js'), [JSON.stringify(options)], {
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  })
  const ended = once(child, 'exit')
  const ready = Promise.race([once(child, 'message'), ended])
  let complaints = ''
  child.stderr?.on('data', (bytes) => {
    complaints += bytes
  })
  const send = (message: ToLogger): void => {
    // It may be killed at any moment: its end tells, not this.
    if (child.connected) child.send(message, () => {})
  }
  return {
    async poll(order, answer) {
      await ready
      return new Promise((resolve, reject) => {
        const finish = (settle: () => void): void => {
          child.off('message', listen)
          child.off('exit', died)
          settle()
        }
        const listen = (message: FromLogger): void => {
          if (message.type === 'ask') send({ type: 'answer', ...answer(message.table) })
          if (message.type === 'polled') finish(() => resolve(message))
          if (message.type === 'failed') finish(() => reject(new Error(message.message)))
        }
        const died = (_code: number | null, signal: string | null): void => {
          if (signal === 'SIGKILL') finish(() => resolve(null))
          else finish(() => reject(new Error(`the logger ended by itself: ${complaints}`)))
        }
        child.on('message', listen)
        child.on('exit', died)
        if (child.exitCode !== null || child.signalCode !== null) died(child.exitCode, child.signalCode)
        else send(order)
      })
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
      fail(complaints)
    },
    async stop(at) {
      await ready
      send({ type: 'stop', at })
      await ended
      fail(complaints)
    },
  }
}

/** A bug in recording is told on standard error, and the logger goes on. */
function fail(complaints: string): void {
  if (complaints !== '') throw new Error(complaints)
}
