import { ipcMain, type WebContents } from 'electron'
import { CHANNELS, EVENTS } from '../../preload/contract/channels.ts'
import { failure } from '../../preload/contract/result.ts'
import type { Service } from '../service/host.ts'
import { isOurPage } from './sender.ts'

/** Answers the window's requests and tells it the service's events; nobody else's. */
export function setupIpc(service: Service, contents: () => WebContents | null): void {
  for (const channel of CHANNELS) {
    ipcMain.handle(channel, async (event, request: unknown) =>
      isOurPage(event, contents())
        ? await service.call(channel, request)
        : failure('bad-request', 'Only the window of Seatlog may ask.'),
    )
  }
  for (const event of EVENTS) {
    service.on(event, (payload) => contents()?.send(event, payload))
  }
}
