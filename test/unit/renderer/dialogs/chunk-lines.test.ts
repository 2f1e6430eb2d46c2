import { expect, test } from 'vitest'
import { chunkLines } from '../../../../renderer/dialogs/chunk-lines.ts'

test('blocks hold whole lines, and joined they are the text to the byte', () => {
  const text = 'License server status: 27000@lic-cad\r\n\r\nUsers of A:\r\n  x\r\nlast line without its end'
  const blocks = chunkLines(text, 2)
  expect(blocks).toHaveLength(3)
  expect(blocks.map((block) => block.text).join('')).toBe(text)
  expect(blocks.slice(0, -1).every((block) => block.text.endsWith('\n'))).toBe(true)
})

test('no text has no blocks', () => {
  expect(chunkLines('', 400)).toEqual([])
})
