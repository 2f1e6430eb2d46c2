import type { EventEmitter } from 'node:events'

/** Emits an event whose default can be prevented; true when a listener did. */
export function prevented(emitter: EventEmitter, name: string, details: object = {}, ...args: unknown[]): boolean {
  const event = {
    ...details,
    defaultPrevented: false,
    preventDefault() {
      event.defaultPrevented = true
    },
  }
  emitter.emit(name, event, ...args)
  return event.defaultPrevented
}
