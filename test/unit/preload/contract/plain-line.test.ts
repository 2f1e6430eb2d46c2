import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainLine } from '../../../../preload/contract/plain-line.ts'

describe('other people’s text in one line', () => {
  it.each([
    ['48800ACD_2006_0F', '48800ACD_2006_0F'],
    ['Fräs- und Drehmodul 2026', 'Fräs- und Drehmodul 2026'],
    ['مهندس حسابات', 'مهندس حسابات'],
    ['می‌خواهم', 'می‌خواهم'],
    ['👩🏽‍🔧 mill', '👩🏽‍🔧 mill'],
    ['Nguyễn', 'Nguyễn'],
  ])('stays as it is where it is a name: %s', (text, line) => {
    expect(plainLine(text)).toBe(line)
  })

  it.each([
    ['mill\u202Eeerf enon\u202C', 'milleerf enon'],
    ['\u2066mill\u2069 \u200Flathe\u061C', 'mill lathe'],
    ['mill\r\nall free\n', 'mill all free'],
    ['mill\u2028all\u2029free\u0085now', 'mill all free now'],
    ['mill\0lathe\u001B[31m', 'mill lathe [31m'],
    ['mi\u00ADll\u200B\uFEFF', 'mill'],
    [`m\u0301\u0302\u0303\u0304${'\u0305'.repeat(60)}ill`, 'm\u0301\u0302\u0303\u0304ill'],
    ['mill \uD83D', 'mill \uFFFD'],
    ['\t\n', ''],
  ])('loses what is not to be seen, or changes what is: %j', (text, line) => {
    expect(plainLine(text)).toBe(line)
  })

  it('is cut where it is long, never within a character', () => {
    expect(plainLine('x'.repeat(300))).toBe(`${'x'.repeat(79)}…`)
    expect(plainLine('x'.repeat(80))).toHaveLength(80)
    expect(plainLine(`${'x'.repeat(76)}👩🏽‍🔧👩🏽‍🔧`)).toBe(`${'x'.repeat(76)}…`)
    expect(plainLine('cafe\u0301 mill', 5)).toBe('caf…')
    expect(plainLine('mill lathe', 6)).toBe('mill…')
  })

  it('is cut even within one endless character', () => {
    const line = plainLine('👩\u200D'.repeat(100))
    expect(line).toMatch(/^👩.*…$/u)
    expect(line.length).toBeLessThanOrEqual(80)
    expect(line.isWellFormed()).toBe(true)
  })

  it('is one line of text, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const line = plainLine(text)
        expect(line.length).toBeLessThanOrEqual(80)
        expect(line).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069]/u)
        expect(plainLine(line)).toBe(line)
      }),
    )
  })
})
