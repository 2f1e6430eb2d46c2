import { describe, expect, it } from 'vitest'
import { placeOf, within } from '../../../main/desktop/window-place.ts'

/** A screen of 1920 x 1080 with a panel above, to the right of another one. */
const FREE = { x: 2560, y: 32, width: 1920, height: 1048 }

describe('a remembered window', () => {
  it.each([
    ['stays where it lies wholly on the screen', [2600, 100, 1180, 760], [2600, 100, 1180, 760]],
    ['is moved back where its screen is gone', [-1500, -900, 1180, 760], [2560, 32, 1180, 760]],
    ['is moved back where it stands over the edge', [4400, 1000, 1180, 760], [3300, 320, 1180, 760]],
    ['is made smaller where the screen is', [2500, 0, 3000, 1600], [2560, 32, 1920, 1048]],
  ])('%s', (_what, [x = 0, y = 0, width = 0, height = 0], expected) => {
    const placed = within(FREE, { x, y, width, height })
    expect([placed.x, placed.y, placed.width, placed.height]).toEqual(expected)
  })

  it('is forgotten where its file was damaged, also by numbers no screen has', () => {
    const place = { area: { x: -1280, y: 0, width: 1180, height: 760 }, maximized: true }
    expect(placeOf(place)).toEqual(place)
    const damaged = [undefined, null, [], {}, { ...place, maximized: 1 }, { area: null, maximized: true }]
    const sizes = [{ x: 1e300 }, { y: -3_000_000_000 }, { width: 0 }, { height: 2 ** 31 }, { x: 1.5 }, { x: '1' }]
    const wrong = [...damaged, ...sizes.map((one) => ({ ...place, area: { ...place.area, ...one } }))]
    expect(wrong.map(placeOf)).toEqual(wrong.map(() => null))
  })
})
