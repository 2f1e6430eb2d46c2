import { describe, expect, it } from 'vitest'
import { encodeCheckout } from '../../../main/datafiles/checkouts-chk.ts'
import { createNames } from '../../../main/datafiles/names.ts'
import { createUsersFiles } from '../../../main/importing/read-users.ts'
import { berlin, ZONE } from './workshop.ts'

const HEADER =
  'feature_code,userid,host,display,feature_version,server_host,server_port,license_handle,checkout_datetime,update_time'

interface Shown {
  readonly user?: string
  readonly host?: string
  readonly display?: string
  readonly handle?: string
  readonly start: string
  readonly at: string
}
const row = ({ user = 'mlindqvist', host = 'WS-0412', display = '--', handle = '4201', start, at }: Shown): string =>
  `solver,${user},${host},${display},1.000,lic1,27000,${handle},${start},${at}`

/** The lines of the checkouts inferred from files, each a list of rows; and what was skipped, file by file. */
function infer(...texts: readonly (readonly string[])[]) {
  const users = createUsersFiles({ tag: 'cad', zone: ZONE, names: createNames('names', '') })
  const rows: { readonly file: number; readonly day: string; readonly line: string }[] = []
  const skipped: string[] = []
  for (const [file, lines] of texts.entries()) {
    const reader = users.reader({
      row: (_kind, day, line) => rows.push({ file, day, line }),
      skip: (line, reason) => skipped.push(`${file}:${line} ${reason}`),
    })
    reader.push(`${[HEADER, ...lines].join('\n')}\n`)
    reader.end()
  }
  users.end()
  return { rows, skipped }
}

const line = (handle: string, checkoutAt: number, checkinAt: number, display = ''): string =>
  encodeCheckout({
    ...{ tag: 'cad', feature: 'solver', account: '', user: 'mlindqvist', host: 'WS-0412', handle, display },
    ...{ version: '1.000', seats: 1, pid: 0, requestAt: checkoutAt, checkoutAt, checkinAt },
  })

describe('rows of the users log', () => {
  it('that are equal are one checkout, up to the last poll that showed it, over days and files', () => {
    const start = '2026-03-02 22:51:00'
    const { rows, skipped } = infer(
      [row({ start, at: '2026-03-02 22:55:00' }), row({ start, at: '2026-03-02 23:55:00' })],
      [row({ start, at: '2026-03-03 00:55:00' })],
      [],
    )
    expect(skipped).toEqual([])
    expect(rows).toEqual([
      { file: 1, day: '2026-03-03', line: line('4201', berlin(start), berlin('2026-03-03 00:55:00')) },
    ])
  })

  it('are different checkouts where handle, display or start differ', () => {
    const at = '2026-03-02 09:00:00'
    const start = '2026-03-02 08:00:00'
    const { rows } = infer([
      row({ start, at }),
      row({ start, at, handle: '17' }),
      row({ start, at, display: ':0.0' }),
      row({ start: '2026-03-02 08:01:00', at }),
    ])
    expect(rows.map((one) => one.line)).toEqual([
      line('4201', berlin(start), berlin(at)),
      line('17', berlin(start), berlin(at)),
      line('4201', berlin(start), berlin(at), ':0.0'),
      line('4201', berlin('2026-03-02 08:01:00'), berlin(at)),
    ])
  })

  it('began in the year before where their start lies in the future, the same on both sides of New Year', () => {
    const { rows, skipped } = infer(
      [row({ start: '2025-12-30 15:00:00', at: '2025-12-31 23:55:00' })],
      [row({ start: '2026-12-30 15:00:00', at: '2026-01-01 00:00:00' })],
    )
    expect(skipped).toEqual([])
    expect(rows.map((one) => one.line)).toEqual([
      line('4201', berlin('2025-12-30 15:00:00'), berlin('2026-01-01 00:00:00')),
    ])
  })

  it('began on a 29 February of a year that has one', () => {
    const at = '2026-01-10 08:00:00'
    expect(infer([row({ start: '2026-02-29 15:00:00', at })]).rows.map((one) => one.line)).toEqual([
      line('4201', berlin('2024-02-29 15:00:00'), berlin(at)),
    ])
    expect(
      infer([row({ start: '2028-02-29 15:00:00', at: '2028-03-01 08:00:00' })]).rows.map((one) => one.line),
    ).toEqual([line('4201', berlin('2028-02-29 15:00:00'), berlin('2028-03-01 08:00:00'))])
  })

  it('began no later than they were first seen, where the clock of the license server is ahead', () => {
    const at = '2026-03-02 08:00:00'
    expect(infer([row({ start: '2026-03-02 08:02:00', at })]).rows.map((one) => one.line)).toEqual([
      line('4201', berlin(at), berlin(at)),
    ])
  })

  it('that do not say since when, or when, are told with their lines, and the others count', () => {
    const at = '2026-03-02 08:05:00'
    const start = '2026-03-02 08:00:00'
    const bad = [row({ start: '--', at }), row({ start, at: '2026-02-30 08:00:00' }), 'solver,mlindqvist']
    const { rows, skipped } = infer([...bad, row({ start, at })])
    expect(rows.length).toBe(1)
    expect(skipped).toEqual([
      '0:2 it does not say since when',
      '0:3 update_time is not a time',
      '0:4 2 columns instead of 10',
    ])
  })
})
