import type { RequestListener, Server } from 'node:http'
import type { Socket } from 'node:net'

/** Connections on which nobody showed the token yet. A window needs a handful, each until its first request. */
export const MAX_STRANGERS = 256

/**
 * Bounds the connections of strangers: with one more the oldest ends, so that whoever opens many neither keeps the window out
 * nor takes the files that the logger needs. Returns what makes a connection known, which then stays.
 */
export function limitStrangers(server: Server): (known: Socket) => void {
  const strangers = new Set<Socket>()
  server.on('connection', (socket) => {
    strangers.add(socket)
    socket.once('close', () => strangers.delete(socket))
    const [oldest] = strangers
    if (strangers.size <= MAX_STRANGERS || oldest === undefined) return
    strangers.delete(oldest)
    oldest.destroy()
  })
  return (known) => strangers.delete(known)
}

/** Requests of a connection that are worked on at a time. A browser asks when it has an answer, which may be a moment
 * before that counts as ended here. */
export const MAX_AT_ONCE = 8

/**
 * Ends connections that ask again and again without waiting for answers: all of them would be worked on, files opened for
 * them, and none need ever be read.
 */
export function refuseHaste(answer: RequestListener): RequestListener {
  const underWay = new WeakMap<Socket, number>()
  const count = (socket: Socket, by: number): number => {
    const now = (underWay.get(socket) ?? 0) + by
    underWay.set(socket, now)
    return now
  }
  return (incoming, outgoing) => {
    const { socket } = incoming
    if (count(socket, 1) > MAX_AT_ONCE) {
      socket.destroy()
      return
    }
    outgoing.once('close', () => count(socket, -1))
    answer(incoming, outgoing)
  }
}
