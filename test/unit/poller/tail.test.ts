import { renameSync, rmSync, symlinkSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readTailState } from '../../../main/poller/tail.ts'
import { DENIED, IN, OUT, START, tailOf } from './tail-of.ts'

describe('a debug log', () => {
  it('is read from its start, then only what was added, over restarts', async () => {
    const tail = tailOf('debug.log')
    tail.write('debug.log', START + OUT)
    expect(await tail.read()).toMatchObject({ text: START + OUT, begun: [true], more: false, problem: null })
    expect(await tail.read()).toMatchObject({ text: '', texts: [], bytes: 0, problem: null })
    tail.write('debug.log', IN)
    expect(await tail.read()).toMatchObject({ text: IN, begun: [false], bytes: IN.length })
    expect(tail.state?.mark.offset).toBe((START + OUT + IN).length)
  })

  it('on a share that numbers its files anew is known by its beginning', async () => {
    const tail = tailOf('debug.log')
    tail.write('debug.log', START + OUT)
    await tail.read()
    tail.renumber()
    tail.write('debug.log', IN)
    expect((await tail.read()).text).toBe(IN)
    tail.renumber()
    tail.write('debug.log', DENIED)
    renameSync(tail.at('debug.log'), tail.at('debug.log.1'))
    tail.write('debug.log', OUT)
    expect((await tail.read()).text).toBe(DENIED + OUT)
  })

  it('that is still being written keeps its half line until it is whole', async () => {
    const tail = tailOf('debug.log')
    tail.write('debug.log', OUT.slice(0, 20))
    expect(await tail.read()).toMatchObject({ text: '', problem: null })
    tail.write('debug.log', OUT.slice(20) + IN.slice(0, 5))
    expect(await tail.read()).toMatchObject({ text: OUT, begun: [true] })
    tail.write('debug.log', IN.slice(5))
    expect((await tail.read()).text).toBe(IN)
  })

  it('that is cut in the middle of a character is not damaged by it', async () => {
    const tail = tailOf('debug.log')
    const line = Buffer.from('10:15:02 (simd) OUT: "solver" zoé@WS-0417\n')
    const middle = line.indexOf(0xc3) + 1
    tail.write('debug.log', line.subarray(0, middle))
    expect((await tail.read()).text).toBe('')
    tail.write('debug.log', line.subarray(middle))
    expect((await tail.read()).text).toBe(line.toString())
  })

  it('in another code page is read as Windows-1252, line by line, and its byte order mark is none of the text', async () => {
    const tail = tailOf('debug.log')
    tail.write('debug.log', '\ufeffann\r\nzoé\r\n')
    tail.write('debug.log', Buffer.from('j\xf6rg\r\n', 'latin1'))
    expect((await tail.read()).text).toBe('ann\r\nzoé\r\njörg\r\n')
  })

  it('that is missing is told with what to do, and is gone on with when it is there again', async () => {
    const tail = tailOf('debug.log')
    const missing = await tail.read()
    expect(missing).toMatchObject({ state: null, texts: [], problem: { code: 'not-found' } })
    expect(missing.problem?.message).toContain(tail.at('debug.log'))
    tail.write('debug.log', OUT)
    expect((await tail.read()).text).toBe(OUT)
    rmSync(tail.at('debug.log'))
    expect(await tail.read()).toMatchObject({ texts: [], problem: { code: 'not-found' } })
    tail.write('debug.log', OUT + IN)
    expect((await tail.read()).text).toBe(IN)
  })

  it.skipIf(process.platform === 'win32')('that cannot be read is told with what to do', async () => {
    const tail = tailOf('debug.log')
    symlinkSync(tail.at('debug.log'), tail.at('debug.log'))
    const refused = await tail.read()
    expect(refused).toMatchObject({ state: null, texts: [], problem: { code: 'cannot-read' } })
    expect(refused.problem?.message).toContain(`${tail.at('debug.log')} cannot be read (ELOOP)`)
  })

  it('in a folder that is away is missing, too', async () => {
    const tail = tailOf('share/debug@LATEST@.log')
    expect(await tail.read()).toMatchObject({ state: null, problem: { code: 'not-found' } })
  })

  it('is read in chunks of whole lines, as many as the time allows, and at least one', async () => {
    const tail = tailOf('debug.log')
    const lines = Array.from({ length: 60_000 }, (_, at) => OUT.replace('mwenger', `user${at}`))
    tail.write('debug.log', lines.join(''))
    const texts: string[] = []
    for (let more = true; more; ) {
      const part = await tail.read({ budgetMs: 0 })
      texts.push(...part.texts)
      more = part.more
      expect(part.texts).toHaveLength(more ? 1 : 0)
    }
    expect(texts).toHaveLength(3)
    expect(texts.every((text) => text.length <= 1024 * 1024 && text.endsWith('\n'))).toBe(true)
    expect(texts.join('')).toBe(lines.join(''))
    expect(await tail.read()).toMatchObject({ texts: [], more: false })
  })

  it('with a line longer than a chunk is not stopped by it', async () => {
    const tail = tailOf('debug.log')
    const damage = '#'.repeat(1024 * 1024 + 10)
    tail.write('debug.log', `${OUT}${damage}\n${IN}`)
    expect((await tail.read()).text).toBe(`${OUT}${damage}\n${IN}`)
  })
})

