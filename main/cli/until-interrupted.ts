import process from 'node:process'

/**
 * Resolves when the user or the system asks the process to end. To be called before anything is started: until then such
 * a request ends the process at once. It stays in force, or else what runs lmutil would end the process by the signal.
 */
export function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
  })
}
