import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  CAPACITY_HEADER,
  capacityFileName,
  decodeCapacity,
  encodeCapacity,
} from '../../../main/datafiles/capacity-cap.ts'
import {
  CHECKOUTS_HEADER,
  type CheckoutRow,
  checkoutsFileName,
  decodeCheckouts,
  encodeCheckout,
  privateCheckout,
} from '../../../main/datafiles/checkouts-chk.ts'
import { type DenialRow, decodeDenials, denialsFileName, encodeDenial } from '../../../main/datafiles/denials-den.ts'
import { createNames, privateRequest } from '../../../main/datafiles/names.ts'

const CHECKOUT: CheckoutRow = {
  tag: 'cad',
  feature: 'solver',
  account: 'bridge-7',
  user: 'mwenger',
  host: 'WS-0417',
  handle: '4201',
  display: ':0.0',
  version: '2.0',
  seats: 2,
  pid: 5120,
  requestAt: 1773485970,
  checkoutAt: 1773486000,
  checkinAt: 1773489600,
}
const LINE = 'cad\tsolver\tbridge-7\tmwenger\tWS-0417\t4201\t:0.0\t2.0\t2\t5120\t1773485970\t1773486000\t1773489600'

const DENIAL: DenialRow = {
  at: 1773486000,
  tag: 'cad',
  feature: 'solver',
  account: '',
  user: 'tpark',
  host: 'WS-0102',
  seats: 1,
}
const DENIAL_LINE = '1773486000\tcad\tsolver\t\ttpark\tWS-0102\t1'

const CAPACITY = { tag: 'cad', feature: 'solver', seats: 25, at: 1773486000 }
const CAPACITY_LINE = 'setCapacity\tcad\tsolver\t25\t1773486000'

/** Everything a field can hold, and much of what makes fields hard to read. */
const field = fc
  .oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('a', '#', '"', ',', ' ', '\u2028', 'é', '\0') }),
  )
  .filter((text) => !/[\t\r\n]/.test(text))
const tag = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/)
const count = fc.nat(2 ** 31)
const time = fc.integer({ min: 1, max: 1e11 })

const asText = (lines: readonly string[], eol = '\n'): string => lines.map((line) => line + eol).join('')

describe('a line of a checkout file', () => {
  it('holds thirteen fields with tabs between, below a comment that names them', () => {
    expect(checkoutsFileName('2026-03-14')).toBe('2026.03.14.chk')
    expect(encodeCheckout(CHECKOUT)).toBe(LINE)
    expect(CHECKOUTS_HEADER.split('\t')).toHaveLength(LINE.split('\t').length)
    expect(decodeCheckouts(asText([CHECKOUTS_HEADER, LINE]))).toEqual({ rows: [CHECKOUT], skipped: [] })
  })

  it('has whole seconds, and blanks for what would break it', () => {
    const row = { ...CHECKOUT, user: 'm\twenger', display: 'a\r\nb', checkinAt: 1773489600.5 }
    const line = LINE.replace('mwenger', 'm wenger').replace(':0.0', 'a  b').replace('1773489600', '1773489601')
    expect(encodeCheckout(row)).toBe(line)
  })

  it('is read as it was written, whatever its fields hold', () => {
    const checkout = fc
      .record({
        tag,
        feature: field,
        account: field,
        user: field,
        host: field,
        handle: field,
        display: field,
        version: field,
        seats: count,
        pid: count,
        requestAt: time,
        checkoutAt: time,
        lasted: count,
      })
      .map(({ lasted, ...row }): CheckoutRow => ({ ...row, checkinAt: row.checkoutAt + lasted }))
    fc.assert(
      fc.property(fc.array(checkout), fc.constantFrom('\n', '\r\n'), (rows, eol) => {
        const text = asText([CHECKOUTS_HEADER, ...rows.map(encodeCheckout)], eol)
        expect(decodeCheckouts(text)).toEqual({ rows, skipped: [] })
      }),
    )
  })

  it('may leave the process and the request open, and have columns we do not know', () => {
    const foreign = LINE.replace('5120\t1773485970', '\t')
    const zero = LINE.replace('1773485970', '0')
    const { rows, skipped } = decodeCheckouts(asText([foreign, zero, `${LINE}\tmore\t`], '\r\n'))
    expect(skipped).toEqual([])
    expect(rows).toEqual([
      { ...CHECKOUT, pid: 0, requestAt: CHECKOUT.checkoutAt },
      { ...CHECKOUT, requestAt: CHECKOUT.checkoutAt },
      CHECKOUT,
    ])
  })

  it('that cannot be read is counted with its number and the reason', () => {
    const text = asText([
      '# by hand',
      'cad\tsolver',
      '',
      LINE.replace('\t2\t', '\ttwo\t'),
      LINE.replace('5120', '-1'),
      LINE.replace('1773485970', 'x'),
      LINE.replace('1773486000', ''),
      LINE.replace('1773489600', ''),
      LINE.replace('1773489600', '1773485999'),
      LINE,
    ])
    const { rows, skipped } = decodeCheckouts(`${text}${LINE}`)
    expect(rows).toEqual([CHECKOUT])
    expect(skipped).toEqual([
      { line: 2, reason: '2 fields instead of 13' },
      { line: 4, reason: 'TOKENS is not a number' },
      { line: 5, reason: 'PID is not a number' },
      { line: 6, reason: 'REQUEST-TIMESTAMP is not a time' },
      { line: 7, reason: 'CHECKOUT-TIMESTAMP is not a time' },
      { line: 8, reason: 'CHECKINTS-TIMESTAMP is not a time' },
      { line: 9, reason: 'the checkin is before the checkout' },
    ])
  })
})

