/** One end of a message channel between two processes: a child process, or the process object in the child. */
export interface Port {
  send?(message: unknown, sent: () => void): unknown
  on(event: 'message', listener: (message: unknown) => void): unknown
  on(event: 'disconnect', listener: () => void): unknown
  readonly connected?: boolean
}

/** The functions of the other side as this side calls them. */
export type Remote<Api> = {
  [Name in keyof Api]: Api[Name] extends (...args: infer Args) => infer Value
    ? (...args: Args) => Promise<Awaited<Value>>
    : never
}

type Message =
  | { readonly kind: 'call'; readonly id: number; readonly name: string; readonly args: readonly unknown[] }
  | { readonly kind: 'value'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'error'; readonly id: number; readonly error: unknown }

/** Offers `local` to the other side and gives the other side's functions, which reject once that side has ended. */
export function connect<Api extends object>(port: Port, local: object): Remote<Api> {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: unknown) => void }>()
  let last = 0

  const answer = async ({ id, name, args }: Message & { kind: 'call' }): Promise<void> => {
    try {
      const method: unknown = Reflect.get(local, name)
      if (typeof method !== 'function') throw new Error(`the other side has no ${name}`)
      post({ kind: 'value', id, value: await method.apply(local, args) })
    } catch (error) {
      post({ kind: 'error', id, error })
    }
  }
  const post = (message: Message): void => {
    // A write that fails is followed by the end of the channel, which rejects what waits.
    if (port.connected) port.send?.(message, () => {})
  }

  port.on('message', (received) => {
    const message = received as Message
    if (message.kind === 'call') {
      void answer(message)
      return
    }
    const call = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.kind === 'value') call?.resolve(message.value)
    else call?.reject(message.error)
  })

  port.on('disconnect', () => {
    for (const { reject } of waiting.values()) reject(new Error('the other side has ended'))
    waiting.clear()
  })

  const call = (name: string, args: readonly unknown[]): Promise<unknown> => {
    last += 1
    const id = last
    return new Promise((resolve, reject) => {
      if (!port.connected) throw new Error('the other side has ended')
      waiting.set(id, { resolve, reject })
      post({ kind: 'call', id, name, args })
    })
  }
  return new Proxy({} as Remote<Api>, {
    get: (_target, name) => (typeof name === 'string' ? (...args: unknown[]) => call(name, args) : undefined),
  })
}
