import { describe, expect, it } from 'vitest'
import type { Feature } from '../../../main/lmstat/answer.ts'
import { withPoll } from '../../../main/usage/live.ts'
import type { Package } from '../../../main/usage/packages.ts'
import { liveSeats } from '../../at-once.ts'
import { answer, daemon, feature } from './answers.ts'

/** Free seats of each feature, and its own where its packages leave fewer. */
function free(features: readonly Feature[], packages: readonly Package[]) {
  const live = withPoll(null, { askedAt: 1000, answer: answer([daemon('adskflex', features)]), problem: null })
  return Object.fromEntries(
    liveSeats('cad', live, packages).features.map((one) => [one.name, [one.free, one.ownFree, one.packages]]),
  )
}

const ACAD = { package: '64300ACD_F', components: ['87676ACD_2023_0F', '87545ACD_2022_0F'] }
const SUITE = { package: '86829PDCOLL_F', components: ['87676acd_2023_0f'] }

describe('free seats of components', () => {
  it('are no more than their package has left', () => {
    const seats = [
      feature('64300ACD_F', 30, 28),
      feature('87676ACD_2023_0F', 30, 20),
      feature('87545ACD_2022_0F', 30, 29),
    ]
    expect(free(seats, [ACAD])).toEqual({
      '64300ACD_F': [2, null, []],
      '87676ACD_2023_0F': [2, 10, ['64300ACD_F']],
      '87545ACD_2022_0F': [1, null, ['64300ACD_F']],
    })
  })

  it('may come from any of several packages', () => {
    const seats = [feature('64300ACD_F', 30, 30), feature('86829PDCOLL_F', 10, 7), feature('87676ACD_2023_0F', 40, 25)]
    expect(free(seats, [ACAD, SUITE])).toMatchObject({
      '87676ACD_2023_0F': [3, 15, ['64300ACD_F', '86829PDCOLL_F']],
    })
  })

  it('may be seats that were issued beside all packages', () => {
    const seats = [feature('64300ACD_F', 30, 30), feature('87676ACD_2023_0F', 35, 20)]
    expect(free(seats, [ACAD])).toMatchObject({ '87676ACD_2023_0F': [5, 15, ['64300ACD_F']] })
  })

  it('are their own where no package is served, or one has no limit', () => {
    expect(free([feature('87676ACD_2023_0F', 30, 20)], [ACAD])).toEqual({ '87676ACD_2023_0F': [10, null, []] })
    const endless = [feature('64300ACD_F', 9999, 40), feature('87676ACD_2023_0F', 30, 20)]
    expect(free(endless, [ACAD])).toMatchObject({ '87676ACD_2023_0F': [10, null, ['64300ACD_F']] })
  })

  it('count a package once that lmstat prints in two blocks', () => {
    const seats = [feature('64300ACD_F', 20, 20), feature('64300ACD_F', 10, 6), feature('87676ACD_2023_0F', 30, 20)]
    expect(free(seats, [ACAD])).toMatchObject({ '87676ACD_2023_0F': [4, 10, ['64300ACD_F']] })
  })

  it('are unknown or unlimited as before where they are not counted', () => {
    const seats = [feature('64300ACD_F', 30, 30), feature('87676ACD_2023_0F', 9999, 3)]
    expect(free(seats, [ACAD])).toMatchObject({ '87676ACD_2023_0F': [null, null, ['64300ACD_F']] })
  })
})
