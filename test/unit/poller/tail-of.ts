import { appendFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { readTail, readTailState, type TailState } from '../../../main/poller/tail.ts'

/** A tail over a folder of logs that is remembered as JSON between its readings. */
export function tailOf(name: string) {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'seatlog-tail-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  let remembered = 'null'
  let changes = 0
  const at = (file: string): string => join(folder, file)
  return {
    at,
    get state(): TailState | null {
      return readTailState(JSON.parse(remembered))
    },
    /** As if the share had given the file another number. */
    renumber(): void {
      remembered = remembered.replace(/"id":"[^"]*"/g, '"id":"0:0"')
    },
    /** Adds to a file and lets its time of change go on by a second. */
    write(file: string, text: string | Buffer): void {
      mkdirSync(dirname(at(file)), { recursive: true })
      appendFileSync(at(file), text)
      const time = 1_773_486_000 + ++changes
      utimesSync(at(file), time, time)
    },
    async read({ pattern = name, budgetMs = 1e6 } = {}) {
      const texts: string[] = []
      const begun: boolean[] = []
      const push = (chunk: { text: string; begins: boolean }) => {
        texts.push(chunk.text)
        begun.push(chunk.begins)
      }
      const tailed = await readTail(at(pattern), readTailState(JSON.parse(remembered)), {
        push,
        clock: () => 0,
        budgetMs,
      })
      remembered = JSON.stringify(tailed.state)
      return { text: texts.join(''), texts, begun, ...tailed }
    },
  }
}

/** What `tailOf` makes. */
export type Tail = ReturnType<typeof tailOf>

// Lines of a log.
export const OUT = '10:15:02 (simd) OUT: "solver" mwenger@WS-0417\n'
export const IN = '10:20:40 (simd) IN: "solver" mwenger@WS-0417\n'
export const DENIED =
  '10:21:00 (simd) DENIED: "solver" tpark@WS-0102  (Licensed number of users already reached. (-4,342))\n'
export const START = '11:00:00 (lmgrd) FlexNet Licensing (v11.19.0) started on lic01 (3/14/2026)\n'
