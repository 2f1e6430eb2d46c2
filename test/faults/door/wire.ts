import { connect } from 'node:net'

/** What came back over one connection. */
export interface Said {
  readonly text: string
  /** Of each answer, in their order. */
  readonly statuses: readonly number[]
  /** Whether the other side ended the connection. */
  readonly closed: boolean
}

/** Sends the bytes over a connection of their own, and hears until it is closed or `patience` milliseconds are over. */
export function say(port: number, bytes: string | Buffer, patience = 3000): Promise<Said> {
  return new Promise((resolve) => {
    const pieces: Buffer[] = []
    let closed = false
    const socket = connect({ port, host: '127.0.0.1' })
    const timer = setTimeout(() => socket.destroy(), patience)
    socket.on('data', (piece) => pieces.push(piece))
    socket.on('end', () => {
      closed = true
    })
    socket.on('error', () => {
      closed = true
    })
    socket.on('close', () => {
      clearTimeout(timer)
      const text = Buffer.concat(pieces).toString('latin1')
      const statuses = [...text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status))
      resolve({ text, statuses, closed })
    })
    socket.write(bytes)
  })
}

/** A request as text; its connection is closed after the answer. */
export function request(line: string, headers: readonly string[], body = ''): string {
  return [`${line} HTTP/1.1`, ...headers, 'Connection: close', '', body].join('\r\n')
}

/** At most `width` at a time. */
export async function inTurns<T>(all: readonly T[], width: number, work: (one: T) => Promise<void>): Promise<void> {
  const rest = all.values()
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (const one of rest) await work(one)
    }),
  )
}
