import * as v from 'valibot'

/** On the screen, in its pixels as programs count them. */
export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Where the window was when it was last closed. */
export interface WindowPlace {
  /** When it is not maximized. */
  readonly area: Area
  readonly maximized: boolean
}

/** Electron takes 32 bits, and throws at more. */
const FAR = 1_000_000
const pixels = (least: number) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(FAR))
const PLACE = v.object({
  area: v.object({ x: pixels(-FAR), y: pixels(-FAR), width: pixels(1), height: pixels(1) }),
  maximized: v.boolean(),
})

/** What a file that may be damaged says of it; null: nothing that can be used. */
export function placeOf(kept: unknown): WindowPlace | null {
  const parsed = v.safeParse(PLACE, kept)
  return parsed.success ? parsed.output : null
}

/** The area moved, and made smaller where it must be, so that it lies wholly in a screen's free part. */
export function within(free: Area, { x, y, width, height }: Area): Area {
  const size = { width: Math.min(width, free.width), height: Math.min(height, free.height) }
  return {
    x: Math.max(free.x, Math.min(x, free.x + free.width - size.width)),
    y: Math.max(free.y, Math.min(y, free.y + free.height - size.height)),
    ...size,
  }
}
