import { expect, test } from 'vitest'
import type { Answer } from '../../../main/lmstat/answer.ts'
import { printAnswer } from '../../../main/lmstat/print.ts'
import { readSample } from './read-sample.ts'

test('names stand in the order of the design, whatever order the answer has', () => {
  const answer: Answer = {
    unrecognized: [{ text: 'what', line: 12 }],
    errors: [{ code: '-15,570', text: 'no', line: 3 }],
    licenseTable: [{ expires: 'permanent', vendor: 'v', count: 'uncounted', version: '1', feature: 'F' }],
    servers: [
      {
        daemons: [
          {
            features: [
              {
                queued: [{ seats: 1, handle: '2', host: 'h', user: 'u' }],
                reservations: [{ name: 'n', kind: 'HOST', count: 1 }],
                checkouts: [
                  {
                    startText: 'Fri 10/20 9:03',
                    pool: 0,
                    raw: 'u h d',
                    uncertain: true,
                    pid: 9,
                    linger: { remaining: 1, total: 2 },
                    seats: 1,
                    extra: 'e',
                    display: 'd',
                    host: 'h',
                    user: 'u',
                  },
                ],
                pools: [{ type: 'floating', vendorString: 's', vendor: 'v', version: '1' }],
                used: 1,
                issued: 2,
                kind: 'counted',
                name: 'F',
              },
            ],
            version: 'v11',
            complete: true,
            state: 'up',
            name: 'v',
          },
        ],
        hosts: [{ version: 'v11', master: true, state: 'up', host: 'h' }],
        licenseFiles: ['/a.lic'],
        address: ['1@h'],
      },
    ],
    complete: true,
    statusTime: '2026-09-17T16:05:00',
    program: 'lmutil',
  }
  expect(printAnswer(answer).replaceAll(/\s+/g, ' ')).toBe(
    '{ "program": "lmutil", "statusTime": "2026-09-17T16:05:00", "complete": true, "servers": [ { "address": [ "1@h" ], ' +
      '"licenseFiles": [ "/a.lic" ], "hosts": [ { "host": "h", "state": "up", "master": true, "version": "v11" } ], ' +
      '"daemons": [ { "name": "v", "state": "up", "complete": true, "version": "v11", "features": [ { "name": "F", ' +
      '"kind": "counted", "issued": 2, "used": 1, "pools": [ { "version": "1", "vendor": "v", "vendorString": "s", ' +
      '"type": "floating" } ], "checkouts": [ { "user": "u", "host": "h", "display": "d", "extra": "e", "seats": 1, ' +
      '"linger": { "remaining": 1, "total": 2 }, "pid": 9, "uncertain": true, "raw": "u h d" } ], "reservations": [ { ' +
      '"count": 1, "kind": "HOST", "name": "n" } ], "queued": [ { "user": "u", "host": "h", "handle": "2", "seats": 1 } ' +
      '] } ] } ] } ], "licenseTable": [ { "feature": "F", "version": "1", "count": "uncounted", "vendor": "v", ' +
      '"expires": "permanent" } ], "errors": [ { "line": 3, "text": "no", "code": "-15,570" } ], "unrecognized": [ { ' +
      '"line": 12, "text": "what" } ] } ',
  )
})

test('every sample prints as JSON of two blanks a level, with a line end', () => {
  const printed = printAnswer(readSample('single-server.txt'))
  expect(printed.startsWith('{\n  "program": "lmutil",\n  "statusTime": "2026-09-17T16:05:00",\n')).toBe(true)
  expect(printed.endsWith('\n}\n')).toBe(true)
  expect(printed).not.toContain('startText')
  expect(printed).not.toContain('"pool":')
  expect(JSON.parse(printed)).toMatchObject({ complete: true })
})
