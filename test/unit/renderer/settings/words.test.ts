import { expect, test } from 'vitest'
import { createFormats } from '../../../../renderer/formats.ts'
import { codesOf } from '../../../../renderer/settings/own-codes.ts'
import { folderSentence, roundSpan, sizeText } from '../../../../renderer/settings/words.ts'

const english = createFormats('en-GB', 'Europe/Berlin')

test.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1000, '1 kB'],
  [1_540_000_000_000, '1.5 TB'],
  [412_300_000_000, '412 GB'],
])('%d bytes are %s', (bytes, text) => {
  expect(sizeText(bytes, english)).toBe(text)
})

test('a folder tells its room and whose record it holds, as far as that is known', () => {
  expect(folderSentence({ problem: null, free: 412_300_000_000, tags: ['cad', 'eng'] }, english)).toBe(
    'It can be written and has 412 GB free. It holds a record of cad and eng, which goes on.',
  )
  expect(folderSentence({ problem: null, free: null, tags: [] }, english)).toBe('It can be written.')
})

test('a typed length of time is told without what is 0', () => {
  expect(roundSpan(3600, english)).toBe('1 h')
  expect(roundSpan(5400, english)).toBe('1 h 30 min')
  expect(roundSpan(86_400, english)).toBe('1 d')
})

test('own names are saved without blanks around and without rows left empty', () => {
  expect(
    codesOf([
      { code: ' WAVE_VIEW ', product: ' Waveform viewer ', release: '' },
      { code: '', product: '', release: '2026' },
      { code: 'DRC_RUN', product: '', release: '' },
    ]),
  ).toEqual([
    { code: 'WAVE_VIEW', product: 'Waveform viewer', release: '' },
    { code: 'DRC_RUN', product: '', release: '' },
  ])
})
