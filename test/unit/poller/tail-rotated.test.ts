import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { DENIED, IN, OUT, START, type Tail, tailOf } from './tail-of.ts'

describe('a debug log that is rotated', () => {
  it('by renaming is finished before the new one is begun', async () => {
    const tail = tailOf('debug.log')
    tail.write('debug.log', OUT)
    await tail.read()
    tail.write('debug.log', IN)
    renameSync(tail.at('debug.log'), tail.at('debug.log.1'))
    tail.write('debug.log', START)
    expect(await tail.read()).toMatchObject({ text: IN + START, begun: [false, true], problem: null })
    expect(await tail.read()).toMatchObject({ texts: [] })
    tail.write('debug.log', OUT)
    expect((await tail.read()).text).toBe(OUT)
  })

  it('while the server still writes to the renamed file is followed there, until the new one has text', async () => {
    const tail = tailOf('debug.log')
    tail.write('debug.log', OUT)
    await tail.read()
    renameSync(tail.at('debug.log'), tail.at('debug-old.log'))
    tail.write('debug-old.log', IN)
    expect(await tail.read()).toMatchObject({ text: IN, problem: null })
    tail.write('debug.log', '')
    tail.write('debug-old.log', DENIED)
    expect((await tail.read()).text).toBe(DENIED)
    tail.write('debug-old.log', OUT.trimEnd())
    expect((await tail.read()).text).toBe('')
    tail.write('debug.log', START)
    expect((await tail.read()).text).toBe(OUT + START)
  })

  it('while time was up goes on in the old one first', async () => {
    const tail = tailOf('debug.log')
    tail.write('debug.log', OUT)
    await tail.read()
    tail.write('debug.log', IN)
    renameSync(tail.at('debug.log'), tail.at('debug.log.1'))
    tail.write('debug.log', START)
    expect(await tail.read({ budgetMs: 0 })).toMatchObject({ text: IN, more: true })
    expect(await tail.read({ budgetMs: 0 })).toMatchObject({ text: START, begun: [true] })
  })

  it('again and again is never read twice', async () => {
    const tail = tailOf('debug.log')
    const read: string[] = []
    for (let round = 0; round < 12; round++) {
      tail.write('debug.log', START.replace('3/14', `3/${round + 1}`) + OUT)
      read.push((await tail.read()).text)
      tail.write('debug.log', IN)
      renameSync(tail.at('debug.log'), tail.at(`debug.log.${round}`))
    }
    read.push((await tail.read()).text)
    const rounds = Array.from({ length: 12 }, (_, round) => START.replace('3/14', `3/${round + 1}`) + OUT + IN)
    expect(read.join('')).toBe(rounds.join(''))
  })

  it('by copying and emptying is finished in the copy', async () => {
    const tail = tailOf('debug.log')
    tail.write('debug.log', OUT)
    await tail.read()
    tail.write('debug.log', IN)
    copyFileSync(tail.at('debug.log'), tail.at('debug.log.1'))
    truncateSync(tail.at('debug.log'))
    expect((await tail.read()).text).toBe(IN)
    tail.write('debug.log', START)
    expect((await tail.read()).text).toBe(START)
  })

  it.each([
    [
      'renaming',
      (tail: Tail) => {
        renameSync(tail.at('debug.log'), tail.at('debug.log.1'))
        tail.write('debug.log', '')
      },
    ],
    [
      'copying and emptying',
      (tail: Tail) => {
        copyFileSync(tail.at('debug.log'), tail.at('debug.log.1'))
        tail.write('debug.log.1', '')
        truncateSync(tail.at('debug.log'))
        tail.write('debug.log', '')
      },
    ],
  ])('by %s several times between two readings is read whole, and once', async (_, rotateOnce) => {
    const tail = tailOf('debug.log')
    const rotate = (): void => {
      for (const number of [4, 3, 2, 1]) {
        const file = tail.at(`debug.log.${number}`)
        if (existsSync(file)) renameSync(file, tail.at(`debug.log.${number + 1}`))
      }
      rotateOnce(tail)
    }
    tail.write('debug.log', OUT)
    await tail.read()
    tail.write('debug.log', IN)
    rotate()
    // The new one is empty yet, so that the reading stays with the old one.
    expect(await tail.read()).toMatchObject({ text: IN, begun: [false] })
    for (const text of [START, DENIED, OUT.trimEnd()]) {
      tail.write('debug.log', text)
      rotate()
    }
    tail.write('debug.log', IN)
    expect(await tail.read({ budgetMs: 0 })).toMatchObject({ text: START, more: true })
    expect(await tail.read()).toMatchObject({ text: `${DENIED}${OUT}${IN}`, begun: [true, true, true] })
    expect(await tail.read()).toMatchObject({ texts: [] })
  })

  it('and packed where it was read to is gone on with in what was rotated after it', async () => {
    const tail = tailOf('debug.log')
    tail.write('debug.log', OUT)
    await tail.read()
    rmSync(tail.at('debug.log'))
    tail.write('debug.log.2.gz', 'packed\n')
    tail.write('debug.log.1', START)
    tail.write('debug.log', IN)
    expect(await tail.read()).toMatchObject({ text: START + IN, begun: [true, true] })
  })

  it('is not gone on with in another log beside it', async () => {
    const tail = tailOf('debug.log')
    tail.write('debug.log', OUT + IN)
    await tail.read()
    tail.write('debug.log_moss', DENIED)
    writeFileSync(tail.at('debug.log'), START)
    expect((await tail.read()).text).toBe(START)
  })

  it('by copying and emptying, while its server keeps its place in it, loses no line behind the zeros', async () => {
    const tail = tailOf('debug.log')
    tail.write('debug.log', OUT)
    await tail.read()
    tail.write('debug.log', IN)
    copyFileSync(tail.at('debug.log'), tail.at('debug.log.1'))
    truncateSync(tail.at('debug.log'))
    truncateSync(tail.at('debug.log'), 3 * 1024 * 1024)
    tail.write('debug.log', START + DENIED)
    expect((await tail.read()).text).toBe(IN + START + DENIED)
  })

  it('among folders and other files finds its own', async () => {
    const tail = tailOf('debug.log')
    mkdirSync(tail.at('archive'))
    tail.write('other.log', START)
    tail.write('debug.log', OUT)
    await tail.read()
    tail.write('debug.log', IN)
    renameSync(tail.at('debug.log'), tail.at('debug.log.1'))
    expect((await tail.read()).text).toBe(IN)
  })
})

describe('a debug log that a restart of the server', () => {
  it('emptied is read from its start', async () => {
    const tail = tailOf('debug.log')
    tail.write('debug.log', OUT + IN)
    await tail.read()
    truncateSync(tail.at('debug.log'))
    expect(await tail.read()).toMatchObject({ texts: [], problem: null })
    tail.write('debug.log', START)
    expect(await tail.read()).toMatchObject({ text: START, begun: [true] })
  })

  it('wrote anew is read from its start, even when it is longer by now', async () => {
    const tail = tailOf('debug.log')
    tail.write('debug.log', OUT)
    await tail.read()
    writeFileSync(tail.at('debug.log'), START + OUT + IN)
    expect(await tail.read()).toMatchObject({ text: START + OUT + IN, begun: [true] })
  })
})
