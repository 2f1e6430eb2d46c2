import { syncBuiltinESMExports } from 'node:module'
import timers from 'node:timers/promises'

/** A lock that was left behind is waited for in many short steps, thousands of times here. */
const SHORT_MS = 500

/** Runs a work in which nobody waits for long that has to wait for a short time. */
export async function withShortWaits<T>(work: () => Promise<T>): Promise<T> {
  const { setTimeout: real } = timers
  const short: typeof real = (ms, value, options) => real(ms !== undefined && ms <= SHORT_MS ? 0 : ms, value, options)
  timers.setTimeout = short
  syncBuiltinESMExports()
  try {
    return await work()
  } finally {
    timers.setTimeout = real
    syncBuiltinESMExports()
  }
}
