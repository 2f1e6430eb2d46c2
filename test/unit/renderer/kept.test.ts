import { afterEach, describe, expect, test, vi } from 'vitest'
import { readKept, writeKept } from '../../../renderer/kept.ts'

afterEach(() => vi.unstubAllGlobals())

function keepIn(texts: Map<string, string>): void {
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, text: string) => texts.set(key, text),
  })
}

describe('what the window keeps', () => {
  test('is read in the version it was written in, and in no other', () => {
    keepIn(new Map())
    writeKept('palette', 1, ['a'])
    expect(readKept('palette', 1)).toEqual(['a'])
    expect(readKept('palette', 2)).toBeUndefined()
    expect(readKept('alerts', 1)).toBeUndefined()
  })

  test.each(['', '{', 'null', '3', '[]', '{"value":3}'])('is nothing where %j stands in its place', (text) => {
    keepIn(new Map([['seatlog.palette', text]]))
    expect(readKept('palette', 1)).toBeUndefined()
  })

  test('is nothing where the browser keeps nothing', () => {
    const refuse = () => {
      throw new DOMException('refused', 'SecurityError')
    }
    vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse })
    writeKept('palette', 1, ['a'])
    expect(readKept('palette', 1)).toBeUndefined()
  })
})
