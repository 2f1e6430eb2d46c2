import type { WebContents, WebFrameMain } from 'electron'
import { ORIGIN } from './page-files.ts'

/** Who sent a message: the window's contents and the frame in it. */
export interface Sender {
  readonly sender: WebContents
  readonly senderFrame: WebFrameMain | null
}

/** True when the sender is our window, its main frame, and that still shows our page. */
export function isOurPage({ sender, senderFrame }: Sender, ours: WebContents | null): boolean {
  if (ours === null || sender !== ours || senderFrame === null) return false
  return senderFrame === ours.mainFrame && senderFrame.origin === ORIGIN
}
