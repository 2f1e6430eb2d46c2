import { describe, expect, it } from 'vitest'
import { decodeText } from '../../../main/poller/decode.ts'

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1')

describe('decoding', () => {
  it('takes UTF-8 as it is', () => {
    expect(decodeText(Buffer.from('zoé ąę\r\nann\n'))).toBe('zoé ąę\r\nann\n')
    expect(decodeText(new Uint8Array())).toBe('')
  })

  it('reads a line that is not UTF-8 as Windows-1252, and leaves the others', () => {
    const bytes = Buffer.concat([
      Buffer.from('zoé\r\nann\n\n'),
      latin1('j\xf6rg \x80\r\n'),
      Buffer.from('ąę'),
      latin1('\n\xfc'),
    ])
    expect(decodeText(bytes)).toBe('zoé\r\nann\n\njörg €\r\nąę\nü')
  })

  it('goes once through a line of a million characters beside one that is not UTF-8', () => {
    const line = 'a'.repeat(2 ** 20)
    expect(decodeText(latin1(`${line}\n\xfc${line}`))).toBe(`${line}\nü${line}`)
  })

  it('reads only the view it is given of a buffer', () => {
    expect(decodeText(Buffer.concat([latin1('xx\xfcyy')]).subarray(2, 4))).toBe('üy')
  })

  it('reads what a Windows wrapper made UTF-16 of, by its byte order mark', () => {
    const text = 'Users of alpha:\r\n    jörg ws-8 ws-8 (v1.0) (lic01/27000 301), start Mon 5/6 8:01\r\n'
    expect(decodeText(Buffer.from(`\ufeff${text}`, 'utf16le'))).toBe(text)
    expect(decodeText(Buffer.from(`\ufeff${text}`, 'utf16le').subarray(0, -1))).toBe(`${text.slice(0, -1)}\ufffd`)
  })
})
