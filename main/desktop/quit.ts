import { app } from 'electron'
import type { Service } from '../service/host.ts'

/** Keeps the app alive without windows, and lets it go when the service has ended. */
export function setupQuit(service: Service, beforeQuit: () => void): void {
  app.on('window-all-closed', () => {
    // The tray is the app; without a listener Electron would quit here.
  })
  let phase: 'running' | 'ending' | 'ended' = 'running'
  app.on('before-quit', (event) => {
    if (phase === 'ended') return
    event.preventDefault()
    if (phase === 'ending') return
    phase = 'ending'
    beforeQuit()
    void service
      .stop()
      .catch((error: unknown) => console.error(`The service did not end cleanly: ${error}`))
      .then(() => {
        phase = 'ended'
        app.quit()
      })
  })
}
