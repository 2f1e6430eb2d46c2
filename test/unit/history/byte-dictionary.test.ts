import { describe, expect, it } from 'vitest'
import { ByteDictionary, hashed, NO_HASH } from '../../../main/history/byte-dictionary.ts'

/** Looks names up in a dictionary by the hash that `hashOf` gives; answers the names it was asked to number. */
function dictionary(hashOf: (bytes: Buffer) => number) {
  const asked: string[] = []
  const names = new ByteDictionary((name) => asked.push(name) - 1)
  const find = (name: string | Buffer): number => {
    const bytes = Buffer.concat([Buffer.from('before '), Buffer.from(name as string), Buffer.from(' behind')])
    const end = bytes.length - 7
    return names.find(bytes, 7, end, hashOf(bytes.subarray(7, end)))
  }
  return { asked, find }
}

const fnv = (bytes: Buffer): number => bytes.reduce(hashed, NO_HASH)

describe('a dictionary of bytes', () => {
  it.each([
    ['hashes that are apart', fnv, 20_000],
    ['one hash for all', () => -7, 600],
    ['hashes of four low bits', (bytes: Buffer) => fnv(bytes) & 15, 900],
  ])('gives each name one number, through all its growth: %s', (_, hashOf, count) => {
    const { asked, find } = dictionary(hashOf)
    const names = Array.from({ length: count }, (_, at) => (at === 0 ? '' : `user ${at * 7919}`))
    const numbers = names.map(find)
    expect(numbers).toEqual(names.map((_, at) => at))
    expect(names.toReversed().map(find)).toEqual(numbers.toReversed())
    expect(asked).toEqual(names)
  })

  it('tells names apart by every byte, and takes very long ones', () => {
    const { asked, find } = dictionary(() => 1)
    const long = 'x'.repeat(100_000)
    expect([long, `${long}y`, `${long.slice(1)}y`, 'x', ''].map(find)).toEqual([0, 1, 2, 3, 4])
    expect([Buffer.from([0]), Buffer.from([0, 0]), Buffer.from([0xff]), Buffer.from([0xfe])].map(find)).toEqual([
      5, 6, 7, 8,
    ])
    expect(find(long)).toBe(0)
    expect(asked).toHaveLength(9)
  })
})
