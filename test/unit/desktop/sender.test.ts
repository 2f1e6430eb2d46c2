import type { WebContents, WebFrameMain } from 'electron'
import { describe, expect, it } from 'vitest'
import { isOurPage } from '../../../main/desktop/sender.ts'

const frame = (origin: string): WebFrameMain => ({ origin }) as WebFrameMain
const contents = (mainFrame: WebFrameMain): WebContents => ({ mainFrame }) as WebContents

describe('a message', () => {
  const page = frame('seatlog://app')
  const ours = contents(page)

  it('is taken from the main frame of the window', () => {
    expect(isOurPage({ sender: ours, senderFrame: page }, ours)).toBe(true)
  })

  it('is refused from another window, even with the same page', () => {
    const other = contents(frame('seatlog://app'))
    expect(isOurPage({ sender: other, senderFrame: other.mainFrame }, ours)).toBe(false)
    expect(isOurPage({ sender: other, senderFrame: other.mainFrame }, null)).toBe(false)
  })

  it('is refused from a frame within the page, and from one that is gone', () => {
    expect(isOurPage({ sender: ours, senderFrame: frame('seatlog://app') }, ours)).toBe(false)
    expect(isOurPage({ sender: ours, senderFrame: null }, ours)).toBe(false)
  })

  it.each(['https://app', 'seatlog://app.example.org', 'null', 'file://'])(
    'is refused from the origin %s',
    (origin) => {
      const elsewhere = frame(origin)
      const window = contents(elsewhere)
      expect(isOurPage({ sender: window, senderFrame: elsewhere }, window)).toBe(false)
    },
  )
})