describe('a line of a denial file', () => {
  it('holds seven fields, the time first', () => {
    expect(denialsFileName('2026-03-14')).toBe('2026.03.14.den')
    expect(encodeDenial(DENIAL)).toBe(DENIAL_LINE)
    expect(decodeDenials(asText([DENIAL_LINE]))).toEqual({ rows: [DENIAL], skipped: [] })
  })

  it('is read as it was written, whatever its fields hold', () => {
    const denial = fc.record({ at: time, tag, feature: field, account: field, user: field, host: field, seats: count })
    fc.assert(
      fc.property(fc.array(denial), fc.constantFrom('\n', '\r\n'), (rows, eol) => {
        expect(decodeDenials(asText(rows.map(encodeDenial), eol))).toEqual({ rows, skipped: [] })
      }),
    )
  })

  it('that cannot be read is counted, comments included', () => {
    const bad = DENIAL_LINE.replace(/1$/, 'one')
    const { rows, skipped } = decodeDenials(`${asText(['# no comments here', `#${DENIAL_LINE}`, bad, DENIAL_LINE])}17`)
    expect(rows).toEqual([DENIAL])
    expect(skipped).toEqual([
      { line: 1, reason: '1 field instead of 7' },
      { line: 2, reason: 'TIMESTAMP is not a time' },
      { line: 3, reason: 'TOKENS is not a number' },
    ])
  })
})

describe('a line of a capacity file', () => {
  it('holds five fields, below a comment that names them', () => {
    expect(capacityFileName('2026-03-14')).toBe('2026.03.14.cap')
    expect(encodeCapacity(CAPACITY)).toBe(CAPACITY_LINE)
    expect(CAPACITY_HEADER.split('\t')).toHaveLength(CAPACITY_LINE.split('\t').length)
    expect(decodeCapacity(asText([CAPACITY_HEADER, CAPACITY_LINE]))).toEqual({ rows: [CAPACITY], skipped: [] })
  })

  it('is read as it was written, whatever its fields hold', () => {
    const capacity = fc.record({ tag, feature: field, seats: count, at: time })
    fc.assert(
      fc.property(fc.array(capacity), fc.constantFrom('\n', '\r\n'), (rows, eol) => {
        const text = asText([CAPACITY_HEADER, ...rows.map(encodeCapacity)], eol)
        expect(decodeCapacity(text)).toEqual({ rows, skipped: [] })
      }),
    )
  })

  it('that cannot be read is counted with its number and the reason', () => {
    const other = CAPACITY_LINE.replace('setCapacity', 'setLimit')
    const bad = [other, CAPACITY_LINE.replace('25', '-25'), CAPACITY_LINE.replace('1773486000', 'now'), 'setCapacity']
    const { rows, skipped } = decodeCapacity(asText([...bad, CAPACITY_LINE]))
    expect(rows).toEqual([CAPACITY])
    expect(skipped).toEqual([
      { line: 1, reason: 'does not begin with setCapacity' },
      { line: 2, reason: 'TOKENS is not a number' },
      { line: 3, reason: 'TIMESTAMP is not a time' },
      { line: 4, reason: '1 field instead of 5' },
    ])
  })
})

describe('names of people in checkouts and denials', () => {
  const pseudonyms = createNames('pseudonyms', '5eed'.repeat(16))
  const none = createNames('none', '')
  const names = createNames('names', '')

  it('stay in the mode of names', () => {
    expect(privateCheckout(CHECKOUT, names)).toEqual(CHECKOUT)
    expect(privateRequest(DENIAL, names)).toEqual(DENIAL)
  })

  it('become pseudonyms, and display and account are left out', () => {
    const user = pseudonyms.user('mwenger')
    const host = pseudonyms.host('WS-0417')
    expect(privateCheckout(CHECKOUT, pseudonyms)).toEqual({ ...CHECKOUT, user, host, display: '', account: '' })
    const hidden = { user: pseudonyms.user('tpark'), host: pseudonyms.host('WS-0102'), account: '' }
    expect(privateRequest({ ...DENIAL, account: 'bridge-7' }, pseudonyms)).toEqual({ ...DENIAL, ...hidden })
  })

  it('are left out in the mode of none', () => {
    const empty = { user: '', host: '', account: '' }
    expect(privateCheckout(CHECKOUT, none)).toEqual({ ...CHECKOUT, ...empty, display: '' })
    expect(privateRequest({ ...DENIAL, account: 'bridge-7' }, none)).toEqual({ ...DENIAL, ...empty })
  })

  it.each([
    ['r:USER mwenger', 'r:USER u-lqeqpoi6uhn2', 'r:USER'],
    ['r:HOST WS-0417', `r:HOST ${pseudonyms.host('WS-0417')}`, 'r:HOST'],
    ['r:INTERNET 10.2.*.*', `r:INTERNET ${pseudonyms.host('10.2.*.*')}`, 'r:INTERNET'],
    ['r:DISPLAY ws-0417:0', 'r:DISPLAY', 'r:DISPLAY'],
    ['r:GROUP bridge designers', 'r:GROUP bridge designers', 'r:GROUP bridge designers'],
    ['r:PROJECT bridge-7', 'r:PROJECT bridge-7', 'r:PROJECT bridge-7'],
  ])('of the reservation %s keep what it is reserved for', (user, asPseudonym, asNone) => {
    const reservation = { ...CHECKOUT, account: '', user, host: '', display: '' }
    expect(privateCheckout(reservation, names).user).toBe(user)
    expect(privateCheckout(reservation, pseudonyms)).toEqual({ ...reservation, user: asPseudonym })
    expect(privateCheckout(reservation, none)).toEqual({ ...reservation, user: asNone })
  })
})
