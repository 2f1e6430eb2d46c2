import type { ServerResponse } from 'node:http'
import { EVENTS } from '../../preload/contract/channels.ts'
import type { Service } from '../service/host.ts'

export interface EventStreams {
  /** Answers with an event stream that lasts until either side ends it. */
  add(client: ServerResponse, headers: Readonly<Record<string, string>>): void
  stop(): void
}

/** Milliseconds between comments that keep a quiet stream alive and show a dead one. */
const HEARTBEAT = 15_000
/** More than anybody has windows. With one more the oldest ends. */
export const MAX_STREAMS = 128
/** Bytes waiting for one client from which on it is dropped. A window that slept connects again and asks anew. */
const MAX_WAITING = 8 * 1024 * 1024
/** The same for all of them together, of which each may take its share. */
const MAX_WAITING_TOGETHER = 256 * 1024 * 1024

/** Sends every event of the service to every client as server-sent events: the event's name, its payload as JSON. */
export function createEventStreams(service: Pick<Service, 'on'>): EventStreams {
  const clients = new Set<ServerResponse>()
  const drop = (client: ServerResponse) => {
    clients.delete(client)
    client.destroy()
  }
  const send = (text: string) => {
    const most = Math.min(MAX_WAITING, MAX_WAITING_TOGETHER / clients.size)
    for (const client of clients) {
      if (client.writableLength > most) drop(client)
      else client.write(text)
    }
  }
  const unsubscribe = EVENTS.map((name) =>
    service.on(name, (payload) => send(`event: ${name}\ndata: ${JSON.stringify(payload)}\n\n`)),
  )
  const heartbeat = setInterval(() => send(': still here\n\n'), HEARTBEAT)
  return {
    add(client, headers) {
      client.writeHead(200, { ...headers, 'Content-Type': 'text/event-stream' })
      client.write(': connected\n\n')
      const [oldest] = clients
      if (clients.size >= MAX_STREAMS && oldest !== undefined) drop(oldest)
      clients.add(client)
      client.once('close', () => clients.delete(client))
    },
    stop() {
      clearInterval(heartbeat)
      for (const end of unsubscribe) end()
      for (const client of clients) drop(client)
    },
  }
}
