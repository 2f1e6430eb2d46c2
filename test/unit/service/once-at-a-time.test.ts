import { describe, expect, it } from 'vitest'
import { onceAtATime } from '../../../main/service/once-at-a-time.ts'

/** Work on paths that ends only when it is told to. */
function asking() {
  const begun: ((answer: string) => void)[] = []
  const ask = onceAtATime(
    () => new Promise<string>((resolve) => begun.push(resolve)),
    10,
    (path, hanging) => `${path} is late because of ${hanging}`,
  )
  return { begun, ask }
}

describe('a path that hangs', () => {
  it('is not asked a second time, and is asked anew when it answers again', async () => {
    const { begun, ask } = asking()
    expect(await ask('/away')).toBe('/away is late because of /away')
    expect(await ask('/away')).toBe('/away is late because of /away')
    expect(begun).toHaveLength(1)
    begun[0]?.('back')
    await new Promise(setImmediate)
    const again = ask('/away')
    expect(begun).toHaveLength(2)
    begun[1]?.('well')
    expect(await again).toBe('well')
  })

  it('lets no other path be begun until it answers', async () => {
    const { begun, ask } = asking()
    const [away, slow] = [ask('/away'), ask('/slow')]
    expect(begun).toHaveLength(2)
    begun[1]?.('slow, but well')
    expect(await slow).toBe('slow, but well')
    expect(await away).toBe('/away is late because of /away')
    expect(await ask('/here')).toBe('/here is late because of /away')
    expect(begun).toHaveLength(2)
    begun[0]?.('back')
    await new Promise(setImmediate)
    const here = ask('/here')
    expect(begun).toHaveLength(3)
    begun[2]?.('well')
    expect(await here).toBe('well')
  })
})
