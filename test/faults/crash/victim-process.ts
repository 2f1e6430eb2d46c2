import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { bundle } from '../../fidelity/bundle.ts'
import type { FromVictim, ToVictim, VictimWork } from './victim-messages.ts'

/** How long work takes depends on what else the machine does, and is found out again after so many kills. */
const MEASURE_EVERY = 20

/** Processes that do one thing over and over again until they are killed; the next one is loaded already. */
export interface Victims {
  /**
   * Lets one work for `part` of the time that it takes until it comes to its end for the first time, kills it, and answers
   * how often it told that it had.
   */
  kill(work: VictimWork, part: number): Promise<number>
  end(): Promise<void>
}

/** `compiled`: a folder that spares them most of their start. */
export async function victimsIn(compiled: string): Promise<Victims> {
  await bundle(join(import.meta.dirname, 'victim.ts'), compiled)
  const first = load()
  await first.ready
  // Only one that ends by itself fills the compile cache.
  first.child.disconnect()
  await first.ended
  let spare = load()
  let kills = 0
  const took = new Map<VictimWork['what'], number>()
  return {
    async kill(work, part) {
      const known = took.get(work.what)
      const { child, ready, ended } = spare
      spare = load()
      await Promise.race([ready, ended])
      const began = performance.now()
      let done = 0
      const first = Promise.withResolvers<void>()
      child.on('message', (message: FromVictim) => {
        if (message.type === 'ready') return
        done = message.times
        first.resolve()
      })
      const told: ToVictim = { type: 'begin', work }
      child.send(told)
      if (known !== undefined && kills++ % MEASURE_EVERY !== 0) await Promise.race([wait(part * known), ended])
      else {
        await Promise.race([first.promise, ended])
        took.set(work.what, performance.now() - began)
      }
      child.kill('SIGKILL')
      const [, signal] = await ended
      if (signal !== 'SIGKILL') throw new Error(`a process ended by itself while it was to ${work.what}`)
      return done
    },
    async end() {
      spare.child.kill('SIGKILL')
      await spare.ended
    },
  }

  function load(): Victim {
    const child = fork(join(compiled, 'victim.js'), [], { env: { ...process.env, NODE_COMPILE_CACHE: compiled } })
    // What it told before it was killed comes before the end of the channel.
    const ended = Promise.all([once(child, 'exit'), once(child, 'disconnect')]).then(([exit]) => exit)
    return { child, ready: once(child, 'message'), ended }
  }
}

interface Victim {
  readonly child: ChildProcess
  /** It is loaded and waits. */
  readonly ready: Promise<unknown>
  readonly ended: Promise<unknown[]>
}
