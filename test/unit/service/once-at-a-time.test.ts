import { expect, it } from 'vitest'
import { onceAtATime } from '../../../main/service/once-at-a-time.ts'

it('a path that hangs is not asked a second time, and is asked anew when it answers again', async () => {
  const begun: ((answer: string) => void)[] = []
  const ask = onceAtATime(
    () => new Promise<string>((resolve) => begun.push(resolve)),
    10,
    (path) => `${path} is late`,
  )
  expect(await ask('/away')).toBe('/away is late')
  expect(await ask('/away')).toBe('/away is late')
  expect(begun).toHaveLength(1)
  begun[0]?.('back')
  await new Promise(setImmediate)
  const again = ask('/away')
  expect(begun).toHaveLength(2)
  begun[1]?.('well')
  expect(await again).toBe('well')
})
