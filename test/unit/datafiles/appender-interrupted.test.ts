import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CAPACITY_HEADER } from '../../../main/datafiles/capacity-cap.ts'
import { CHECKOUTS_HEADER } from '../../../main/datafiles/checkouts-chk.ts'
import { FEATURES_HEADER } from '../../../main/datafiles/features-csv.ts'
import type { FileAccess } from '../../../main/datafiles/file-access.ts'
import { USERS_HEADER } from '../../../main/datafiles/users-csv.ts'
import { ALWAYS_HELD, contents, DAY, faultyFiles, lines, NOON, row, seatlog, tempFolder } from './workshop.ts'

describe('whatever interrupts a drain', () => {
  class Killed extends Error {}

  /** A drain that dies in a step, then a new Seatlog on the same folders, until everything is written. */
  async function afterDeath(
    die: (step: keyof FileAccess, bytes: Buffer | null, file: string) => 'before' | 'after' | number | null,
  ) {
    const home = tempFolder()
    const data = join(home, 'data')
    const files = faultyFiles(async (step, file, bytes, go) => {
      const when = die(step, bytes, file)
      if (when === 'before') throw new Killed()
      if (typeof when === 'number') {
        appendFileSync(file, bytes?.subarray(0, when) ?? '')
        throw new Killed()
      }
      const result = await go()
      if (when === 'after') throw new Killed()
      return result
    })
    const first = seatlog({ home, data })
    await first.leases.acquire('cad', 60)
    first.commit(row('features', 'f1'), row('events', 'e1'))
    await first.appender.drain()
    first.journal.close()

    const dying = seatlog({ home, data, files, leases: ALWAYS_HELD })
    dying.commit(
      row('features', 'f2'),
      row('features', 'f3'),
      row('events', 'e2'),
      row('users', 'u1', 'solver'),
      row('users', 'ü2', 'solver'),
      row('checkouts', 'c1'),
      row('checkouts', 'ç2'),
      row('denials', 'd1'),
      row('capacity', 'p1'),
    )
    const killed = await dying.appender.drain().then(
      () => false,
      (error: unknown) => error instanceof Killed || Promise.reject(error),
    )
    dying.journal.close()

    const next = seatlog({ home, data, leases: ALWAYS_HELD })
    const report = await next.appender.drain()
    next.journal.close()
    expect(report).toMatchObject({ waitingRows: 0, problem: null })
    expect(contents(data)).toEqual({
      '2026-03-14 features.csv': lines(FEATURES_HEADER, 'f1', 'f2', 'f3'),
      '2026-03-14 solver users.csv': lines(USERS_HEADER, 'u1', 'ü2'),
      'capacity/cad/2026.03.14.cap': lines(CAPACITY_HEADER, 'p1'),
      'checkouts/cad/2026.03.14.chk': lines(CHECKOUTS_HEADER, 'c1', 'ç2'),
      'checkouts/cad/2026.03.14.den': lines('d1'),
      'events/cad/2026-03-14 events.jsonl': lines('e1', 'e2'),
    })
    return killed
  }

  it('before or after any of its steps, no row is lost and none is doubled', async () => {
    for (const when of ['before', 'after'] as const) {
      for (let fatal = 0, killed = true; killed; fatal++) {
        let step = 0
        killed = await afterDeath(() => (step++ === fatal ? when : null))
        // Reads root.json, looks at six files, makes two folders for three of them, appends to six, reads root.json again.
        if (!killed) expect(fatal).toBe(1 + 6 + 3 * 2 + 6 + 1)
      }
    }
  })

  it('again and again, at random steps and bytes, no row is lost and none is doubled', async () => {
    const home = tempFolder()
    const data = join(home, 'data')
    let now = NOON
    const random = generator(20260314)
    let steps = -1
    const files = faultyFiles(async (step, file, bytes, go) => {
      if (steps-- !== 0) return go()
      const choice = random(3)
      if (choice === 0) throw new Killed()
      if (choice === 1 && step === 'append' && bytes !== null)
        appendFileSync(file, bytes.subarray(0, random(bytes.length + 1)))
      else await go()
      throw new Killed()
    })
    const { appender, commit } = seatlog({ home, data, files, leases: ALWAYS_HELD, clock: () => now })
    await appender.drain()
    let deaths = 0
    let number = 0
    for (let round = 0; round < 200; round++) {
      const kinds = ['features', 'users', 'events', 'checkouts', 'denials', 'capacity'] as const
      commit(...kinds.map((kind) => row(kind, `row ${++number}`)))
      now += random(DAY / 8)
      steps = random(12)
      deaths += await appender.drain().then(
        () => 0,
        (error: unknown) => (error instanceof Killed ? 1 : Promise.reject(error)),
      )
    }
    steps = -1
    expect(await appender.drain()).toMatchObject({ waitingRows: 0, problem: null })
    expect(deaths).toBeGreaterThan(60)
    const written = Object.values(contents(data)).flatMap((text) => text.match(/^row \d+(?=\n)/gm) ?? [])
    expect(written).toHaveLength(number)
    expect(new Set(written).size).toBe(number)
  })

  it('after any number of bytes of a write, no row is lost and none is doubled', async () => {
    // The file is new, so that header and rows are in the write.
    const home = tempFolder()
    const texts = ['a,1', 'ü,"2"', '', 'a,1']
    const whole = Buffer.byteLength(lines(FEATURES_HEADER, ...texts))
    let limit: number | null = null
    let now = NOON
    const files = faultyFiles(async (step, file, bytes, go) => {
      if (step !== 'append' || limit === null) return go()
      appendFileSync(file, bytes?.subarray(0, limit) ?? '')
      throw new Killed()
    })
    const data = join(home, 'data')
    const { appender, commit } = seatlog({ home, data, files, leases: ALWAYS_HELD, clock: () => now })
    for (let bytes = 0; bytes <= whole; bytes++) {
      now += DAY
      limit = bytes
      commit(...texts.map((text) => row('features', text)))
      await expect(appender.drain()).rejects.toThrow(Killed)
      limit = null
      expect(await appender.drain()).toMatchObject({ waitingRows: 0, problem: null })
    }
    const written = Object.values(contents(data))
    expect(written).toHaveLength(whole + 1)
    expect(new Set(written)).toEqual(new Set([lines(FEATURES_HEADER, ...texts)]))
  })

  it('and a night, the rows that did not land go to the new day, and the old file is not touched', async () => {
    const home = tempFolder()
    const data = join(home, 'data')
    let now = NOON
    let kill = true
    const files = faultyFiles(async (step, file, bytes, go) => {
      if (step !== 'append' || !kill) return go()
      appendFileSync(file, bytes?.subarray(0, Buffer.byteLength(lines(FEATURES_HEADER, 'f1')) + 1) ?? '')
      throw new Killed()
    })
    const { appender, commit } = seatlog({ home, data, files, leases: ALWAYS_HELD, clock: () => now })
    commit(row('features', 'f1'), row('features', 'f2'))
    await expect(appender.drain()).rejects.toThrow(Killed)
    kill = false
    now += DAY
    await appender.drain()
    expect(contents(data)).toEqual({
      '2026-03-14 features.csv': `${lines(FEATURES_HEADER, 'f1')}f`,
      '2026-03-15 features.csv': lines(FEATURES_HEADER, 'f2'),
    })
  })

  it('and another Seatlog that went on writing the file, whole lines of ours are known again', async () => {
    const home = tempFolder()
    const data = join(home, 'data')
    let kill = true
    const files = faultyFiles(async (step, file, bytes, go) => {
      if (step !== 'append' || !kill) return go()
      appendFileSync(file, bytes?.subarray(0, Buffer.byteLength(lines(FEATURES_HEADER, 'f1'))) ?? '')
      throw new Killed()
    })
    const { appender, commit } = seatlog({ home, data, files, leases: ALWAYS_HELD })
    commit(row('features', 'f1'), row('features', 'f2'))
    await expect(appender.drain()).rejects.toThrow(Killed)
    appendFileSync(join(data, '2026-03-14 features.csv'), 'another\n')
    kill = false
    expect(await appender.drain()).toMatchObject({ rows: 2, waitingRows: 0 })
    expect(contents(data)['2026-03-14 features.csv']).toBe(lines(FEATURES_HEADER, 'f1', 'another', 'f2'))
  })
})

/** Whole numbers below a limit, the same at every run. */
function generator(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