describe('a path with @DATE@', () => {
  it.each(['2026-03-14 2026-03-15', '20260314 20260315', '2026.03.14 2026.03.15', '2026_03_14 2026_03_15'])(
    '(%s) goes on with the file of the next date when that one has text',
    async (dates) => {
      const [today, tomorrow] = dates.split(' ')
      const tail = tailOf('debug@DATE@.log')
      tail.write('debug20260301.log', 'of a day before Seatlog came\n')
      tail.write(`debug${today}.log`, START)
      tail.write('debug-notes.log', 'no log\n')
      expect((await tail.read()).text).toBe(START)
      tail.write(`debug${tomorrow}.log`, '')
      tail.write(`debug${today}.log`, OUT)
      expect((await tail.read()).text).toBe(OUT)
      tail.write(`debug${today}.log`, IN)
      tail.write(`debug${tomorrow}.log`, DENIED)
      expect(await tail.read()).toMatchObject({ text: IN + DENIED, begun: [false, true] })
      tail.write(`debug${tomorrow}.log`, OUT)
      expect((await tail.read()).text).toBe(OUT)
    },
  )

  it('in a folder’s name reads every day it missed, in order', async () => {
    const tail = tailOf('@DATE@/debug.log')
    tail.write('2026-03-30/debug.log', START)
    await tail.read()
    tail.write('2026-04-01/debug.log', IN)
    tail.write('2026-03-31/debug.log', OUT)
    tail.write('2026-03-30/debug.log', DENIED)
    expect(await tail.read()).toMatchObject({ text: DENIED + OUT + IN, begun: [false, true, true] })
  })

  it('whose file of the day is gone goes on with the next', async () => {
    const tail = tailOf('debug@DATE@.log')
    tail.write('debug2026-03-14.log', START)
    await tail.read()
    rmSync(tail.at('debug2026-03-14.log'))
    tail.write('debug2026-03-15.log', OUT)
    expect(await tail.read()).toMatchObject({ text: OUT, problem: null })
  })
})

describe('a path with @LATEST@', () => {
  it('takes the file that was changed last, and goes on with the next', async () => {
    const tail = tailOf('debug@LATEST@.log')
    tail.write('debug-b.log', 'old\n')
    tail.write('debug-a.log', START)
    expect((await tail.read()).text).toBe(START)
    tail.write('debug-a.log', OUT)
    tail.write('debug-0.log', IN)
    expect(await tail.read()).toMatchObject({ text: OUT + IN, begun: [false, true] })
    expect(await tail.read()).toMatchObject({ texts: [] })
  })

  it('does not begin a file again that it had read before', async () => {
    const tail = tailOf('debug@LATEST@.log')
    tail.write('debug-a.log', START + OUT)
    await tail.read()
    tail.write('debug-b.log', DENIED)
    expect((await tail.read()).text).toBe(DENIED)
    tail.write('debug-a.log', IN)
    expect(await tail.read()).toMatchObject({ text: IN, begun: [false] })
    tail.write('debug-b.log', OUT)
    expect((await tail.read()).text).toBe(OUT)
  })

  it('leaves packed files alone', async () => {
    const tail = tailOf('debug.log@LATEST@')
    tail.write('debug.log', START)
    tail.write('debug.log.2.gz', 'packed\n')
    expect((await tail.read()).text).toBe(START)
    tail.write('debug.log.2.ZIP', 'packed\n')
    expect((await tail.read()).text).toBe('')
  })

  it('follows a file that is renamed within the pattern', async () => {
    const tail = tailOf('debug.log@LATEST@')
    tail.write('debug.log', START)
    await tail.read()
    tail.write('debug.log', OUT)
    renameSync(tail.at('debug.log'), tail.at('debug.log.1'))
    tail.write('debug.log', IN)
    expect((await tail.read()).text).toBe(OUT + IN)
    expect((await tail.read()).text).toBe('')
  })
})

describe('what is remembered of a tail', () => {
  it('that was given another path reads that file, and none of the first twice', async () => {
    const tail = tailOf('debug.log')
    tail.write('debug.log', START)
    await tail.read()
    tail.write('other.log', OUT)
    expect((await tail.read({ pattern: 'other.log' })).text).toBe(OUT)
    tail.write('debug.log', IN)
    expect((await tail.read({ pattern: 'debug@LATEST@' })).text).toBe(IN)
  })

  it('and is damaged counts as nothing', () => {
    expect(readTailState(null)).toBeNull()
    expect(readTailState({ pattern: 'debug.log', offset: 'x' })).toBeNull()
  })
})
