import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { answerDemo } from '../../../main/demo/answer.ts'
import { createSite } from '../../../main/demo/site.ts'
import { garbage, halfOf } from '../../../main/demo/trouble.ts'
import type { Answer } from '../../../main/lmstat/answer.ts'
import { parseLmstat } from '../../../main/lmstat/parse.ts'
import { answerProblem } from '../../../main/poller/problem.ts'
import type { Poll } from '../../../main/poller/server-poll.ts'

/** A program in the place of lmutil. */
export interface SickProgram {
  readonly what: string
  readonly path: string
  readonly timeoutSeconds: number
  /** What is wrong with what Seatlog made of it; null where nothing is. */
  readonly judge: (poll: Poll) => string | null
}

export interface SickPrograms {
  /** A program that does what lmutil does, and its answer. */
  readonly well: string
  readonly good: Answer
  readonly sick: readonly SickProgram[]
}

const PROGRAMS = join(import.meta.dirname, '../../../fixtures/programs')
/** The time limit of programs that come to their end, also on a busy machine, and of those that do not. */
export const PATIENT_SECONDS = 20
const IMPATIENT_SECONDS = 2

/** A good answer, and the address it is of. */
export const ADDRESS = '5280@lic-eda1,5280@lic-eda2,5280@lic-eda3'
const AT = Date.parse('2026-10-06T10:00:00+02:00') / 1000
const GOOD = answerDemo(createSite({ seed: 1, zone: 'Europe/Berlin' }), { at: AT, address: ADDRESS, mode: 'a' }).text

/** Writes them into a folder. Not for Windows: they are shell scripts, which start as fast as lmutil does. */
export function sickPrograms(folder: string): SickPrograms {
  const script = (name: string, text: string): string => {
    const path = join(folder, `lmutil-${name}`)
    writeFileSync(path, `#!/bin/sh\n${text}\n`)
    chmodSync(path, 0o755)
    return path
  }
  const printing = (name: string, bytes: Uint8Array | string): string => {
    const file = join(folder, `${name}.txt`)
    writeFileSync(file, bytes)
    return script(name, `cat '${file}'`)
  }
  const program = (name: string): string =>
    script(name, `exec '${process.execPath}' '${join(PROGRAMS, `${name}.mjs`)}' "$@"`)
  const row = firstRow(GOOD)
  /** The good answer with another name in its first row, in a code page. */
  const named = (bytes: Uint8Array): Buffer => {
    const at = GOOD.indexOf(row.user, GOOD.indexOf(row.line))
    return Buffer.concat([Buffer.from(GOOD.slice(0, at)), bytes, Buffer.from(GOOD.slice(at + row.user.length))])
  }
  const goodFile = join(folder, 'good.txt')
  const megabyte = join(folder, 'megabyte.txt')
  writeFileSync(goodFile, GOOD)
  writeFileSync(megabyte, GOOD.repeat(Math.ceil(1e6 / GOOD.length)))
  const jurgen = Uint8Array.from([0x6a, 0xfc, 0x72, 0x67, 0x65, 0x6e])
  // 表能 in Shift-JIS: of both characters the second byte is a backslash.
  const shiftJis = Uint8Array.from([0x95, 0x5c, 0x94, 0x5c])
  const all = parseLmstat(GOOD)
  const quick = { timeoutSeconds: PATIENT_SECONDS }
  const endless = { timeoutSeconds: IMPATIENT_SECONDS }

  const isWhole = (poll: Poll): string | null =>
    poll.answer.complete && rowsOf(poll.answer) === rowsOf(all)
      ? null
      : `${rowsOf(poll.answer)} of ${rowsOf(all)} rows: ${sentenceOf(poll)}`
  const failed =
    (ended: Poll['reply']['ended'], told: RegExp) =>
    (poll: Poll): string | null => {
      if (poll.reply.ended !== ended) return `it ${poll.reply.ended}, and should have ${ended}`
      if (poll.answer.complete) return 'its answer counts as complete'
      return told.test(sentenceOf(poll)) ? null : `nothing tells ${told}: ${sentenceOf(poll)}`
    }
  const late = failed('timed-out', /within 2 s and was stopped/)

  return {
    well: printing('well', GOOD),
    good: all,
    sick: [
      { what: 'hangs', path: program('hangs'), ...endless, judge: late },
      { what: 'ignores SIGTERM', path: program('ignores-sigterm'), ...endless, judge: late },
      { what: 'leaves a deaf child, and hangs', path: program('leaves-a-child'), ...endless, judge: late },
      {
        what: 'leaves a child that keeps its output',
        path: script('children', `sleep 60 & cat '${goodFile}'`),
        ...endless,
        // Whether more is to come nobody knows.
        judge: (poll) => (isWhole(poll) === null ? null : late(poll)),
      },
      {
        ...{ what: 'floods 100 MB', path: script('floods', `cat${` '${megabyte}'`.repeat(100)}`) },
        ...quick,
        judge: failed('too-much-output', /longer than 64 MB/),
      },
      {
        ...{ what: 'exits at once', path: program('exits-at-once'), ...quick },
        judge: failed('exited', /Cannot connect/),
      },
      { what: 'says nothing', path: script('silent', 'exit 3'), ...quick, judge: failed('exited', /printed nothing/) },
      {
        ...{ what: 'half a line', path: printing('half', halfOf(GOOD)), ...quick },
        judge: failed('exited', /came incomplete/),
      },
      { what: 'garbage', path: printing('garbage', garbage(AT)), ...quick, judge: failed('exited', /not like lmstat/) },
      {
        ...{ what: 'garbage bytes', path: script('bytes', 'head -c 100000 /dev/urandom'), ...quick },
        judge: failed('exited', /not like lmstat/),
      },
      { what: 'Windows-1252', path: printing('cp1252', named(jurgen)), ...quick, judge: named1252 },
      { what: 'Shift-JIS (cp932)', path: printing('cp932', named(shiftJis)), ...quick, judge: isWhole },
      {
        ...{ what: 'UTF-16LE with BOM', path: printing('utf16', Buffer.from(`\ufeff${GOOD}`, 'utf16le')), ...quick },
        judge: isWhole,
      },
    ],
  }

  function named1252(poll: Poll): string | null {
    return isWhole(poll) ?? (poll.reply.text.includes('jürgen') ? null : 'its name is not read')
  }
}

export const sentenceOf = ({ reply, answer, address }: Poll): string => answerProblem(reply, answer, address) ?? ''

const rowsOf = ({ servers }: Poll['answer']): number =>
  servers
    .flatMap(({ daemons }) => daemons)
    .flatMap(({ features }) => features)
    .reduce((sum, { checkouts }) => sum + checkouts.length, 0)

function firstRow(text: string): { readonly line: string; readonly user: string } {
  const [line = '', user = ''] = /^ {4}(\S+) .*, start .*$/m.exec(text) ?? []
  if (user === '') throw new Error('nobody holds a seat')
  return { line, user }
}
