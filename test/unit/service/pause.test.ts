import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createPause } from '../../../main/service/pause.ts'

const NINE = Date.UTC(2026, 2, 2, 8)

/** A pause by clocks that are put on by hand. */
function pauseAt(start = NINE) {
  let [now, up] = [start, 0]
  const told: boolean[] = []
  const pause = createPause((paused) => told.push(paused), { clock: () => now, uptime: () => up })
  return {
    pause,
    told,
    goOn(minutes: number, ofClock = minutes): void {
      up += minutes * 60_000
      now += ofClock * 60_000
    },
  }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('a pause', () => {
  it('ends by itself when its time is up, and says until when it lasts', () => {
    const { pause, told, goOn } = pauseAt()
    pause.set(true, 60)
    expect([pause.paused, pause.until]).toEqual([true, NINE / 1000 + 3600])
    goOn(59)
    vi.advanceTimersByTime(10_000)
    expect(told).toEqual([true])
    goOn(1)
    vi.advanceTimersByTime(10_000)
    expect(told).toEqual([true, false])
    expect([pause.paused, pause.until]).toEqual([false, null])
  })

  it('is over at once after a sleep that outlasts it', () => {
    const { pause, told, goOn } = pauseAt()
    pause.set(true, 60)
    goOn(0, 600)
    pause.look()
    expect(told).toEqual([true, false])
  })

  it('gets no longer by a clock that is put back', () => {
    const { pause, told, goOn } = pauseAt()
    pause.set(true, 60)
    goOn(60, -600)
    pause.look()
    expect(told).toEqual([true, false])
  })

  it('lasts until it is resumed where no time was given', () => {
    const { pause, told, goOn } = pauseAt()
    pause.set(true, null)
    goOn(10_000)
    vi.advanceTimersByTime(60_000)
    pause.look()
    expect(told).toEqual([true])
    expect(pause.until).toBeNull()
    pause.set(false, null)
    expect(told).toEqual([true, false])
  })
})
