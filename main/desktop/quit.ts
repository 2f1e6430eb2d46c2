import process from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { app, BaseWindow, type Event, powerMonitor } from 'electron'
import type { Service } from '../service/host.ts'

/** Systems wait about five seconds for whoever holds up a log-off. What is not written by then waits in the journal. */
const LONGEST_END_MS = 4000

/** Keeps the app alive without windows, and lets it go when the service has ended; also when the user logs off. */
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
    void Promise.race([service.stop(), wait(LONGEST_END_MS, undefined, { ref: false })])
      .catch((error: unknown) => console.error('The service did not end cleanly:', error))
      .then(() => {
        phase = 'ended'
        app.quit()
      })
  })
  quitWithTheSystem()
}

/** SIGTERM, SIGINT and SIGHUP are `app.quit()` to Electron by itself. */
function quitWithTheSystem(): void {
  if (process.platform === 'win32') {
    // Windows tells only windows, and a hidden start has none. Nothing waits for the end there: it goes as far as it gets.
    const ear = new BaseWindow({ show: false, skipTaskbar: true })
    ear.on('session-end', () => app.quit())
    app.on('quit', () => ear.destroy())
    return
  }
  // Electron's types leave out the event, by which it holds the system up until the app has ended.
  const shutdown = (event: Event): void => {
    event.preventDefault()
    app.quit()
  }
  powerMonitor.on('shutdown', shutdown as () => void)
}
