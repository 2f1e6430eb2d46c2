import { EventEmitter } from 'node:events'
import type { IpcMain } from 'electron'
import { strict } from './strict.ts'

type Handler = (event: unknown, ...args: unknown[]) => unknown

const handlers = new Map<string, Handler>()

const members = {
  handle(channel: string, handler: (...args: never[]) => unknown) {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    handlers.set(channel, handler as Handler)
  },
  removeHandler(channel: string) {
    handlers.delete(channel)
  },
} satisfies Partial<IpcMain>

export const ipcMain = strict('ipcMain', Object.assign(new EventEmitter(), members))

export function handlerOf(channel: string): Handler {
  const handler = handlers.get(channel)
  if (handler === undefined) throw new Error(`No handler registered for '${channel}'`)
  return handler
}
