import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MOST_HELD } from '../../../main/debuglog/held.ts'
import { LONGEST_LINE } from '../../../main/debuglog/lines.ts'
import { printEvent, printSummary } from '../../../main/debuglog/print.ts'
import { createLogReader, type LogPosition } from '../../../main/debuglog/read-log.ts'
import { outline, readText, sampleText } from './read-text.ts'

const SAMPLES = ['start-and-packages.log', 'requests.log', 'iso-and-clock-crlf-bom.log', 'damaged.log']

/** Pieces of a log's language, so that random texts come near to real ones. */
const piece = fc.constantFrom(
  ...['\n', '\r\n', '\n', ' ', '"', '(', ')', '[', ']', '@', '^^^', '_1', '\t', '\0', '\ud800', '#', '\ufeff'],
  ...[
    ' 8:00:00 (a) ',
    '23:59:59 (b) ',
    '0:00:00 (lmgrd) ',
    '2:59:00 (a) ',
    '2026-02-29T1:',
    '2026-02-28T10:00:00Z (a) ',
  ],
  ...[
    'OUT: ',
    'IN: ',
    'DENIED: 3 ',
    'UNSUPPORTED: ',
    'EXPIRED: ',
    '"F" u@h',
    ' (2 licenses)',
    ' (why (-4,342))',
    '9:99',
  ],
  ...[
    'TIMESTAMP 2/28/2028',
    'TIMESTAMP 2/30/2028',
    'Server started on h for:',
    ' A (consisting of: B',
    ' C)',
    '(@a-SLOG@) ',
  ],
  ...[
    'Time: Fri Jul 27 2018 19:49:20 X',
    'EXITING ',
    'FLEXlm (v8) started on h (x) (1/1/2030)',
    '1.0 u 10.0.0.1 1 0x1 1 2 p',
  ],
)
const anyText = fc.oneof(
  fc.array(piece, { maxLength: 60 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary' }),
)

const timesOf = (text: string) => readText(text).events.map(({ time }) => time)

describe('a log reader', () => {
  test('gives the same events whatever the pieces its text comes in', () => {
    const text = fc.oneof(fc.constantFrom(...SAMPLES.map(sampleText)), anyText)
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 40 }), (log, pieceLength) => {
        expect(readText(log, pieceLength)).toEqual(readText(log))
      }),
      { numRuns: 200 },
    )
  })

  test('never throws, and every line it is given is counted', () => {
    fc.assert(
      fc.property(anyText, (log) => {
        const { events, summary } = readText(log)
        for (const event of events) expect(JSON.parse(printEvent(event)).type).toBe(event.type)
        const lines = log.split('\n')
        expect(summary.lines).toBe(lines.at(-1) === '' ? lines.length - 1 : lines.length)
      }),
      { numRuns: 300 },
    )
  })

  test('tells a user whose name holds any characters, and the host behind the last @', () => {
    const name = fc.stringMatching(/^[^\s"@^([\0]([^\r\n"@^]{0,20}[^\s"@^])?$/)
    const host = fc.stringMatching(/^[\w.-]{1,20}$/)
    fc.assert(
      fc.property(name, host, (user, machine) => {
        const { events } = readText(`8:00:00 (a) OUT: "F" ${user}@${machine} [d] (2 licenses) (WHY)\n`)
        expect(events).toHaveLength(1)
        expect(events[0]).toMatchObject({ user, host: machine, data: 'd', seats: 2, reason: 'WHY' })
      }),
    )
  })

  test('holds a half line back until its end comes', () => {
    const reader = createLogReader()
    expect(reader.push('8:00:00 (lmgrd) TIMESTAMP 3/2/2026\n8:00:01 (a) OUT: "F" u@ho')).toHaveLength(1)
    expect(reader.push('st')).toHaveLength(0)
    expect(reader.push('\n').map(outline)).toEqual(['2026-03-02T08:00:01 a OUT F u@host 1'])
  })

  test('dates what stands before the first date backwards, over midnights', () => {
    const log = '23:00:00 (a) OUT: "F" u@h\n1:00:00 (a) IN: "F" u@h\n0:30:00 (a) OUT: "F" u@h\n'
    expect(timesOf(`${log}4:00:00 (a) TIMESTAMP 1/1/2027`)).toEqual([
      '2026-12-31T23:00:00',
      '2027-01-01T01:00:00',
      '2027-01-01T00:30:00',
      '2027-01-01T04:00:00',
    ])
  })

  test('lets the older half go undated when more wait for a date than it keeps', () => {
    const log = `${'8:00:00 (a) OUT: "F" u@h\n'.repeat(MOST_HELD)}8:00:00 (a) TIMESTAMP 3/2/2026\n`
    const { events, summary } = readText(log)
    expect(events).toHaveLength(MOST_HELD + 1)
    expect(summary.undated).toBe(MOST_HELD / 2)
    expect([events[0]?.time, events.at(-2)?.time]).toEqual(['08:00:00', '2026-03-02T08:00:00'])
  })

  test('takes small steps back for two processes that write at once, also at midnight', () => {
    const lines = ['23:59:59 (a) TIMESTAMP 3/1/2026', ...['0:00:01', '23:59:58', '0:00:02', '23:55:00', '0:05:00']]
    const log = lines.map((line) => (line.includes('(') ? line : `${line} (a) OUT: "F" u@h`)).join('\n')
    expect(timesOf(log).slice(1)).toEqual([
      '2026-03-02T00:00:01',
      '2026-03-01T23:59:58',
      '2026-03-02T00:00:02',
      '2026-03-01T23:55:00',
      '2026-03-02T00:05:00',
    ])
  })

  test('says which events stand in the second of two equal hours', () => {
    const { events } = readText(sampleText('summer-ends.log'))
    expect(events.map(({ repeated }) => repeated ?? false)).toEqual([false, false, true, true, false, false, false])
  })

  test('takes a full date in a line for its own only where the clock agrees', () => {
    const slog = (clock: string, time: string) =>
      `${clock} (a) (@a-SLOG@) Time: ${time} CET\n8:30:00 (a) OUT: "F" u@h\n`
    expect(timesOf(slog('8:00:01', 'Mon Mar 02 2026 08:00:00'))).toEqual(['2026-03-02T08:30:00'])
    expect(timesOf(slog('0:00:01', 'Mon Mar 02 2026 23:59:59'))).toEqual(['2026-03-03T08:30:00'])
    expect(timesOf(slog('8:00:01', 'Mon Mar 02 2026 03:00:00'))).toEqual(['08:30:00'])
  })

  test('goes on where an earlier reader stopped', () => {
    const first = createLogReader()
    expect(first.position()).toBeUndefined()
    first.push('23:00:00 (a) TIMESTAMP 3/1/2026\n')
    const position = JSON.parse(JSON.stringify(first.position()))
    const events = createLogReader(position).push('1:00:00 (a) OUT: "F" u@h\n')
    expect(events.map(({ time, line }) => [time, line])).toEqual([['2026-03-02T01:00:00', 2]])
  })

  test('goes on within the second of two equal hours, and no further', () => {
    const lines = ['2:50:00', '2:10:00', '2:40:00', '3:20:00'].map((clock) => `${clock} (a) TIMESTAMP 10/25/2026\n`)
    let position: LogPosition | undefined
    const repeated = lines.flatMap((line) => {
      const reader = createLogReader(position)
      const events = reader.push(line)
      position = JSON.parse(JSON.stringify(reader.position()))
      return events.map((event) => event.repeated ?? false)
    })
    expect(repeated).toEqual([false, true, true, false])
    expect(position).toEqual({ lines: 4, local: Date.UTC(2026, 9, 25, 3, 20) / 1000 })
  })

  test('counts a line longer than any log line as unreadable, and reads on behind it', () => {
    const log = `8:00:00 (a) OUT: "F" u@h ${'('.repeat(LONGEST_LINE)}\n8:00:01 (a) IN: "F" u@h\n`
    const { events, summary } = readText(log, 1000)
    expect(events.map(outline)).toEqual(['08:00:01 a IN F u@h 1'])
    expect(summary).toMatchObject({ lines: 2, unreadable: 1 })
    expect(readText(log)).toEqual({ events, summary })
  })

  test('counts a package whose list does not end', () => {
    const begun = '8:00:00 (a) Server started on h for: BOX (consisting of: LID\n'
    expect(readText(begun).summary.unreadable).toBe(1)
    expect(readText(`${begun}8:00:00 (a) EXTERNAL FILTERS are OFF\n`).summary.unreadable).toBe(1)
    const complete = readText(`${begun}8:00:00 (b) HINGE)\n8:00:00 (a) HINGE )\n`)
    expect(complete.events.map(outline)).toEqual(['08:00:00 a START h', '08:00:00 a PACKAGE BOX LID,HINGE'])
    expect(complete.summary.unreadable).toBe(0)
  })
})

describe('the printed forms', () => {
  test('keep their names in one order', () => {
    const { events, summary } = readText(sampleText('iso-and-clock-crlf-bom.log'))
    expect(printEvent(events[4] ?? expect.fail('five events'))).toBe(
      '{"time":"2026-05-04T00:03:00","offset":"Z","daemon":"acorn","type":"DENIED","feature":"NUT","user":"lou",' +
        '"host":"ws-3","seats":1,"reason":"User/host on EXCLUDE list for feature.","code":"-38,349","line":7}\n',
    )
    expect(Object.keys(JSON.parse(printSummary(summary)))).toEqual([
      ...['lines', 'OUT', 'IN', 'DENIED', 'QUEUED', 'DEQUEUED', 'UNSUPPORTED', 'EXPIRED', 'TIMESTAMP', 'START', 'STOP'],
      ...['PACKAGE', 'outSeats', 'inSeats', 'first', 'last', 'undated', 'unreadable'],
    ])
  })
})
