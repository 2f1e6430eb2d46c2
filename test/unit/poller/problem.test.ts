import { describe, expect, it } from 'vitest'
import { parseLmstat } from '../../../main/lmstat/parse.ts'
import type { Reply } from '../../../main/poller/ask.ts'
import { answerProblem } from '../../../main/poller/problem.ts'

const HEAD = `lmutil - Copyright (c) 1989-2021 Flexera. All Rights Reserved.
Flexible License Manager status on Mon 5/6/2024 10:00
`
const SERVER = `${HEAD}
License server status: 27000@lic01
    License file(s) on lic01: /opt/flexlm/acme.lic:

`
const UP = `${SERVER}     lic01: license server UP (MASTER) v11.18.0

Vendor daemon status (on lic01):

`
const FEATURE = `Feature usage info:

Users of alpha:  (Total of 5 licenses issued;  Total of 1 license in use)

  "alpha" v1.0, vendor: acmed, expiry: 31-dec-2030
  floating license

    ann ws-9 ws-9 (v1.0) (lic01/27000 401), start Mon 5/6 8:02
`

function problemOf(text: string, changes: Partial<Reply> = {}): string | null {
  const reply: Reply = {
    text,
    ended: 'exited',
    exitCode: 0,
    ms: 10,
    message: null,
    command: 'lmutil lmstat -a',
    ...changes,
  }
  return answerProblem(reply, parseLmstat(text))
}

describe('the problem of an answer', () => {
  it('is none when all is well, whatever the exit code', () => {
    expect(problemOf(`${UP}     acmed: UP v11.18.0\n${FEATURE}`, { exitCode: 241 })).toBeNull()
  })

  it('names the address that was asked where the text names no server', () => {
    const text = `${HEAD}\nError getting status: Cannot connect to license server system. (-15,570:111 "Connection refused")\n`
    const reply: Reply = { text, ended: 'exited', exitCode: 241, ms: 10, message: null, command: 'lmutil' }
    expect(answerProblem(reply, parseLmstat(text), '27000@lic09')).toMatch(
      /^Cannot connect to 27000@lic09 \(-15,570:111/,
    )
  })

  it('is none when one member of a triad is down', () => {
    const text = `${HEAD}
License server status: 27000@lic01,27000@lic02,27000@lic03
    License file(s) on lic01: /opt/flexlm/acme.lic:

     lic01: license server UP (MASTER) v11.18.0
     lic02: license server UP v11.18.0
     lic03: Cannot connect to license server system. (-15,570:115 "Operation now in progress")

Vendor daemon status (on lic01):

     acmed: UP v11.18.0
${FEATURE}`
    expect(problemOf(text)).toBeNull()
  })

  it('is what the program that asked has to say, before all else', () => {
    expect(problemOf('', { ended: 'not-started', message: 'There is no lmutil.' })).toBe('There is no lmutil.')
  })

  it.each([
    [
      'a connection that was refused, without a server block',
      `${HEAD}\nError getting status: Cannot connect to license server system. (-15,570:111 "Connection refused")\n`,
      'Cannot connect to the license server (-15,570:111 "Connection refused"): check that the license server runs',
    ],
    [
      'a connection that was refused, by name of the server',
      `${SERVER}     lic01: Cannot connect to license server system. (-15,570:111 "Connection refused")\n`,
      'Cannot connect to 27000@lic01 (-15,570:111 "Connection refused"): check that the license server runs',
    ],
    [
      'an lmgrd that is not running',
      `${SERVER}lmgrd is not running: License server machine is down or not responding. (-96,7:2 "No such file")\n`,
      'No lmgrd runs on',
    ],
    [
      'data that cannot be read',
      `${SERVER}     lic01: Cannot read data from license server system. (-16,287)\n`,
      'No data can be read from 27000@lic01 (-16,287): check that the port',
    ],
    [
      'a license file without SERVER lines',
      `${HEAD}\nError getting status: No SERVER lines in license file. (-13,66)\n`,
      'The license file has no SERVER lines (-13,66): write the address as port@host',
    ],
    [
      'a license file that is not there',
      `${HEAD}\nError getting status: Cannot find license file. (-1,359:2 "No such file or directory")\n`,
      'No license file was found for the license server (-1,359:2 "No such file or directory")',
    ],
    [
      'a host nobody knows',
      `${SERVER}     lic01: Cannot find SERVER hostname in network database. (-14,7:2 "No such file")\n`,
      'The host of 27000@lic01 is not known in this network (-14,7:2',
    ],
    [
      'a vendor daemon that is down',
      `${UP}     acmed: The desired vendor daemon is down. (-97,121)\n`,
      'The vendor daemon acmed on 27000@lic01 is down (-97,121): restart it there',
    ],
    [
      'an answer cut inside a row',
      `${UP}     acmed: UP v11.18.0\n${FEATURE}    bob ws-4 ws-4 (v1.0) (lic01/270`,
      'The answer of acmed on 27000@lic01 came incomplete: its seats are unknown',
    ],
    [
      'an error number it does not know',
      `${HEAD}\nError getting status: Something else went wrong. (-88,309)\n`,
      'lmstat reports of the license server: “Error getting status: Something else went wrong. (-88,309)”',
    ],
    ['a banner and nothing else', HEAD, 'lmstat’s answer stops before it names a license server'],
    [
      'another program',
      'usage: frobnicate [-x] FILE\n',
      'This program answered, but not like lmstat (“usage: frobnicate [-x] FILE”): check that the path of lmutil',
    ],
    ['silence', ' \n', 'lmutil printed nothing (exit code 0): try the command by hand: “lmutil lmstat -a”.'],
  ])('names %s', (_what, text, words) => {
    const problem = problemOf(text)
    expect(problem).toContain(words)
    expect(problem).not.toContain('\n')
  })
})
