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

  it('reads only the view it is given of a buffer', () => {
    expect(decodeText(Buffer.concat([latin1('xx\xfcyy')]).subarray(2, 4))).toBe('üy')
  })
})
