/**
 * In the page, before the window's own script: whatever client is put there answers with these names in the place of its
 * own, of people, hosts, features and products, and of other people's words.
 */
export function plantNames(names: readonly string[]): void {
  const fields = [
    'name',
    'user',
    'host',
    'display',
    'raw',
    'extra',
    'feature',
    'product',
    'vendorString',
    'reason',
    'daemon',
    'code',
    'vendor',
    'release',
  ]
  const lists = ['products', 'packages', 'tellWhenFree', 'debugLogs']
  const texts = ['title', 'text', 'message', 'error', 'loggedBy', 'version', 'problem', 'system', 'path']
  let next = 0

  /** In turn as it is, and between marks that nothing else has. */
  function one(): string {
    const name = names[Math.floor(next++ / 2) % names.length] ?? ''
    return next % 2 === 0 ? name : `⟦${name}⟧`
  }

  function planted(value: unknown, key: string): unknown {
    if (typeof value === 'string') {
      if (fields.includes(key)) return one()
      return texts.includes(key) ? `${value} ${one()}` : value
    }
    if (Array.isArray(value)) return value.map((part: unknown) => (lists.includes(key) ? one() : planted(part, '')))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, planted(part, name)]))
  }

  type Client = { call: (channel: string, request: unknown) => Promise<{ ok: boolean }> }
  let client: Client | undefined
  Object.defineProperty(window, 'planted', { value: names })
  Object.defineProperty(window, 'seatlog', {
    get: () => client,
    set(given: Client) {
      const { call } = given
      client = {
        ...given,
        async call(channel, request) {
          const answer = await call(channel, request)
          return channel.startsWith('settings.') || channel === 'app.info'
            ? answer
            : (planted(answer, '') as { ok: boolean })
        },
      }
    },
  })
}
