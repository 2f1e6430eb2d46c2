import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { FromSeatlog, Measured, SeatlogOptions, ToSeatlog } from './messages.ts'

type Message<T extends FromSeatlog['type']> = Extract<FromSeatlog, { type: T }>

/** A running Seatlog under load. Everything rejects when it ends by itself. */
export interface SeatlogProcess {
  poll(tag: string, at: number): Promise<Message<'polled'>>
  /** Resolves when its window is handed a server's seats of the poll at that time (epoch seconds). */
  told(tag: string, askedAt: number): Promise<void>
  measure(): Promise<Measured>
  /** Builds the index of the history anew. */
  rebuild(): Promise<void>
  stop(): Promise<void>
  kill(): void
}

/** Starts a Seatlog; `home`: a folder for what is its own. Resolves when it has done what it does at its start. */
export async function startSeatlog(options: SeatlogOptions, home: string): Promise<SeatlogProcess> {
  mkdirSync(home, { recursive: true })
  const child = fork(join(import.meta.dirname, 'seatlog.ts'), [JSON.stringify(options)], {
    env: { ...process.env, HOME: home, XDG_STATE_HOME: '', XDG_CONFIG_HOME: '', LOCALAPPDATA: home, APPDATA: home },
  })
  const ended = once(child, 'exit')
  const send = (message: ToSeatlog): boolean => child.send(message)
  await next(child, 'ready')
  return {
    poll(tag, at) {
      const polled = next(child, 'polled')
      send({ type: 'poll', tag, at })
      return polled
    },
    told: async (tag, askedAt) => {
      await next(child, 'told', (message) => message.tag === tag && message.askedAt === askedAt)
    },
    async measure() {
      const told = next(child, 'measured')
      send({ type: 'measure' })
      return (await told).measured
    },
    async rebuild() {
      const rebuilt = next(child, 'rebuilt')
      send({ type: 'rebuild' })
      await rebuilt
    },
    async stop() {
      send({ type: 'stop' })
      await ended
    },
    kill: () => void child.kill('SIGKILL'),
  }
}

function next<T extends FromSeatlog['type']>(
  child: ChildProcess,
  type: T,
  isMeant: (message: Message<T>) => boolean = () => true,
): Promise<Message<T>> {
  return new Promise((resolve, reject) => {
    const listen = (message: FromSeatlog): void => {
      if (message.type !== type || !isMeant(message as Message<T>)) return
      child.off('message', listen).off('exit', died)
      resolve(message as Message<T>)
    }
    const died = (): void => reject(new Error('a Seatlog under load ended by itself'))
    child.on('message', listen).once('exit', died)
    if (child.exitCode !== null || child.signalCode !== null) died()
  })
}
