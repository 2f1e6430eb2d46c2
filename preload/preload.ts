import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron'
import type { SeatlogClient } from './contract/api.ts'
import { isChannel, isEventName } from './contract/channels.ts'

const client: SeatlogClient = {
  async call(channel, request) {
    if (!isChannel(channel)) throw new TypeError(`unknown channel ${String(channel)}`)
    return await ipcRenderer.invoke(channel, request)
  },
  on(event, listener) {
    if (!isEventName(event)) throw new TypeError(`unknown event ${String(event)}`)
    // The event object stays here: it would hand the page a way to send whatever it likes.
    const forward = (_event: IpcRendererEvent, payload: Parameters<typeof listener>[0]): void => listener(payload)
    ipcRenderer.on(event, forward)
    return () => {
      ipcRenderer.removeListener(event, forward)
    }
  },
}

contextBridge.exposeInMainWorld('seatlog', client)
